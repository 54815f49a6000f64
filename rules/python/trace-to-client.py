import logging
import traceback

from django.http import HttpResponse
from flask import Flask, g, jsonify

app = Flask(__name__)


@app.get("/orders")
def orders():
    try:
        return {"orders": g.db.orders()}
    except Exception:
        # ruleid: trace-to-client
        return jsonify(trace=traceback.format_exc()), 500


@app.errorhandler(Exception)
def failed(error):
    trace = "".join(traceback.format_exception(error))
    # ruleid: trace-to-client
    return "<pre>" + trace + "</pre>", 500


def basket(request):
    try:
        return HttpResponse(request.user.basket())
    except Exception:
        # ruleid: trace-to-client
        return HttpResponse(traceback.format_exc(), status=500)


@app.get("/orders/well")
def orders_well():
    try:
        return {"orders": g.db.orders()}
    except Exception:
        # ok: trace-to-client
        logging.error(traceback.format_exc())
        # ok: trace-to-client
        return jsonify(error="that did not work"), 500
