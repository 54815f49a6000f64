"""Reports people save once and run every Monday.

A report has columns, in the order they are to stand, headings for those that
shall not be called as we call them, and a sort: {"name": "Monday",
"columns": ["reference", "city"], "headings": {"city": "Stadt"},
"sort": "city, weight_g desc"}.
"""
import json
import sqlite3

from errors import Problem
from trace import trace

FIELDS = {"name", "columns", "headings", "sort"}


def read(data):
    """The report that a request describes, as it is stored."""
    name, sort = data.get("name"), data.get("sort", "")
    columns, headings = data.get("columns"), data.get("headings", {})
    if not isinstance(name, str) or not name or not isinstance(sort, str):
        raise Problem(400, "a report has a name; its sort is text")
    if (not isinstance(columns, list) or not columns
            or not all(isinstance(c, str) for c in columns)):
        raise Problem(400, "a report has columns")
    if (not isinstance(headings, dict)
            or not all(isinstance(h, str) for h in headings.values())):
        raise Problem(400, "headings are texts")
    return {"name": name, "sort": sort, "columns": json.dumps(columns),
            "headings": json.dumps(headings)}


def save(store, org, data):
    return store.run(
        "INSERT INTO report (org_id, name, columns, headings, sort)"
        " VALUES (:org, :name, :columns, :headings, :sort)",
        org=org, **read(data))


def restore(store, org, data):
    """Takes back what GET /reports gave, perhaps from another desk."""
    saved = data.get("reports")
    if not isinstance(saved, list) or not all(
            isinstance(r, dict) and FIELDS <= r.keys() for r in saved):
        raise Problem(400, "reports as GET /reports gives them are expected")
    return [
        store.run(
            "INSERT INTO report (org_id, name, columns, headings, sort)"
            " VALUES (:org, :name, :columns, :headings, :sort)",
            org=org, name=str(r["name"]), sort=str(r["sort"]),
            columns=json.dumps(r["columns"]),
            headings=json.dumps(r["headings"]))
        for r in saved
    ]


def change(store, org, number, data):
    if not store.changed(
            "UPDATE report SET name = :name, columns = :columns,"
            " headings = :headings, sort = :sort"
            " WHERE id = :number AND org_id = :org",
            org=org, number=number, **read(data)):
        raise Problem(404, "no such report")


def delete(store, org, number):
    if not store.changed("DELETE FROM report WHERE id = :number"
                         " AND org_id = :org", org=org, number=number):
        raise Problem(404, "no such report")


def list_all(store, org):
    rows = store.all("SELECT id, name, columns, headings, sort FROM report"
                     " WHERE org_id = :org ORDER BY id", org=org)
    return [{"id": number, "name": name, "columns": json.loads(columns),
             "headings": json.loads(headings), "sort": sort}
            for number, name, columns, headings, sort in rows]


def find(store, org, number):
    for report in list_all(store, org):
        if report["id"] == number:
            return report
    raise Problem(404, "no such report")


def run(store, org, number):
    """The headings and the rows, none but the organisation's own."""
    report = find(store, org, number)
    headings = report["headings"]
    columns = ", ".join(f":c{i}" for i in range(len(report["columns"])))
    values = {f"c{i}": c for i, c in enumerate(report["columns"])}
    sql = (f"SELECT {columns} FROM parcel"
           " LEFT JOIN carrier ON carrier.name = parcel.carrier"
           " WHERE parcel.org_id = :org")
    if report["sort"]:
        sql += " ORDER BY :sort"
    trace("logic", f"report {number} '{report['name']}' runs")
    try:
        rows = store.all(sql + " LIMIT 500", org=org, sort=report["sort"],
                         **values)
    except sqlite3.Error as error:
        raise Problem(422, f"the report cannot be run: {error}") from None
    return [headings.get(c, c) for c in report["columns"]], rows
