"""A card for a link that somebody posts: title and first words."""
import html
import re
from urllib.parse import urlsplit

import fetch
from errors import Problem
from trace import trace

INSIDE = re.compile(
    r"localhost$|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\."
    r"|.*\.internal$")
TITLE = re.compile(r"<title>([^<]{0,200})", re.I)


def check(url):
    if "@" in url:
        raise Problem(403, "no user names in addresses, please")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        raise Problem(422, "that is no address") from None
    if INSIDE.match(host):
        raise Problem(403, "that is none of the public's addresses")
    trace("logic", f"{host} is none of ours")


def make(store, url):
    check(url)
    _, body = fetch.get(url)
    text = body.decode("utf-8", "replace")
    title = TITLE.search(text)
    words = re.sub(r"<[^>]*>", " ", text.partition("</head>")[2] or text)
    card = {"url": url,
            "title": html.unescape(title.group(1)).strip() if title else "",
            "text": html.unescape(" ".join(words.split()))[:200]}
    store.add_card(card)
    return card
