from urllib.parse import urlparse

from aiohttp import web
from django.http import HttpResponseRedirect
from fastapi.responses import RedirectResponse
from flask import Flask, redirect, request, url_for

app = Flask(__name__)
PARTNERS = {"north": "https://north.example/", "west": "https://west.example/"}


def safe_path(path):
    return path if path and path[0] == "/" and path[1:2] not in "/\\" else "/"


def is_own(address):
    return address.startswith("/") and not address.startswith("//")


@app.post("/signin")
def signin():
    # ruleid: request-redirect
    return redirect(request.args.get("next", "/"))


def after_payment(request):
    target = request.GET["return"]
    # ruleid: request-redirect
    return HttpResponseRedirect(target)


async def shop(request):
    # ruleid: request-redirect
    raise web.HTTPFound(request.query["to"])


async def landing(request):
    # ruleid: request-redirect
    return RedirectResponse(url=request.query_params["to"])


@app.post("/signout")
def signout():
    # ok: request-redirect
    return redirect("/")


@app.get("/back")
def back():
    # ok: request-redirect
    return redirect(safe_path(request.args.get("next")))


@app.get("/partner/by-host")
def partner_by_host():
    target = request.args["to"]
    if urlparse(target).netloc not in PARTNERS:
        return "", 400
    # ok: request-redirect
    return redirect(target)


@app.get("/partner")
def partner():
    # ok: request-redirect
    return redirect(PARTNERS[request.args["partner"]])


@app.get("/go")
def go():
    # ok: request-redirect
    return redirect(url_for("order", number=request.args["n"]))


@app.get("/order")
def order():
    # ok: request-redirect
    return redirect(f"/orders/{request.args['n']}")
