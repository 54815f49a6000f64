from django.http import JsonResponse
from flask import Flask, jsonify, request

app = Flask(__name__)
ORIGINS = {"https://parcels.example", "https://shop.example"}


@app.get("/account")
def account():
    response = jsonify(name="Ann")
    # ruleid: request-cors
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


def basket(request):
    response = JsonResponse({"items": []})
    # ruleid: request-cors
    response["Access-Control-Allow-Origin"] = request.META.get("HTTP_ORIGIN", "*")
    return response


@app.get("/account/listed")
def account_listed():
    response = jsonify(name="Ann")
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        # ok: request-cors
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
    return response


@app.get("/towns")
def towns():
    response = jsonify(["Ulm"])
    # ok: request-cors
    response.headers["Access-Control-Allow-Origin"] = "https://parcels.example"
    return response
