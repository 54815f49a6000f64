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


def add_organisation(store, name, token):
    digest = hashlib.sha256(token.encode()).hexdigest()
    return store.run("INSERT INTO organisation (name, token) "
                     "VALUES (:name, :token)", name=name, token=digest)


def add_parcels(store, org, parcels):
    for ref, recipient, city, carrier, weight, note in parcels:
        store.run(
            "INSERT INTO parcel (org_id, reference, recipient, city, carrier,"
            " weight_g, note) VALUES (:org, :ref, :recipient, :city,"
            " :carrier, :weight, :note)",
            org=org, ref=ref, recipient=recipient, city=city,
            carrier=carrier, weight=weight, note=note)


def add_old_reports(store, org):
    """What people had saved in the desk before this one."""
    with open(os.path.join(HERE, "old_reports.json"), encoding="utf-8") as f:
        reports = json.load(f)
    for r in reports:
        store.run("INSERT INTO report (org_id, name, columns, headings, sort)"
                  " VALUES (:org, :name, :columns, :headings, :sort)",
                  org=org, name=r["name"], columns=json.dumps(r["columns"]),
                  headings=json.dumps(r["headings"]), sort=r["sort"])


def fill(store):
    with open(os.path.join(HERE, "schema.sql"), encoding="utf-8") as f:
        store.create(f.read())
    ours = add_organisation(store, "nordhafen", SEEDS["token"])
    theirs = add_organisation(store, SEEDS["rival"], secrets.token_hex(16))
    for name, hotline, rate_key in CARRIERS:
        store.run("INSERT INTO carrier VALUES (:name, :hotline, :rate_key)",
                  name=name, hotline=hotline, rate_key=rate_key)
    add_parcels(store, theirs, RIVALS)
    add_parcels(store, ours, PARCELS)
    add_old_reports(store, ours)
