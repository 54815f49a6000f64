"""The cloud's door: POST /<service>/<operation> with JSON, as the key's owner."""
import json
import os
import socketserver
import threading
from http.server import BaseHTTPRequestHandler

from cloud import Refused
from estate import build
from trace import trace

BODY_MAX = 64 * 1024
DESK = {"canary": "card-key-of-the-desk", "registry": "r", "config": "c", "build": "b", "app": "shop",
        "ci": "ci", "intern": "intern", "releaser": "releaser", "auditor": "auditor", "stranger": "stranger"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        trace("request", "POST " + self.path)
        status, answer = self.answer()
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def answer(self):
        try:
            size = int(self.headers.get("Content-Length") or 0)
            if not 0 <= size <= BODY_MAX:
                self.close_connection = True
                return 413, {"error": "TooLarge"}
            given = json.loads(self.rfile.read(size) or b"{}")
        except ValueError:
            self.close_connection = True
            return 400, {"error": "ValidationException", "message": "the body is JSON"}
        if not isinstance(given, dict):
            return 400, {"error": "ValidationException", "message": "the body is an object"}
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        caller = self.server.cloud.keys.get(key)
        if caller is None:
            return 401, {"error": "InvalidClientTokenId", "message": "no such key"}
        try:
            with self.server.lock:
                return 200, self.server.cloud.call(caller, self.path.strip("/"), given)
        except Refused as e:
            return e.status, {"error": e.code, "message": str(e)}

    def address_string(self):
        return "client"

    def log_message(self, *args):
        pass


class Door:
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


class UnixDoor(Door, socketserver.ThreadingUnixStreamServer):
    pass


class TcpDoor(Door, socketserver.ThreadingTCPServer):
    pass


def main():
    seeds = json.loads(os.environ["LAB_SEEDS"]) if "LAB_SEEDS" in os.environ else DESK
    cloud = build(seeds)
    socket = os.environ.get("LAB_SOCKET")
    door = UnixDoor(socket, Handler) if socket else TcpDoor(("127.0.0.1", int(os.environ.get("PORT", 8080))), Handler)
    door.cloud, door.lock = cloud, threading.Lock()
    door.serve_forever()


if __name__ == "__main__":
    main()
