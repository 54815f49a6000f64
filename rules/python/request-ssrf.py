import urllib.request

import aiohttp
import requests
from fastapi import FastAPI
from flask import Flask, request

app = Flask(__name__)
api = FastAPI()
CARRIERS = {"north": "https://api.north.example", "west": "https://api.west.example"}


@app.post("/webhook/test")
def webhook_test():
    url = request.form["url"]
    # ruleid: request-ssrf
    answer = requests.post(url, json={"test": True}, timeout=5)
    return {"status": answer.status_code}


@app.get("/preview")
def preview():
    # ruleid: request-ssrf
    return urllib.request.urlopen(request.args["page"], timeout=5).read()


def avatar(request):
    host = request.GET.get("host")
    # ruleid: request-ssrf
    return requests.get(f"https://{host}/avatar.png", timeout=5).content


@api.get("/feed")
async def feed(address: str):
    async with aiohttp.ClientSession() as client:
        # ruleid: request-ssrf
        async with client.get(address) as answer:
            return await answer.text()


@app.get("/carrier")
def carrier():
    # ok: request-ssrf
    return requests.get(CARRIERS[request.args["carrier"]], timeout=5).json()


@app.get("/parcel")
def parcel():
    number = request.args["parcel"]
    # ok: request-ssrf
    return requests.get(f"https://api.north.example/parcels/{number}", timeout=5).json()


@app.get("/status")
def status():
    # ok: request-ssrf
    answer = requests.get(
        CARRIERS["north"] + "/status",
        params={"parcel": request.args["parcel"]},
        timeout=5,
    )
    return answer.json()
