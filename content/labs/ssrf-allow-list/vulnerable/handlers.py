"""The web face: reads requests, writes answers, decides nothing."""
import hmac

from flask import Flask, Response, jsonify, request

import avatars
import previews
from errors import Problem
from seeds import SEEDS
from trace import trace


def url_of_body():
    data = request.get_json(silent=True)
    url = data.get("url") if isinstance(data, dict) else None
    if not isinstance(url, str) or len(url) > 2000:
        raise Problem(400, "a url is expected")
    return url


def make_app(store):
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1 << 16

    @app.errorhandler(Problem)
    def problem(error):
        trace("handler", f"refused: {error}")
        return jsonify(error=str(error)), error.status

    @app.before_request
    def sign_in():
        trace("request", f"{request.method} {request.full_path.rstrip('?')}")
        wanted = "Bearer " + SEEDS["token"]
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), wanted.encode()):
            raise Problem(401, "a token is needed")
        trace("handler", f"{request.endpoint}")

    @app.put("/avatars/<person>")
    def put_avatar(person):
        size = avatars.take(store, person, url_of_body())
        return jsonify(person=person, bytes=size), 201

    @app.get("/avatars/<person>")
    def get_avatar(person):
        found = store.avatar(person)
        if found is None:
            raise Problem(404, "no picture")
        kind, picture = found
        return Response(picture, content_type=kind, headers={
            "X-Content-Type-Options": "nosniff"})

    @app.post("/cards")
    def add_card():
        return jsonify(previews.make(store, url_of_body())), 201

    @app.get("/cards")
    def list_cards():
        return jsonify(store.all_cards())

    return app
