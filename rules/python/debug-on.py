import asyncio
import os

from fastapi import FastAPI
from flask import Flask

app = Flask(__name__)
# ruleid: debug-on
app.config["DEBUG"] = True
# ruleid: debug-on
api = FastAPI(title="parcels", debug=True)
# ok: debug-on
app.config["DEBUG"] = os.environ.get("PARCELS_DEBUG") == "yes"


def start():
    # ruleid: debug-on
    app.run(host="0.0.0.0", port=8000, debug=True)


def start_quietly():
    # ok: debug-on
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "8000")))


async def work():
    return None


def once():
    # ok: debug-on
    asyncio.run(work(), debug=True)
