import sqlite3

from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import JsonResponse
from fastapi import Depends, FastAPI
from flask import Flask, g, request
from psycopg import sql
from shop.models import Order, database
from sqlalchemy import select, text

app = Flask(__name__)
api = FastAPI()
COLUMNS = {"name": "name", "added": "created_at"}


@app.get("/customers")
def customers():
    wanted = request.args.get("name", "")
    # ruleid: python-sql
    rows = g.db.execute("SELECT * FROM customer WHERE name = '" + wanted + "'")
    return {"customers": rows.fetchall()}


@app.get("/customers/sorted")
def customers_sorted():
    order = request.args["order"]
    statement = f"SELECT * FROM customer ORDER BY {order}"
    # ruleid: python-sql
    return {"customers": g.db.execute(statement).fetchall()}


@app.post("/customers/tag")
def tag():
    body = request.get_json()
    label = body["label"].strip()
    # ruleid: python-sql
    g.db.execute("UPDATE customer SET tag = '%s'" % label)
    return "", 204


@app.get("/report")
def report():
    # ruleid: python-sql
    query = text("SELECT * FROM sale WHERE region = '{}'".format(request.args["r"]))
    return {"rows": g.session.execute(query).all()}


@app.route("/customers/<town>")
def customers_of(town):
    # ruleid: python-sql
    rows = g.db.execute(f"SELECT * FROM customer WHERE town = '{town}'")
    return {"customers": rows.fetchall()}


@api.get("/orders")
async def orders(state: str, page: int = 0, db=Depends(database)):
    # ruleid: python-sql
    return await db.fetchrow(f"SELECT * FROM shop_order WHERE state = '{state}'")


def search(request):
    term = request.GET["q"]
    with connection.cursor() as cursor:
        # ruleid: python-sql
        cursor.execute("SELECT id FROM shop_order WHERE note LIKE '%" + term + "%'")
        return JsonResponse({"ids": cursor.fetchall()})


def raw(request):
    state = request.POST.get("state")
    # ruleid: python-sql
    found = Order.objects.raw(f"SELECT * FROM shop_order WHERE state = '{state}'")
    return JsonResponse({"n": len(list(found))})


def extra(request):
    clause = "total > %s" % request.GET.get("over")
    # ruleid: python-sql
    found = Order.objects.all().extra(where=[clause])
    return JsonResponse({"n": found.count()})


def annotated(request):
    column = request.GET["column"]
    # ruleid: python-sql
    found = Order.objects.annotate(shown=RawSQL("SELECT " + column, []))
    return JsonResponse({"n": found.count()})


@api.get("/orders/paged")
async def orders_paged(page: int = 0, db=Depends(database)):
    # ok: python-sql
    return await db.fetchrow(f"SELECT * FROM shop_order LIMIT 20 OFFSET {page}")


@app.get("/customers/by-name")
def customers_by_name():
    wanted = request.args.get("name", "")
    # ok: python-sql
    rows = g.db.execute("SELECT * FROM customer WHERE name = ?", (wanted,))
    return {"customers": rows.fetchall()}


@app.get("/customers/listed")
def customers_listed():
    column = COLUMNS.get(request.args.get("order"), "name")
    # ok: python-sql
    rows = g.db.execute(f"SELECT * FROM customer ORDER BY {column}")
    return {"customers": rows.fetchall()}


@app.get("/customers/listed/strictly")
def customers_listed_strictly():
    column = COLUMNS[request.args["order"]]
    # ok: python-sql
    rows = g.db.execute(f"SELECT * FROM customer ORDER BY {column}")
    return {"customers": rows.fetchall()}


@app.get("/customers/listed/asked-first")
def customers_listed_asked_first():
    column = request.args["order"]
    if column not in COLUMNS:
        return {"error": "no such column"}, 400
    # ok: python-sql
    rows = g.db.execute(f"SELECT * FROM customer ORDER BY {column}")
    return {"customers": rows.fetchall()}


@app.get("/customers/page")
def customers_page():
    page = int(request.args.get("page", "0"))
    # ok: python-sql
    rows = g.db.execute(f"SELECT * FROM customer LIMIT 20 OFFSET {page * 20}")
    return {"customers": rows.fetchall()}


@app.get("/customers/quoted")
def customers_quoted():
    column = sql.Identifier(request.args["order"])
    # ok: python-sql
    rows = g.db.execute(sql.SQL("SELECT * FROM customer ORDER BY {}").format(column))
    return {"customers": rows.fetchall()}


@app.get("/orders/built")
def orders_built():
    # ok: python-sql
    rows = g.session.execute(select(Order).filter_by(state=request.args["state"]))
    return {"orders": rows.all()}


@app.get("/orders/text")
def orders_text():
    query = text("SELECT * FROM sale WHERE region = :r").bindparams(r=request.args["r"])
    # ok: python-sql
    return {"rows": g.session.execute(query).all()}


def search_bound(request):
    term = request.GET["q"]
    with connection.cursor() as cursor:
        # ok: python-sql
        cursor.execute("SELECT id FROM shop_order WHERE note = %s", [term])
        return JsonResponse({"ids": cursor.fetchall()})


def search_orm(request):
    # ok: python-sql
    found = Order.objects.filter(note__contains=request.GET["q"])
    return JsonResponse({"n": found.count()})


def by_id(request):
    number = int(request.GET["id"])
    # ok: python-sql
    found = Order.objects.raw(f"SELECT * FROM shop_order WHERE id = {number}")
    return JsonResponse({"n": len(list(found))})


def migrate(path):
    db = sqlite3.connect(path)
    # ok: python-sql
    db.executescript("CREATE TABLE IF NOT EXISTS customer (name TEXT)")
