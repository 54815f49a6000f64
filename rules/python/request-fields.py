from flask import Flask, g, request

from shop.models import Account
from shop.schemas import AccountSchema

app = Flask(__name__)
CHANGEABLE = {"name", "language"}


@app.post("/accounts")
def accounts():
    # ruleid: request-fields
    account = Account(**request.get_json())
    g.session.add(account)
    return {"id": account.id}, 201


@app.patch("/account")
def account():
    for name, value in request.json.items():
        # ruleid: request-fields
        setattr(g.account, name, value)
    return "", 204


def register(request):
    # ruleid: request-fields
    return Account.objects.create(**request.POST.dict())


@app.patch("/account/named")
def account_named():
    for name, value in request.json.items():
        if name in CHANGEABLE:
            # ok: request-fields
            setattr(g.account, name, value)
    return "", 204


@app.post("/accounts/by-schema")
def accounts_by_schema():
    # ok: request-fields
    account = Account(**AccountSchema().load(request.get_json()))
    g.session.add(account)
    return {"id": account.id}, 201


@app.post("/accounts/one-field")
def accounts_one_field():
    # ok: request-fields
    account = Account(name=request.json["name"])
    g.session.add(account)
    return {"id": account.id}, 201
