"""Pictures of people, taken over from our picture host.

Customers of the picture host have a name of their own below img.example.
"""
import fetch
from errors import Problem
from trace import trace

PICTURE_HOST = "img.example"
HOSTS = ("cdn", "static", "pets", "mallory", "swing")


def check(url):
    if not url.lower().startswith(tuple(
            f"http://{host}.{PICTURE_HOST}" for host in HOSTS)):
        raise Problem(403, f"pictures come from {PICTURE_HOST} only")
    trace("logic", "the URL starts as it should")


def take(store, person, url):
    check(url)
    kind, picture = fetch.get(url)
    store.put_avatar(person, kind, picture)
    return len(picture)
