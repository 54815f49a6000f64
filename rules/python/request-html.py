from django.http import HttpResponse
from django.utils.html import format_html
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Flask, make_response, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)
api = FastAPI()


@app.get("/search")
def search():
    term = request.args.get("q", "")
    # ruleid: request-html
    return "<h1>Results for " + term + "</h1>"


@app.get("/badge")
def badge():
    # ruleid: request-html
    label = Markup("<b>" + request.args["label"] + "</b>")
    return render_template("badge.html", label=label)


@app.get("/note")
def note():
    text = request.args["text"]
    # ruleid: request-html
    return make_response("<p>%s</p>" % text)


@app.route("/hello/<name>")
def hello(name):
    # ruleid: request-html
    return f"<h1>Hello {name}</h1>"


@app.route("/list")
def listed():
    page = "<ul>"
    for word in request.args.getlist("word"):
        page += "<li>" + word
    # ruleid: request-html
    return page


def missing(request):
    # ruleid: request-html
    return HttpResponse("<p>Nothing for " + request.GET["q"] + "</p>")


@api.get("/card")
def card(title: str):
    # ruleid: request-html
    return HTMLResponse(f"<h2>{title}</h2>")


@app.get("/search/safe")
def search_safe():
    # ok: request-html
    return "<h1>Results for " + escape(request.args.get("q", "")) + "</h1>"


@app.get("/search/template")
def search_template():
    # ok: request-html
    return render_template("search.html", term=request.args.get("q", ""))


@app.route("/page/<int:number>")
def page(number):
    # ok: request-html
    return f"<h1>Page {number}</h1>"


def missing_safe(request):
    # ok: request-html
    return HttpResponse(format_html("<p>Nothing for {}</p>", request.GET["q"]))


def missing_plain(request):
    # ok: request-html
    return HttpResponse("Nothing for " + request.GET["q"], content_type="text/plain")
