import logging

from django.http import JsonResponse
from fastapi import HTTPException
from flask import Flask, g, jsonify

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.get("/orders")
def orders():
    try:
        return {"orders": g.db.orders()}
    except Exception as error:
        # ruleid: error-to-client
        return jsonify({"error": str(error)}), 500


@app.errorhandler(500)
def failed(error):
    # ruleid: error-to-client
    return str(error), 500


def basket(request):
    try:
        return JsonResponse({"items": request.user.basket()})
    except Exception as problem:
        # ruleid: error-to-client
        return JsonResponse({"error": str(problem)}, status=500)


async def rates(service):
    try:
        return await service.rates()
    except Exception as problem:
        # ruleid: error-to-client
        raise HTTPException(status_code=500, detail=f"failed: {problem}")


@app.get("/orders/well")
def orders_well():
    try:
        return {"orders": g.db.orders()}
    except Exception as error:
        log.exception("orders")
        # ok: error-to-client
        return jsonify({"error": "that did not work"}), 500


@app.get("/page")
def page():
    try:
        return {"page": g.db.page()}
    except ValueError as error:
        # ok: error-to-client
        return jsonify({"error": str(error)}), 400
