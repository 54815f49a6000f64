from flask import Flask, request, session

from shop.models import User

app = Flask(__name__)


@app.post("/signin")
def signin():
    # ruleid: request-session
    session["user_id"] = request.form["user"]
    # ruleid: request-session
    session["role"] = request.args.get("role", "customer")
    return "", 204


@app.post("/remember")
def remember():
    # ruleid: request-session
    session[request.form["name"]] = "yes"
    return "", 204


@app.post("/signin/well")
def signin_well():
    user = User.checked(request.form["name"], request.form["password"])
    if user is None:
        return "", 403
    # ok: request-session
    session["language"] = request.form["language"]
    return "", 204


def totals(basket):
    # ok: request-session
    session["total"] = sum(line.price for line in basket)
