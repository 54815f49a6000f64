from flask import Flask, request

from shop.models import User

app = Flask(__name__)


@app.post("/signin")
def signin():
    user = User.named(request.form["name"])
    # ruleid: password-plain
    if user.password == request.form["password"]:
        return "", 204
    return "", 403


def find(name, password):
    # ruleid: password-plain
    return User.query.filter_by(name=name, password=password).first()


def signin_well(user, password, hasher):
    # ok: password-plain
    return hasher.verify(user.digest, password)


def typed_twice(form):
    # ok: password-plain
    return form.password == form.password_confirm
