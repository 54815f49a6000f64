"""Parcels: finding them, and taking in what other systems export."""
import csv
import hashlib
import io
import re
import sqlite3

from errors import Problem
from trace import trace

FIELDS = ["reference", "recipient", "city", "carrier", "weight_g", "note"]


FORBIDDEN = re.compile(
    r"\b(select|union|insert|update|delete|drop|from)\b|--|/\*|;", re.I)


def organisation(store, token):
    digest = hashlib.sha256(token.encode()).hexdigest()
    return store.one("SELECT id, name FROM organisation WHERE token = :digest",
                     digest=digest)


def search(store, org, text):
    rows = store.all(
        "SELECT reference, recipient, city, carrier, weight_g, note"
        "  FROM parcel"
        " WHERE org_id = :org"
        "   AND (instr(lower(recipient), lower(:text)) > 0"
        "        OR instr(lower(reference), lower(:text)) > 0)"
        " ORDER BY reference LIMIT 200", org=org, text=text)
    return [dict(zip(FIELDS, row)) for row in rows]


def add_csv(store, org, text):
    """The first line names the fields. All of it is taken, or nothing."""
    reader = csv.DictReader(io.StringIO(text))
    if not {"reference", "recipient", "city", "carrier", "weight_g"} <= set(
            reader.fieldnames or []):
        raise Problem(400, "a field is missing in the first line")
    rows = list(reader)
    trace("logic", f"import of {len(rows)} parcels")
    store.run("BEGIN IMMEDIATE")
    try:
        for row in rows:
            add(store, org, row)
        store.run("COMMIT")
    except Problem:
        store.run("ROLLBACK")
        raise
    return len(rows)


def add(store, org, row):
    if any(FORBIDDEN.search(str(value)) for value in row.values()):
        raise Problem(400, "that is not allowed in a parcel")
    try:
        weight = int(row["weight_g"])
    except (TypeError, ValueError):
        raise Problem(400, "weight_g is not a number") from None
    try:
        store.run(
            "INSERT INTO parcel (org_id, reference, recipient, city, carrier,"
            " weight_g, note) VALUES (:org, :reference, :recipient, :city,"
            " :carrier, :weight, :note)",
            org=org, weight=weight, note=row.get("note") or "",
            **{k: row[k] for k in FIELDS[:4]})
    except sqlite3.IntegrityError:
        raise Problem(409, f"{row['reference']} is there already, "
                      "or lacks a field") from None
