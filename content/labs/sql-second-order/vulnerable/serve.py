"""Starts the parcel desk: python3 serve.py"""
import os
import tempfile

from werkzeug.serving import WSGIRequestHandler, make_server

import demo
import handlers
from store import Store


class Handler(WSGIRequestHandler):
    def log_request(self, *_):
        pass  # the trace has them


def main():
    folder = "/lab/data" if os.path.isdir("/lab/data") else tempfile.mkdtemp()
    store = Store(os.path.join(folder, "parcels.db"))
    demo.fill(store)
    path = os.environ.get("LAB_SOCKET")
    port = int(os.environ.get("PORT", "8080"))
    server = make_server(
        "unix://" + path if path else "127.0.0.1", port,
        handlers.make_app(store), threaded=True, request_handler=Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
