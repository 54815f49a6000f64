"""Booking a parcel, and looking at one."""

import datetime
import secrets

from flask import Blueprint, abort, g, request

from parcels import pricing
from parcels.access import customer_required
from parcels.db import get_db

blueprint = Blueprint("booking", __name__, url_prefix="/parcels")
NEEDED = ("sender", "recipient", "postcode", "grams")


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


def new_number():
    return "P" + secrets.token_hex(6).upper()


def read_order(body):
    missing = [name for name in NEEDED if not body.get(name)]
    if missing:
        abort(400, "Missing: " + ", ".join(missing))
    try:
        grams = int(body["grams"])
    except (TypeError, ValueError):
        abort(400, "grams is a whole number.")
    return grams, str(body["postcode"]), str(body.get("service", "standard"))


@blueprint.post("")
@customer_required
def book():
    body = request.get_json()
    grams, postcode, service = read_order(body)
    try:
        cents = pricing.price_cents(grams, postcode, service)
    except pricing.PricingError as error:
        abort(400, str(error))
    number = new_number()
    db = get_db()
    with db:
        db.execute(
            "INSERT INTO parcel (number, customer_id, sender, recipient, postcode,"
            " grams, service, price_cents, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                g.customer["id"],
                str(body["sender"]),
                str(body["recipient"]),
                postcode,
                grams,
                service,
                cents,
                now(),
            ),
        )
    return {"number": number, "price_cents": cents}, 201


@blueprint.get("/<number>")
@customer_required
def show(number):
    row = get_db().execute(
        "SELECT number, sender, recipient, postcode, grams, service, price_cents,"
        " state, created_at FROM parcel WHERE number = ? AND customer_id = ?",
        (number, g.customer["id"]),
    ).fetchone()
    if row is None:
        abort(404)
    return dict(row)
