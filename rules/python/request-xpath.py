from flask import Flask, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("/srv/staff.xml")


@app.get("/staff")
def staff():
    number = request.args["number"]
    # ruleid: request-xpath
    return {"n": len(tree.xpath(f"/staff/person[@number='{number}']"))}


def phone(request):
    # ruleid: request-xpath
    query = etree.XPath("//person[name='" + request.GET["name"] + "']")
    return query(tree)


@app.get("/staff/bound")
def staff_bound():
    number = request.args["number"]
    # ok: request-xpath
    return {"n": len(tree.xpath("/staff/person[@number=$n]", n=number))}


@app.get("/word")
def word():
    text = request.args["text"]
    # ok: request-xpath
    return {"at": "some parcels".find(text)}
