import base64
import json
import pickle

import yaml
from flask import Flask, request

app = Flask(__name__)


@app.get("/basket")
def basket():
    raw = base64.b64decode(request.cookies["basket"])
    # ruleid: unsafe-load
    return {"items": pickle.loads(raw)}


@app.post("/import")
def import_rules():
    # ruleid: unsafe-load
    rules = yaml.load(request.data, Loader=yaml.Loader)
    return {"n": len(rules)}


def restore(request):
    # ruleid: unsafe-load
    return pickle.load(request.FILES["state"])


@app.post("/import/safe")
def import_safe():
    # ok: unsafe-load
    rules = yaml.safe_load(request.data)
    return {"n": len(rules)}


@app.get("/basket/safe")
def basket_safe():
    # ok: unsafe-load
    return {"items": json.loads(request.cookies["basket"])}


def cached(path):
    with open(path, "rb") as source:
        # ok: unsafe-load
        return pickle.load(source)
