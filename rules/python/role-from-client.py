from flask import Flask, g, request

app = Flask(__name__)


@app.get("/users")
def users():
    # ruleid: role-from-client
    if request.cookies.get("is_admin") == "1":
        return {"users": g.db.users()}
    return "", 403


def report(request):
    # ruleid: role-from-client
    role = request.headers["X-User-Role"]
    return g.db.report(role)


@app.get("/users/well")
def users_well():
    # ok: role-from-client
    if g.user.is_admin and request.cookies.get("language"):
        return {"users": g.db.users()}
    return "", 403
