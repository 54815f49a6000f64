"""A card for a link that somebody posts: title and first words."""
import html
import re

import fetch

TITLE = re.compile(r"<title>([^<]{0,200})", re.I)


def make(store, url):
    _, body = fetch.get(url)
    text = body.decode("utf-8", "replace")
    title = TITLE.search(text)
    words = re.sub(r"<[^>]*>", " ", text.partition("</head>")[2] or text)
    card = {"url": url,
            "title": html.unescape(title.group(1)).strip() if title else "",
            "text": html.unescape(" ".join(words.split()))[:200]}
    store.add_card(card)
    return card
