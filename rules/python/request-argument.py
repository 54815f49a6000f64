import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/clone")
def clone():
    address = request.form["address"]
    # ruleid: request-argument
    subprocess.run(["git", "clone", address, "/srv/checkout"], check=True)
    return "cloned"


def pack(request):
    # ruleid: request-argument
    subprocess.check_call(["/usr/bin/tar", "-cf", "/srv/out.tar", request.POST["name"]])


@app.post("/clone/safe")
def clone_safe():
    # ok: request-argument
    subprocess.run(["git", "clone", "--", request.form["address"], "/srv/new"], check=True)
    return "cloned"


@app.post("/clone/of-ours")
def clone_of_ours():
    # ok: request-argument
    subprocess.run(["git", "clone", f"https://git.example/{request.form['name']}"], check=True)
    return "cloned"


@app.post("/say")
def say():
    # ok: request-argument
    subprocess.run(["wall", request.form["text"]], check=True)
    return "said"
