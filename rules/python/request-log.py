import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.post("/signin")
def signin():
    name = request.form["name"]
    # ruleid: request-log
    log.warning("no such user: " + name)
    # ruleid: request-log
    app.logger.info(f"sign-in of {name} refused")
    return "", 403


def search(request):
    # ruleid: request-log
    logging.info("searched for %s", request.GET["q"])


@app.post("/signin/quoted")
def signin_quoted():
    name = request.form["name"]
    # ok: request-log
    log.warning("no such user: %r", name)
    # ok: request-log
    log.info("no such user: %s", name.replace("\n", " "))
    # ok: request-log
    log.info("no such user", extra={"user": name})
    return "", 403
