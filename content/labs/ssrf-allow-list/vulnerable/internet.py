"""The machines around us, each a thread: some outside, some inside."""
import http.server
import json
import socketserver
import threading
from urllib.parse import parse_qs, urlsplit

import network
from seeds import SEEDS


def png(name):
    return 200, "image/png", b"\x89PNG\r\n\x1a\n" + name.encode()


def page(title, text):
    return 200, "text/html; charset=utf-8", (
        f"<html><head><title>{title}</title></head>"
        f"<body><p>{text}</p></body></html>").encode()


def moved(to):
    return 302, to, b""


def text(value):
    return 200, "text/plain", value.encode()


SITES = {
    ("192.88.99.10", 80): {
        "/cat.png": png("cat"),
        "/@ada/cat.png": png("ada's cat"),
        "/old/cat.png": moved("http://static.img.example/cat.png"),
        "/today.png": moved("cat.png"),
        "/big.png": png("b" * 300000),
        "/loop.png": moved("/loop.png"),
    },
    ("192.88.99.11", 80): {"/cat.png": png("a cat that moved")},
    ("192.88.99.12", 80): {"/dog.png": png("dog")},
    ("192.88.99.20", 80): {
        "/": page("Notes from the depot", "Sorting, mostly."),
        "/short": moved("http://blog.example:8080/"),
        "/why-169.254.169.254?from=localhost":
            page("Why 169.254.169.254?", "And not 127.0.0.1 or 10.0.0.1."),
        "/@wiebke": page("Wiebke writes", "On queues."),
    },
    ("192.88.99.20", 8080): {"/": page("The new depot", "On another port.")},
    ("169.254.169.254", 80): {
        "/latest/credentials": text(json.dumps(
            {"role": "board", "key": SEEDS["role_key"]})),
    },
    ("127.0.0.1", 9901): {
        "/config": text("upstream.key = " + SEEDS["sidecar_key"]),
    },
    ("100.64.0.7", 8080): {
        "/": page("Queue console", "admin key " + SEEDS["queue_key"]),
    },
}


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path == "/go":  # many a site has one
            to = parse_qs(parts.query).get("to", ["/"])[0]
            status, kind, body = moved(to)
        else:
            status, kind, body = self.server.pages.get(
                self.path, (404, "text/plain", b"not here"))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(socketserver.TCPServer):
    request_queue_size = 32


def start():
    for address, pages in SITES.items():
        server = Server(("127.0.0.1", 0), Site)
        server.pages = pages
        network.ROUTES[address] = server.server_address
        threading.Thread(target=server.serve_forever, daemon=True).start()
