from flask import Flask, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)
GREETING = "<p>Hello {{ name }}</p>"
environment = Environment(autoescape=True)


@app.errorhandler(404)
def missing(error):
    # ruleid: flask-template
    return render_template_string("<p>No page " + request.path + "</p>"), 404


@app.post("/preview")
def preview():
    body = request.form["body"]
    # ruleid: flask-template
    return Template(body).render()


@app.post("/mail")
def mail():
    text = request.get_json()["text"]
    # ruleid: flask-template
    return environment.from_string(f"Dear customer, {text}").render()


@app.get("/hello")
def hello():
    # ok: flask-template
    return render_template_string(GREETING, name=request.args.get("name"))
