import os

from flask import Flask

app = Flask(__name__)
# ruleid: flask-secret-key
app.secret_key = "correct horse battery staple"
# ruleid: flask-secret-key
app.config["SECRET_KEY"] = "another one"

well = Flask("well")
# ok: flask-secret-key
well.secret_key = os.environ["SECRET_KEY"]
# ok: flask-secret-key
well.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
# ok: flask-secret-key
well.config["TITLE"] = "Parcels"
