from django.template import Context, Template as PageTemplate
from flask import Flask, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)
GREETING = "<p>Hello {{ name }}</p>"
environment = Environment(autoescape=True)


@app.errorhandler(404)
def missing(error):
    # ruleid: request-template
    return render_template_string("<p>No page " + request.path + "</p>"), 404


@app.post("/preview")
def preview():
    body = request.form["body"]
    # ruleid: request-template
    return Template(body).render()


@app.post("/mail")
def mail():
    text = request.get_json()["text"]
    # ruleid: request-template
    return environment.from_string(f"Dear customer, {text}").render()


@app.route("/greet/<name>")
def greet(name):
    # ruleid: request-template
    return render_template_string("<h1>Hello %s</h1>" % name)


def note(request):
    # ruleid: request-template
    return PageTemplate(request.POST["note"]).render(Context({}))


@app.get("/hello")
def hello():
    # ok: request-template
    return render_template_string(GREETING, name=request.args.get("name"))
