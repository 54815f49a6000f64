import ssl
import urllib.request

import requests


def rates():
    # ruleid: tls-unverified
    return requests.get("https://rates.example/today", timeout=5, verify=False).json()


def session():
    session = requests.Session()
    # ruleid: tls-unverified
    session.verify = False
    return session


def context():
    context = ssl.create_default_context()
    context.check_hostname = False
    # ruleid: tls-unverified
    context.verify_mode = ssl.CERT_NONE
    return context


def page():
    # ruleid: tls-unverified
    trust = ssl._create_unverified_context()
    return urllib.request.urlopen("https://rates.example/today", context=trust)


def rates_checked():
    # ok: tls-unverified
    return requests.get("https://rates.example/today", timeout=5).json()


def rates_private():
    # ok: tls-unverified
    return requests.get("https://rates.internal/", timeout=5, verify="/etc/ca.pem")
