import jwt
from flask import Flask

app = Flask(__name__)
# ruleid: jwt-expiry-off
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False


def who(token, key):
    # ruleid: jwt-expiry-off
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})


def who_well(token, key):
    # ok: jwt-expiry-off
    return jwt.decode(token, key, algorithms=["HS256"], leeway=30)
