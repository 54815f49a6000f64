from django.http import HttpResponseRedirect
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


def safe_path(path):
    return path if path and path[0] == "/" and path[1:2] not in "/\\" else "/"


@app.post("/signin")
def signin():
    # ruleid: request-redirect
    return redirect(request.args.get("next", "/"))


def after_payment(request):
    target = request.GET["return"]
    # ruleid: request-redirect
    return HttpResponseRedirect(target)


@app.post("/signout")
def signout():
    # ok: request-redirect
    return redirect("/")


@app.get("/back")
def back():
    # ok: request-redirect
    return redirect(safe_path(request.args.get("next")))


@app.get("/go")
def go():
    # ok: request-redirect
    return redirect(url_for("order", number=request.args["n"]))
