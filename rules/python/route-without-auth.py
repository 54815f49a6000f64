from flask import Blueprint, abort, request
from flask_login import login_required

from shop import notes, require_role

app = Blueprint("notes", __name__)


@app.route("/notes", methods=["GET"])
def listed():
    return notes.public()


@app.route("/notes", methods=["POST"])
@login_required
# ok: route-without-auth
def add():
    return notes.add(request.get_json())


@app.route("/notes/<int:number>", methods=["DELETE"])
# ruleid: route-without-auth
def remove(number):
    return notes.remove(number)


@app.put("/notes/<int:number>")
# ruleid: route-without-auth
def change(number):
    return notes.change(number, request.get_json())


@app.post("/notes/all")
@require_role("admin")
# ok: route-without-auth
def remove_all():
    return notes.remove_all()


@app.post("/login")
# ok: route-without-auth
def login():
    return notes.session(request.form)
