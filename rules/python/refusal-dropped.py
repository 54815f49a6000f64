from fastapi import HTTPException
from flask import Flask, g, redirect

app = Flask(__name__)


@app.get("/admin")
def admin():
    if not g.user.is_admin:
        # ruleid: refusal-dropped
        redirect("/")
    return {"users": g.db.users()}


async def remove(user, number, orders):
    if user.id != orders.owner(number):
        # ruleid: refusal-dropped
        HTTPException(status_code=403, detail="not yours")
    await orders.remove(number)


@app.get("/admin/well")
def admin_well():
    if not g.user.is_admin:
        # ok: refusal-dropped
        return redirect("/")
    return {"users": g.db.users()}


async def remove_well(user, number, orders):
    if user.id != orders.owner(number):
        # ok: refusal-dropped
        raise HTTPException(status_code=403, detail="not yours")
    await orders.remove(number)


@app.get("/next")
def following():
    if g.user:
        # ok: refusal-dropped
        answer = redirect("/")
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return "", 204
