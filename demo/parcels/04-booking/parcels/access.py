"""Who is calling: the customer whose key came with the request."""

import functools

from flask import abort, g, request

from parcels.db import get_db


def customer_required(handler):
    @functools.wraps(handler)
    def checked(*args, **kwargs):
        key = request.headers.get("X-Api-Key", "")
        row = get_db().execute(
            "SELECT id, name FROM customer WHERE api_key = ?", (key,)
        ).fetchone()
        if row is None:
            abort(401, "Send your key as X-Api-Key.")
        g.customer = row
        return handler(*args, **kwargs)

    return checked
