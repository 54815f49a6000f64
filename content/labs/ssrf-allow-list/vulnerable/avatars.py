"""Pictures of people, taken over from our picture host.

Customers of the picture host have a name of their own below img.example.
"""
import re

import fetch
from errors import Problem
from trace import trace

PICTURE_HOST = "img.example"
HOST = re.compile(r"http://([a-z0-9.-]+)", re.I)


def check(url):
    match = HOST.match(url)
    host = match.group(1).lower() if match else ""
    # With the dot: evilimg.example is somebody else's.
    if host != PICTURE_HOST and not host.endswith("." + PICTURE_HOST):
        raise Problem(403, f"pictures come from {PICTURE_HOST} only")
    trace("logic", f"{host} may be asked for pictures")


def take(store, person, url):
    check(url)
    kind, picture = fetch.get(url)
    store.put_avatar(person, kind, picture)
    return len(picture)
