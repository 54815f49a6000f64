"""Pictures of people, taken over from our picture host.

Customers of the picture host have a name of their own below img.example.
"""
import fetch

PICTURE_HOST = "img.example"


def permits(host):
    # With the dot: evilimg.example is somebody else's.
    return host == PICTURE_HOST or host.endswith("." + PICTURE_HOST)


def take(store, person, url):
    kind, picture = fetch.get(url, permits)
    store.put_avatar(person, kind, picture)
    return len(picture)
