"""Starts the team board: python3 serve.py"""
import os

from werkzeug.serving import WSGIRequestHandler, make_server

import handlers
import internet
from store import Store


class Handler(WSGIRequestHandler):
    def log_request(self, *_):
        pass  # the trace has them


def main():
    internet.start()
    path = os.environ.get("LAB_SOCKET")
    port = int(os.environ.get("PORT", "8080"))
    server = make_server(
        "unix://" + path if path else "127.0.0.1", port,
        handlers.make_app(Store()), threaded=True, request_handler=Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
