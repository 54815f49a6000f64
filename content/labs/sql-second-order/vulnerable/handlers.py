"""The web face: reads requests, writes answers, decides nothing."""
from flask import Flask, g, jsonify, request

import parcels
import reports
import summary
from errors import Problem
from trace import trace


def body():
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise Problem(400, "a JSON object is expected")
    return data


def make_app(store):
    app = Flask(__name__)
    app.config["JSON_SORT_KEYS"] = False
    app.config["MAX_CONTENT_LENGTH"] = 1 << 20

    @app.errorhandler(Problem)
    def problem(error):
        trace("handler", f"refused: {error}")
        return jsonify(error=str(error)), error.status

    @app.before_request
    def sign_in():
        trace("request", f"{request.method} {request.full_path.rstrip('?')}")
        scheme, _, token = request.headers.get(
            "Authorization", "").partition(" ")
        org = parcels.organisation(store, token)
        if scheme != "Bearer" or org is None:
            raise Problem(401, "a token is needed")
        g.org, name = org
        trace("handler", f"{request.endpoint} for {name}")

    @app.get("/parcels")
    def list_parcels():
        return jsonify(parcels.search(store, g.org, request.args.get("q", "")))

    @app.post("/parcels/import")
    def import_parcels():
        text = request.get_data(as_text=True)
        return jsonify(added=parcels.add_csv(store, g.org, text)), 201

    @app.get("/reports")
    def list_reports():
        return jsonify(reports.list_all(store, g.org))

    @app.post("/reports")
    def save_report():
        return jsonify(id=reports.save(store, g.org, body())), 201

    @app.put("/reports/<int:number>")
    def change_report(number):
        reports.change(store, g.org, number, body())
        return jsonify(id=number)

    @app.delete("/reports/<int:number>")
    def delete_report(number):
        reports.delete(store, g.org, number)
        return "", 204

    @app.post("/reports/restore")
    def restore_reports():
        return jsonify(ids=reports.restore(store, g.org, body())), 201

    @app.get("/reports/<int:number>/run")
    def run_report(number):
        headings, rows = reports.run(store, g.org, number)
        return jsonify(headings=headings, rows=rows)

    @app.get("/summary")
    def summary_by_city():
        headings, rows = summary.by_city(store, g.org)
        return jsonify(headings=headings, rows=rows)

    return app
