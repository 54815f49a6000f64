import asyncio
import os

from flask import Flask

app = Flask(__name__)


def start():
    # ruleid: flask-debug
    app.run(host="0.0.0.0", port=8000, debug=True)


def start_quietly():
    # ok: flask-debug
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "8000")))


async def work():
    return None


def once():
    # ok: flask-debug
    asyncio.run(work(), debug=True)
