import os
from pathlib import Path

from aiohttp import web
from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = "/srv/invoices"


@app.get("/invoice")
def invoice():
    name = request.args["name"]
    # ruleid: request-path
    return send_file(os.path.join(FOLDER, name))


@app.get("/template")
def template():
    # ruleid: request-path
    with open(FOLDER + "/" + request.args.get("t", "plain")) as source:
        return source.read()


@app.route("/page/<path:name>")
def page(name):
    path = Path(FOLDER) / name
    # ruleid: request-path
    return path.read_text()


def remove(request):
    path = f"/srv/uploads/{request.POST['file']}"
    # ruleid: request-path
    os.remove(path)


async def picture(request):
    # ruleid: request-path
    return web.FileResponse(FOLDER + "/" + request.match_info["name"])


@app.get("/invoice/safe")
def invoice_safe():
    # ok: request-path
    return send_from_directory(FOLDER, request.args["name"])


@app.get("/invoice/below")
def invoice_below():
    path = (Path(FOLDER) / request.args["name"]).resolve()
    if not path.is_relative_to(FOLDER):
        return "", 404
    # ok: request-path
    return path.read_text()


@app.get("/invoice/refused")
def invoice_refused():
    name = request.args["name"]
    if ".." in name:
        return "", 404
    # ok: request-path
    return send_file(os.path.join(FOLDER, name))


@app.get("/invoice/compared")
def invoice_compared():
    path = os.path.realpath(os.path.join(FOLDER, request.args["name"]))
    if not path.startswith(FOLDER + os.sep):
        return "", 404
    # ok: request-path
    return send_file(path)


@app.post("/upload")
def upload():
    name = secure_filename(request.form["name"])
    # ok: request-path
    with open(os.path.join(FOLDER, name), "wb") as target:
        target.write(b"")
    return "", 204


def settings():
    # ok: request-path
    with open("/etc/invoices.toml") as source:
        return source.read()
