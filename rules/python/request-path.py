import os

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


def remove(request):
    path = f"/srv/uploads/{request.POST['file']}"
    # ruleid: request-path
    os.remove(path)


@app.get("/invoice/safe")
def invoice_safe():
    # ok: request-path
    return send_from_directory(FOLDER, request.args["name"])


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
