from flask import Flask, g, request

app = Flask(__name__)
OFFICE = {"192.0.2.7", "192.0.2.8"}


@app.get("/users")
def users():
    # ruleid: forwarded-for-trusted
    if request.headers.get("X-Forwarded-For") in OFFICE:
        return {"users": g.db.users()}
    return "", 403


def internal(request):
    address = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[0]
    # ruleid: forwarded-for-trusted
    return address.startswith("10.")


@app.get("/users/well")
def users_well():
    # ok: forwarded-for-trusted
    if request.remote_addr in OFFICE:
        return {"users": g.db.users()}
    return "", 403


@app.get("/seen")
def seen():
    address = request.headers.get("X-Forwarded-For", "")
    # ok: forwarded-for-trusted
    g.db.seen(address.split(",")[0])
    return "", 204
