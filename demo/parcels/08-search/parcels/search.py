"""A customer's own parcels, found again."""

from flask import Blueprint, g, request

from parcels.access import customer_required
from parcels.db import get_db

blueprint = Blueprint("search", __name__, url_prefix="/search")
PAGE = 20


@blueprint.get("")
@customer_required
def search():
    term = request.args.get("q", "")
    page = max(0, request.args.get("page", default=0, type=int))
    rows = get_db().execute(
        "SELECT number, recipient, postcode, state, created_at FROM parcel"
        " WHERE customer_id = ? AND recipient LIKE ?"
        " ORDER BY created_at DESC LIMIT ? OFFSET ?",
        (g.customer["id"], f"%{term}%", PAGE, page * PAGE),
    ).fetchall()
    return {"parcels": [dict(row) for row in rows]}
