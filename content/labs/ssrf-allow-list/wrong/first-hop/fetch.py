"""Gets what stands at a URL, where that is outside.

A URL becomes a target: taken apart once, looked up once, and refused unless
each of its addresses is outside. What is dialled are those addresses.
"""
import http.client
import ipaddress
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import network
from errors import Problem
from trace import trace

HOPS = 4
LIMIT = 256 * 1024
SECONDS = 2
REDIRECTS = (301, 302, 303, 307, 308)


class Target(NamedTuple):
    host: str
    port: int
    addresses: list
    path: str


def is_outside(address):
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped  # the address that will be dialled
    return ip.is_global and not ip.is_multicast


def target(url, permits):
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise Problem(422, "only http is spoken here")
    if not permits(parts.hostname):
        raise Problem(403, f"{parts.hostname} may not be asked")
    addresses = network.lookup(parts.hostname)
    if not all(is_outside(address) for address in addresses):
        raise Problem(403, f"{parts.hostname} is not outside")
    path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    return Target(parts.hostname, parts.port or 80, addresses, path)


def follow(url):
    """Where an answer sent us: the host we were allowed to ask says so."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise Problem(422, "only http is spoken here")
    path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
    return Target(parts.hostname, parts.port or 80,
                  network.lookup(parts.hostname), path)


class Connection(http.client.HTTPConnection):
    """To the addresses that were checked; the name is not looked up again."""

    def __init__(self, to):
        super().__init__(to.host, to.port, timeout=SECONDS)
        self.addresses = to.addresses

    def connect(self):
        for address in self.addresses:
            try:
                self.sock = network.dial(address, self.port, self.timeout)
                return
            except OSError:
                continue
        raise OSError("none of its addresses answers")


def get_once(to):
    """The answer's status, headers and body."""
    connection = Connection(to)
    try:
        connection.request("GET", to.path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read(LIMIT + 1)
    finally:
        connection.close()


def get(url, permits=lambda host: True):
    """The content type and the body. permits is asked about every host."""
    to = None
    for _ in range(HOPS):
        trace("logic", f"fetches {url}")
        try:
            to = follow(url) if to else target(url, permits)
            status, headers, body = get_once(to)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise Problem(422, f"the address does not answer: {error}"
                          ) from None
        if status not in REDIRECTS:
            break
        url = urljoin(url, headers.get("Location", ""))
    if status != 200:
        raise Problem(422, f"the address answers {status}")
    if len(body) > LIMIT:
        raise Problem(422, f"more than {LIMIT} bytes")
    return headers.get("Content-Type", "application/octet-stream"), body
