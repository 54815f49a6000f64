import asyncio
import os
import shlex
import subprocess

from aiohttp import web
from flask import Flask, request

app = Flask(__name__)
TOOLS = {"resize": "mogrify", "check": "identify"}


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


@app.post("/tool")
def tool():
    # ruleid: request-command
    subprocess.check_call([request.form["tool"], "--version"])
    return "done"


@app.route("/trace/<host>")
def trace(host):
    # ruleid: request-command
    return subprocess.check_output(["/bin/sh", "-c", f"traceroute {host} | tail -3"])


@app.post("/steps")
def steps():
    command = ["sh"]
    command.append("-c")
    command.append("make " + request.form["target"])
    # ruleid: request-command
    subprocess.run(command, check=True)
    return "made"


def lookup(request):
    # ruleid: request-command
    return subprocess.check_output("whois " + request.GET["domain"], shell=True)


def restart(request, ssh):
    # ruleid: request-command
    ssh.exec_command("systemctl restart " + request.POST["unit"])


async def probe(request):
    form = await request.post()
    # ruleid: request-command
    process = await asyncio.create_subprocess_shell(f"dig {form['name']}")
    return web.json_response({"status": await process.wait()})


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


@app.post("/tool/listed")
def tool_listed():
    # ok: request-command
    subprocess.check_call([TOOLS[request.form["tool"]], "/srv/picture.png"])
    return "done"


def rotate():
    # ok: request-command
    subprocess.run("logrotate -f /etc/logrotate.conf", shell=True, check=True)
