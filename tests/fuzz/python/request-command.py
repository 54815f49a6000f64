import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.get("/ping")
def ping():
    host = request.args.get("host")
    # ruleid: request-command
    os.system("ping -c 1 " + host)
    return "sent"


@app.post("/thumbnail")
def thumbnail():
    name = request.form["file"]
    command = f"convert {name} -resize 80x80 small.png"
    # ruleid: request-command
    subprocess.run(command, shell=True, check=True)
    return "made"


def lookup(request):
    # ruleid: request-command
    return subprocess.check_output("whois " + request.GET["domain"], shell=True)


@app.get("/whois")
def whois():
    domain = request.args["domain"]
    # ok: request-command
    return subprocess.check_output(["whois", "--", domain])


@app.get("/quoted")
def quoted():
    name = shlex.quote(request.args["name"])
    # ok: request-command
    os.system("grep -c " + name + " /srv/names")
    return "counted"


def rotate():
    # ok: request-command
    subprocess.run("logrotate -f /etc/logrotate.conf", shell=True, check=True)
