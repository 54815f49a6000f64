import hashlib
import subprocess
import urllib.request

import requests

PINNED = "0f5c3a1e6d5a0f5c3a1e6d5a0f5c3a1e6d5a0f5c3a1e6d5a0f5c3a1e6d5a0f5c"


def plugin(address):
    # ruleid: remote-code-run
    exec(requests.get(address, timeout=10).text)


def install():
    script = urllib.request.urlopen("https://parcels.example/install.sh").read()
    # ruleid: remote-code-run
    subprocess.run(["sh", "-s"], input=script, check=True)


def install_pinned():
    script = urllib.request.urlopen("https://parcels.example/install.sh").read()
    if hashlib.sha256(script).hexdigest() != PINNED:
        raise ValueError("not the script we know")
    # ok: remote-code-run
    subprocess.run(["sh", "-s"], input=script, check=True)


def rates(address):
    # ok: remote-code-run
    return requests.get(address, timeout=10).json()
