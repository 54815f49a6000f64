"""The parcel service: an application that is made by create_app()."""

import os

from flask import Flask


def create_app(settings=None):
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        DATABASE=os.path.join(app.instance_path, "parcels.db"),
        EXPORTS=os.path.join(app.instance_path, "exports"),
    )
    app.config.update(settings or {})
    os.makedirs(app.instance_path, exist_ok=True)

    @app.get("/healthz")
    def healthz():
        return {"ok": True}

    return app
