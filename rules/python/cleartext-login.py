import ftplib
import os
import smtplib

import requests

PASSWORD = os.environ["MAIL_PASSWORD"]


def fetch(host, user):
    ftp = ftplib.FTP(host)
    # ruleid: cleartext-login
    ftp.login(user, PASSWORD)
    return ftp.nlst()


def send(mail):
    with smtplib.SMTP("mail.parcels.example", 587) as server:
        # ruleid: cleartext-login
        server.login("parcels", PASSWORD)
        server.send_message(mail)


def stock():
    # ruleid: cleartext-login
    return requests.get("http://stock.example/all", auth=("us", PASSWORD), timeout=5)


def fetch_well(host, user):
    ftp = ftplib.FTP_TLS(host)
    # ok: cleartext-login
    ftp.login(user, PASSWORD)
    return ftp.nlst()


def send_well(mail):
    with smtplib.SMTP("mail.parcels.example", 587) as server:
        server.starttls()
        # ok: cleartext-login
        server.login("parcels", PASSWORD)
        server.send_message(mail)


def send_by_setting(mail, tls):
    server = smtplib.SMTP("mail.parcels.example", 587)
    if tls:
        server.starttls()
    # ok: cleartext-login
    server.login("parcels", PASSWORD)
    server.send_message(mail)


def listed(host):
    ftp = ftplib.FTP(host)
    # ok: cleartext-login
    ftp.login()
    return ftp.nlst()
