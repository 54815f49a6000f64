from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, quote, urlparse


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        wanted = parse_qs(urlparse(self.path).query)
        self.send_response(302)
        # ruleid: request-header
        self.send_header("Location", "/pages/" + wanted["page"][0])
        self.end_headers()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        language = self.rfile.read(length).decode()
        self.send_response(204)
        # ruleid: request-header
        self.send_header("Set-Cookie", f"language={language}; HttpOnly")
        self.end_headers()

    def do_PUT(self):
        wanted = parse_qs(urlparse(self.path).query)
        self.send_response(302)
        # ok: request-header
        self.send_header("Location", "/pages/" + quote(wanted["page"][0]))
        # ok: request-header
        self.send_header("Content-Length", "0")
        self.end_headers()
