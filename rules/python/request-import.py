import importlib

from flask import Flask, request

from shop import exports

app = Flask(__name__)
EXPORTS = {"csv": exports.csv, "pdf": exports.pdf}


@app.get("/export")
def export():
    # ruleid: request-import
    module = importlib.import_module("shop.export." + request.args["format"])
    return module.run()


def report(request):
    # ruleid: request-import
    return getattr(exports, request.GET["kind"])(request.user)


@app.post("/job")
def job():
    # ruleid: request-import
    return globals()[request.form["job"]]()


@app.get("/export/listed")
def export_listed():
    # ok: request-import
    return EXPORTS[request.args["format"]]()


def field(request, order):
    # ok: request-import
    return getattr(order, request.GET["field"], "")
