import urllib.request

import requests
from flask import Flask, request

app = Flask(__name__)
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
    return urllib.request.urlopen(request.args["page"]).read()


def avatar(request):
    host = request.GET.get("host")
    # ruleid: request-ssrf
    return requests.get(f"https://{host}/avatar.png", timeout=5).content


@app.get("/carrier")
def carrier():
    # ok: request-ssrf
    return requests.get(CARRIERS[request.args["carrier"]], timeout=5).json()


@app.get("/status")
def status():
    # ok: request-ssrf
    answer = requests.get(
        CARRIERS["north"] + "/status",
        params={"parcel": request.args["parcel"]},
        timeout=5,
    )
    return answer.json()
