"""Gets what stands at a URL."""
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


def is_outside(address):
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


def check(url, permits):
    host = urlsplit(url).hostname or ""
    if not permits(host):
        raise Problem(403, f"{host} may not be asked")
    if not all(is_outside(address) for address in network.lookup(host)):
        raise Problem(403, f"{host} is not outside")


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = network.connect(self.host, self.port, self.timeout)


def get_once(url):
    """The answer's status, headers and body."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise Problem(422, "only http is spoken here")
    connection = Connection(parts.hostname, parts.port or 80, timeout=SECONDS)
    try:
        connection.request("GET", (parts.path or "/") + (
            "?" + parts.query if parts.query else ""))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read(LIMIT + 1)
    finally:
        connection.close()


def get(url, permits=lambda host: True):
    """The content type and the body."""
    for _ in range(HOPS):
        trace("logic", f"fetches {url}")
        try:
            check(url, permits)
            status, headers, body = get_once(url)
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
