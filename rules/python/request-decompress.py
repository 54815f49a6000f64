import gzip
import zlib

from flask import Flask, request

app = Flask(__name__)
LIMIT = 1 << 20


@app.post("/report")
def report():
    # ruleid: request-decompress
    return {"bytes": len(gzip.decompress(request.get_data()))}


async def measure(request):
    # ruleid: request-decompress
    return zlib.decompress(await request.body())


@app.post("/report/bounded")
def report_bounded():
    # ok: request-decompress
    text = zlib.decompressobj(31).decompress(request.get_data(), LIMIT)
    return {"bytes": len(text)}
