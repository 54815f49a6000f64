import base64
import json
import pickle

import jsonpickle
import requests
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


def model(address):
    # ruleid: unsafe-load
    return pickle.loads(requests.get(address, timeout=5).content)


@app.post("/state")
def state():
    # ruleid: unsafe-load
    return {"n": len(jsonpickle.decode(request.get_data()))}


def follow(peer):
    # ruleid: unsafe-load
    return pickle.loads(peer.recv(65536))


@app.post("/import/safe")
def import_safe():
    # ok: unsafe-load
    rules = yaml.load(request.data, Loader=yaml.SafeLoader)
    return {"n": len(rules)}


@app.get("/basket/safe")
def basket_safe():
    # ok: unsafe-load
    return {"items": json.loads(request.cookies["basket"])}


def cached(path):
    with open(path, "rb") as source:
        # ok: unsafe-load
        return pickle.load(source)
