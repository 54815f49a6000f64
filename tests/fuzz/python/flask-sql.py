import sqlite3

from flask import Flask, g, request
from sqlalchemy import text

app = Flask(__name__)
COLUMNS = {"name": "name", "added": "created_at"}


@app.get("/customers")
def customers():
    wanted = request.args.get("name", "")
    # ruleid: flask-sql
    rows = g.db.execute("SELECT * FROM customer WHERE name = '" + wanted + "'")
    return {"customers": rows.fetchall()}


@app.get("/customers/sorted")
def customers_sorted():
    order = request.args["order"]
    statement = f"SELECT * FROM customer ORDER BY {order}"
    # ruleid: flask-sql
    return {"customers": g.db.execute(statement).fetchall()}


@app.post("/customers/tag")
def tag():
    body = request.get_json()
    label = body["label"].strip()
    # ruleid: flask-sql
    g.db.execute("UPDATE customer SET tag = '%s'" % label)
    return "", 204


@app.get("/report")
def report():
    query = text("SELECT * FROM sale WHERE region = '{}'".format(request.args["r"]))
    # ruleid: flask-sql
    return {"rows": g.session.execute(query).all()}


@app.get("/customers/by-name")
def customers_by_name():
    wanted = request.args.get("name", "")
    # ok: flask-sql
    rows = g.db.execute("SELECT * FROM customer WHERE name = ?", (wanted,))
    return {"customers": rows.fetchall()}


@app.get("/customers/listed")
def customers_listed():
    column = COLUMNS.get("name")
    # ok: flask-sql
    rows = g.db.execute(f"SELECT * FROM customer ORDER BY {column}")
    return {"customers": rows.fetchall()}


@app.get("/customers/page")
def customers_page():
    page = int(request.args.get("page", "0"))
    # ok: flask-sql
    rows = g.db.execute(f"SELECT * FROM customer LIMIT 20 OFFSET {page * 20}")
    return {"customers": rows.fetchall()}


def migrate(path):
    db = sqlite3.connect(path)
    # ok: flask-sql
    db.executescript("CREATE TABLE IF NOT EXISTS customer (name TEXT)")
