import ast

import pandas
from flask import Flask, request

app = Flask(__name__)


@app.get("/sum")
def total():
    formula = request.args["formula"]
    # ruleid: request-eval
    return {"value": eval(formula)}


@app.route("/rate/<expression>")
def rate(expression):
    # ruleid: request-eval
    return {"value": pandas.eval(expression)}


def rule(request):
    # ruleid: request-eval
    exec("def check(order): return " + request.POST["rule"])


@app.get("/list")
def numbers():
    # ok: request-eval
    return {"value": ast.literal_eval(request.args["numbers"])}


def square(text):
    # ok: request-eval
    return eval("2 ** 2")
