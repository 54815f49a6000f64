import ssl
import urllib.request

import aiohttp
import boto3
import ldap3
import requests


def rates():
    # ruleid: tls-unverified
    return requests.get("https://rates.example/today", timeout=5, verify=False).json()


def session():
    session = requests.Session()
    # ruleid: tls-unverified
    session.verify = False
    return session


def posted(session):
    # ruleid: tls-unverified
    return session.post("https://rates.example/", json={}, verify=False)


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


def everywhere():
    # ruleid: tls-unverified
    ssl._create_default_https_context = ssl._create_unverified_context


async def loosely():
    # ruleid: tls-unverified
    connector = aiohttp.TCPConnector(ssl=False)
    return aiohttp.ClientSession(connector=connector)


def buckets():
    # ruleid: tls-unverified
    return boto3.client("s3", verify=False)


def directory():
    # ruleid: tls-unverified
    tls = ldap3.Tls(validate=ssl.CERT_NONE)
    return ldap3.Server("ldap.parcels.example", use_ssl=True, tls=tls)


def rates_checked():
    # ok: tls-unverified
    return requests.get("https://rates.example/today", timeout=5).json()


def rates_private():
    # ok: tls-unverified
    return requests.get("https://rates.internal/", timeout=5, verify="/etc/ca.pem")
