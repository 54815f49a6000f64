import os
import smtplib

import psycopg2
import requests
from sqlalchemy import create_engine


def database():
    # ruleid: password-in-code
    return psycopg2.connect(host="db", user="parcels", password="hunter22")


def engine():
    # ruleid: password-in-code
    return create_engine("postgresql://parcels:hunter22@db.parcels.example/parcels")


def mail():
    server = smtplib.SMTP_SSL("mail.parcels.example")
    # ruleid: password-in-code
    server.login("parcels", "hunter22")
    return server


def stock():
    # ruleid: password-in-code
    return requests.get("https://stock.example/", auth=("us", "hunter22"), timeout=5)


def database_well():
    # ok: password-in-code
    return psycopg2.connect(host="db", password=os.environ["DB_PASSWORD"])


def engine_well():
    # ok: password-in-code
    return create_engine("postgresql://db.parcels.example/parcels")


def engine_here():
    # ok: password-in-code
    return create_engine("postgresql://parcels:parcels@localhost/parcels")
