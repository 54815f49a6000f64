import re

import ldap
from flask import Flask, g, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
BASE = "ou=people,dc=parcels,dc=example"


@app.get("/people")
def people():
    name = request.args["name"]
    # ruleid: request-ldap
    g.connection.search(BASE, f"(&(objectClass=person)(cn={name}))")
    return {"people": len(g.connection.entries)}


def signin(request, directory):
    person = "(uid=%s)" % request.POST["user"]
    # ruleid: request-ldap
    return directory.search_s(BASE, ldap.SCOPE_SUBTREE, person)


@app.get("/people/escaped")
def people_escaped():
    name = escape_filter_chars(request.args["name"])
    # ok: request-ldap
    g.connection.search(BASE, f"(&(objectClass=person)(cn={name}))")
    return {"people": len(g.connection.entries)}


@app.get("/words")
def words():
    # ok: request-ldap
    return {"found": bool(re.compile("parcel").search(request.args["text"], 0))}
