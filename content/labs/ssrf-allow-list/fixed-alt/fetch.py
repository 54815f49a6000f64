"""Gets what stands at a URL.

What may be reached is decided where a connection is made. However a URL is
spelled and whoever redirects to it, that is where it has to come through.
"""
import http.client
import ipaddress
from urllib.parse import urljoin, urlsplit

import network
from errors import Problem
from trace import trace

HOPS = 4
LIMIT = 256 * 1024
SECONDS = 2
REDIRECTS = (301, 302, 303, 307, 308)


class Connection(http.client.HTTPConnection):
    def __init__(self, host, port, permits):
        super().__init__(host, port, timeout=SECONDS)
        self.permits = permits

    def connect(self):
        if not self.permits(self.host):
            raise Problem(403, f"{self.host} may not be asked")
        failure = Problem(403, f"{self.host} is not outside")
        for address in network.lookup(self.host):
            ip = ipaddress.ip_address(address)
            if ip.version == 6 and ip.ipv4_mapped:
                ip = ip.ipv4_mapped  # the address that will be dialled
            if not ip.is_global or ip.is_multicast:
                trace("logic", f"{address} is not outside, left alone")
                continue
            try:
                self.sock = network.dial(address, self.port, self.timeout)
                return
            except OSError as error:
                failure = error
        raise failure


def get_once(url, permits):
    """The answer's status, headers and body."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise Problem(422, "only http is spoken here")
    connection = Connection(parts.hostname, parts.port or 80, permits)
    try:
        connection.request("GET", (parts.path or "/") + (
            "?" + parts.query if parts.query else ""))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read(LIMIT + 1)
    finally:
        connection.close()


def get(url, permits=lambda host: True):
    """The content type and the body. permits is asked about every host."""
    for _ in range(HOPS):
        trace("logic", f"fetches {url}")
        try:
            status, headers, body = get_once(url, permits)
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
