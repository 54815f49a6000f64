from django.http import HttpResponseRedirect
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


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


@app.get("/go")
def go():
    # ok: request-redirect
    return redirect(url_for("order", number=request.args["n"]))
