from flask import Flask, g
from flask_login import login_required

app = Flask(__name__)


# ruleid: auth-above-route
@login_required
@app.route("/orders")
def orders():
    return {"orders": g.user.orders()}


# ok: auth-above-route
@app.route("/account")
@login_required
def account():
    return {"account": g.user.account()}


# ok: auth-above-route
@login_required
def helper():
    return g.user
