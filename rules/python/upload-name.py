import os
import uuid

import aiofiles
from fastapi import FastAPI, UploadFile
from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
api = FastAPI()
FOLDER = "/srv/uploads"


@app.post("/avatar")
def avatar():
    file = request.files["avatar"]
    # ruleid: upload-name
    file.save(os.path.join(FOLDER, file.filename))
    return "", 204


@api.post("/scan")
async def scan(upload: UploadFile):
    # ruleid: upload-name
    async with aiofiles.open(f"{FOLDER}/{upload.filename}", "wb") as target:
        await target.write(await upload.read())


def attach(request):
    # ruleid: upload-name
    with open(FOLDER + "/" + request.FILES["doc"].name, "wb") as target:
        target.writelines(request.FILES["doc"].chunks())


@app.post("/avatar/safe")
def avatar_safe():
    file = request.files["avatar"]
    # ok: upload-name
    file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "", 204


@app.post("/avatar/own-name")
def avatar_own_name():
    file = request.files["avatar"]
    ending = os.path.splitext(file.filename)[1].lower()
    if ending not in (".png", ".jpg"):
        return "", 415
    # ok: upload-name
    file.save(os.path.join(FOLDER, uuid.uuid4().hex + ending))
    return "", 204


def reopen(log):
    # ok: upload-name
    return open(log.filename, "a")
