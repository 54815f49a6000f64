from flask import Flask

app = Flask(__name__)
# ruleid: session-script
app.config["SESSION_COOKIE_HTTPONLY"] = False


class Settings:
    # ruleid: session-script
    SESSION_COOKIE_HTTPONLY = False


class Well:
    # ok: session-script
    SESSION_COOKIE_HTTPONLY = True
