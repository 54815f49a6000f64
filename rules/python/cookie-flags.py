from flask import Flask, make_response, request

app = Flask(__name__)
FLAGS = {"secure": True, "httponly": True, "samesite": "Lax"}


@app.post("/signin")
def signin():
    response = make_response("", 204)
    # ruleid: cookie-flags
    response.set_cookie("session", "value")
    return response


@app.post("/remember")
def remember():
    response = make_response("", 204)
    # ruleid: cookie-flags
    response.set_cookie("remember_token", "value", secure=True)
    return response


@app.post("/language")
def language():
    response = make_response("", 204)
    # ruleid: cookie-flags
    response.set_cookie("language", request.form["l"], secure=False, httponly=True)
    return response


@app.post("/signin/well")
def signin_well():
    response = make_response("", 204)
    # ok: cookie-flags
    response.set_cookie("session", "v", httponly=True, secure=True, samesite="Lax")
    return response


@app.post("/signin/by-setting")
def signin_by_setting():
    response = make_response("", 204)
    # ok: cookie-flags
    response.set_cookie("session", "v", secure=not app.debug, httponly=True)
    return response


@app.post("/form")
def form():
    response = make_response("", 204)
    # ok: cookie-flags
    response.set_cookie("csrf_token", "v")
    return response


@app.post("/signin/table")
def signin_table():
    response = make_response("", 204)
    # ok: cookie-flags
    response.set_cookie("session", "value", **FLAGS)
    return response


@app.post("/theme")
def theme():
    response = make_response("", 204)
    # ok: cookie-flags
    response.set_cookie("theme", "dark")
    return response
