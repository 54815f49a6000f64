from flask import Flask, make_response, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/search")
def search():
    term = request.args.get("q", "")
    # ruleid: flask-html
    return "<h1>Results for " + term + "</h1>"


@app.get("/badge")
def badge():
    # ruleid: flask-html
    label = Markup("<b>" + request.args["label"] + "</b>")
    return render_template("badge.html", label=label)


@app.get("/note")
def note():
    text = request.args["text"]
    # ruleid: flask-html
    return make_response("<p>%s</p>" % text)


@app.get("/search/safe")
def search_safe():
    # ok: flask-html
    return "<h1>Results for " + escape(request.args.get("q", "")) + "</h1>"


@app.get("/search/template")
def search_template():
    # ok: flask-html
    return render_template("search.html", term=request.args.get("q", ""))
