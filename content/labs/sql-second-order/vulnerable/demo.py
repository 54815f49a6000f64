"""The organisations, parcels and reports the desk starts with."""
import hashlib
import json
import os
import secrets

from seeds import SEEDS

HERE = os.path.dirname(os.path.abspath(__file__))

CARRIERS = [
    ("Blauwal", "+49 40 5550110", SEEDS["rate_key"]),
    ("Postrad", "+49 30 5550142", SEEDS["rate_key"]),
]
PARCELS = [
    ("ND-1001", "Ines Albers", "Bremen", "Blauwal", 1200, ""),
    ("ND-1002", "Jonas Petersen", "Kiel", "Postrad", 450, "ring twice"),
    ("ND-1003", "Mira Lorenz", "Kiel", "Blauwal", 5300, ""),
    ("ND-1004", "Olaf Behn", "Bremen", "Blauwal", 800, "leave at no. 12"),
]
RIVALS = [
    ("KX-0007", "Tamsin Roe", "Leer", "Blauwal", 2400,
     "gate code " + SEEDS["gate"]),
    ("KX-0008", "Edda Falk", "Emden", "Postrad", 90, ""),
]


def add_organisation(db, name, token):
    digest = hashlib.sha256(token.encode()).hexdigest()
    return db.execute("INSERT INTO organisation (name, token) VALUES (?, ?)",
                      (name, digest)).lastrowid


def add_parcels(db, org, parcels):
    db.executemany(
        "INSERT INTO parcel (org_id, reference, recipient, city, carrier,"
        " weight_g, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(org, *parcel) for parcel in parcels])


def add_old_reports(db, org):
    """What people had saved in the desk before this one."""
    with open(os.path.join(HERE, "old_reports.json"), encoding="utf-8") as f:
        reports = json.load(f)
    db.executemany(
        "INSERT INTO report (org_id, name, columns, headings, sort)"
        " VALUES (?, ?, ?, ?, ?)",
        [(org, r["name"], json.dumps(r["columns"]), json.dumps(r["headings"]),
          r["sort"]) for r in reports])


def fill(store):
    db = store.connection()
    with open(os.path.join(HERE, "schema.sql"), encoding="utf-8") as f:
        db.executescript(f.read())
    ours = add_organisation(db, "nordhafen", SEEDS["token"])
    theirs = add_organisation(db, SEEDS["rival"], secrets.token_hex(16))
    db.executemany("INSERT INTO carrier VALUES (?, ?, ?)", CARRIERS)
    add_parcels(db, theirs, RIVALS)
    add_parcels(db, ours, PARCELS)
    add_old_reports(db, ours)
