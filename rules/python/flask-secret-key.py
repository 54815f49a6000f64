import os

from flask import Flask

app = Flask(__name__)
# ruleid: flask-secret-key
app.secret_key = "correct horse battery staple"
# ruleid: flask-secret-key
app.config["SECRET_KEY"] = "another one"
# ruleid: flask-secret-key
app.config.from_mapping(SECRET_KEY="dev", DATABASE="/srv/parcels.db")

well = Flask("well")
well_app = well
# ok: flask-secret-key
well_app.secret_key = os.environ["SECRET_KEY"]
# ok: flask-secret-key
well_app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
# ok: flask-secret-key
well_app.config["TITLE"] = "Parcels"


def deliver(webhook):
    # ok: flask-secret-key
    webhook.secret_key = "of this one test"
