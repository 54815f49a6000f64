from flask import Flask, g, request

app = Flask(__name__)
FORM = "{user.name}: {text}"


@app.post("/signature")
def signature():
    form = request.form["signature"]
    # ruleid: request-format
    return {"signature": form.format(user=g.user)}


@app.post("/greeting")
def greeting():
    # ruleid: request-format
    return {"greeting": ("Dear " + request.form["greeting"]).format(g.user)}


@app.post("/signature/fixed")
def signature_fixed():
    # ok: request-format
    return {"signature": FORM.format(user=g.user, text=request.form["text"])}
