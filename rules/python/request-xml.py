from io import BytesIO
from xml import sax
from xml.dom import minidom
from xml.sax.handler import feature_external_ges

from defusedxml import ElementTree as defused
from flask import Flask, request
from lxml import etree

app = Flask(__name__)
parser = etree.XMLParser(resolve_entities=False, no_network=True)


@app.post("/order")
def order():
    # ruleid: request-xml
    return {"lines": len(etree.fromstring(request.data))}


def manifest(request):
    # ruleid: request-xml
    return etree.parse(BytesIO(request.body))


@app.post("/parcels")
def parcels():
    reader = sax.make_parser()
    reader.setFeature(feature_external_ges, True)
    # ruleid: request-xml
    return {"lines": len(minidom.parseString(request.data, reader).childNodes)}


@app.post("/order/plain")
def order_plain():
    # ok: request-xml
    return {"lines": len(etree.fromstring(request.data, parser))}


@app.post("/order/defused")
def order_defused():
    # ok: request-xml
    return {"lines": len(defused.fromstring(request.data))}
