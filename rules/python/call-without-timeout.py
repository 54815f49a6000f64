import httpx
import requests


def rates():
    # ruleid: call-without-timeout
    return requests.get("https://rates.example/today").json()


def client():
    # ruleid: call-without-timeout
    return httpx.Client(timeout=None)


def rates_well():
    # ok: call-without-timeout
    return requests.get("https://rates.example/today", timeout=10).json()


def rates_by_options(options):
    # ok: call-without-timeout
    return requests.get("https://rates.example/today", **options).json()


def client_well():
    # ok: call-without-timeout
    return httpx.Client()
