import os as _os
import socket as _socket

_sock = _socket.socket(_socket.AF_UNIX)
_sock.bind(_os.environ["LAB_SOCKET"])
_sock.listen(64)
while True:
    _conn, _ = _sock.accept()
    with _conn:
        _conn.recv(65536)
        _conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                      b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")
