"""A customer's own parcels, found again, sorted, and taken along as CSV."""

import csv
import os

from flask import Blueprint, abort, current_app, g, request, send_file

from parcels.access import customer_required
from parcels.db import get_db

blueprint = Blueprint("search", __name__, url_prefix="/search")
PAGE = 20
COLUMNS = {
    "recipient": "recipient",
    "postcode": "postcode",
    "state": "state",
    "booked": "created_at",
    "price": "price_cents",
}


@blueprint.get("")
@customer_required
def search():
    term = request.args.get("q", "")
    page = max(0, request.args.get("page", default=0, type=int))
    column = COLUMNS.get(request.args.get("sort", "booked"))
    order = request.args.get("order", "desc")
    if column is None:
        abort(400, "Sort by one of " + ", ".join(sorted(COLUMNS)) + ".")
    statement = (
        "SELECT number, recipient, postcode, state, created_at FROM parcel"
        " WHERE customer_id = ? AND recipient LIKE ?"
        f" ORDER BY {column} {order} LIMIT ? OFFSET ?"
    )
    rows = get_db().execute(
        statement, (g.customer["id"], f"%{term}%", PAGE, page * PAGE)
    ).fetchall()
    return {"parcels": [dict(row) for row in rows]}


def export_folder():
    folder = os.path.join(current_app.config["EXPORTS"], str(g.customer["id"]))
    os.makedirs(folder, exist_ok=True)
    return folder


@blueprint.post("/exports")
@customer_required
def export():
    rows = get_db().execute(
        "SELECT number, recipient, postcode, state, price_cents, created_at"
        " FROM parcel WHERE customer_id = ? ORDER BY id",
        (g.customer["id"],),
    ).fetchall()
    path = os.path.join(export_folder(), "parcels.csv")
    with open(path, "w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("number", "recipient", "postcode", "state", "cents", "booked"))
        writer.writerows(tuple(row) for row in rows)
    return {"name": "parcels.csv", "rows": len(rows)}, 201


@blueprint.get("/exports")
@customer_required
def download():
    name = request.args.get("name", "parcels.csv").replace("../", "")
    path = os.path.join(export_folder(), name)
    if not path.endswith(".csv"):
        abort(400, "Exports are CSV files.")
    return send_file(path, as_attachment=True)
