import json
import os
import socket
import sys
from urllib.parse import unquote

import notes

SEEDS = json.loads(os.environ.get("LAB_SEEDS") or '{"canary": "none"}')


def trace(layer, text):
    if os.environ.get("LAB_TRACE"):
        print("TRACE %s: %s" % (layer, text), file=sys.stderr, flush=True)


def lay_out(root):
    for folder, text in (("notes", "hello"), ("notes-secret", SEEDS["canary"])):
        os.makedirs(os.path.join(root, folder), exist_ok=True)
        with open(os.path.join(root, folder, "a.txt"), "w") as f:
            f.write(text)
    with open(os.path.join(root, "notes", "v1..2.txt"), "w") as f:
        f.write("dots")
    with open(os.path.join(root, "key"), "w") as f:
        f.write(SEEDS["canary"])


def answer(line, root):
    trace("request", line)
    path = line.split(" ")[1]
    if not path.startswith("/note/"):
        return "404 Not Found", "no such page"
    name = unquote(path[len("/note/"):])
    trace("handler", "the note '%s'" % name)
    try:
        return "200 OK", notes.read(os.path.join(root, "notes"), name, trace)
    except (OSError, ValueError):
        return "404 Not Found", "no such note"


def serve(sock, root):
    while True:
        conn, _ = sock.accept()
        with conn:
            head = conn.makefile("rb")
            line = head.readline().decode("latin-1").strip()
            while line and head.readline().strip():
                pass
            if line:
                status, body = answer(line, root)
                body = body.encode()
                conn.sendall(("HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n"
                              % (status, len(body))).encode() + body)


def main():
    root = "/lab/data" if os.path.isdir("/lab/data") else "/tmp/note-reader"
    lay_out(root)
    path = os.environ.get("LAB_SOCKET")
    if path:
        sock = socket.socket(socket.AF_UNIX)
        sock.bind(path)
    else:
        sock = socket.socket()
        sock.bind(("127.0.0.1", int(os.environ.get("PORT", "8080"))))
    sock.listen(16)
    serve(sock, root)


main()
