import re

from flask import Flask, request

app = Flask(__name__)
LINES = ["one parcel", "two parcels"]


@app.get("/lines")
def lines():
    # ruleid: request-regex
    wanted = re.compile(request.args["form"], re.I)
    return {"lines": [line for line in LINES if wanted.search(line)]}


@app.get("/lines/escaped")
def lines_escaped():
    # ok: request-regex
    wanted = re.compile(r"\b" + re.escape(request.args["word"]))
    return {"lines": [line for line in LINES if wanted.search(line)]}


@app.get("/number")
def number():
    # ok: request-regex
    return {"number": bool(re.fullmatch(r"[0-9]{1,9}", request.args["n"]))}
