"""A parcel's way: depots report, recipients follow."""

from flask import Blueprint, abort, request

from parcels.booking import now
from parcels.db import get_db

blueprint = Blueprint("tracking", __name__, url_prefix="/tracking")

NEXT = {
    "booked": {"collected"},
    "collected": {"in-transit"},
    "in-transit": {"in-transit", "out-for-delivery"},
    "out-for-delivery": {"delivered", "in-transit"},
    "delivered": set(),
}


def may_follow(before, after):
    return after in NEXT.get(before, set())


@blueprint.post("/<number>/events")
def report(number):
    body = request.get_json()
    state = str(body.get("state", ""))
    db = get_db()
    row = db.execute(
        "SELECT id, state FROM parcel WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        abort(404)
    if not may_follow(row["state"], state):
        abort(409, f"A parcel that is {row['state']} cannot be that next.")
    with db:
        db.execute("UPDATE parcel SET state = ? WHERE id = ?", (state, row["id"]))
        db.execute(
            "INSERT INTO event (parcel_id, state, depot, at) VALUES (?, ?, ?, ?)",
            (row["id"], state, str(body.get("depot", "")), now()),
        )
    return {"number": number, "state": state}, 201


@blueprint.get("/<number>")
def follow(number):
    rows = get_db().execute(
        "SELECT e.state, e.depot, e.at FROM event AS e"
        " JOIN parcel AS p ON p.id = e.parcel_id"
        " WHERE p.number = ? ORDER BY e.id",
        (number,),
    ).fetchall()
    return {"number": number, "events": [dict(row) for row in rows]}
