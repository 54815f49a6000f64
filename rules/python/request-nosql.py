from flask import Flask, g, request

app = Flask(__name__)


@app.post("/signin")
def signin():
    body = request.get_json()
    # ruleid: request-nosql
    user = g.db.users.find_one({"name": body["name"], "pin": body["pin"]})
    return {"found": user is not None}


@app.post("/orders")
def orders():
    # ruleid: request-nosql
    return {"n": g.db.orders.count_documents(request.json)}


@app.post("/signin/text")
def signin_text():
    body = request.get_json()
    # ok: request-nosql
    user = g.db.users.find_one({"name": str(body["name"])})
    return {"found": user is not None}


@app.post("/sku")
def sku():
    # ok: request-nosql
    return {"at": "parcel".find(request.json["text"])}
