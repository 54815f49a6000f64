from flask import Flask

app = Flask(__name__)
# ruleid: session-plain-http
app.config["SESSION_COOKIE_SECURE"] = False
# ruleid: session-plain-http
app.config.update(SESSION_COOKIE_SECURE=False, SESSION_COOKIE_SAMESITE="Lax")

well = Flask("well")
# ok: session-plain-http
well.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")


class Settings:
    # ruleid: session-plain-http
    CSRF_COOKIE_SECURE = False
    # ok: session-plain-http
    SESSION_COOKIE_SECURE = True
