import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText

from flask import Flask, request

app = Flask(__name__)


@app.post("/contact")
def contact():
    mail = MIMEText(request.form["text"])
    # ruleid: request-mail-header
    mail["Subject"] = "Contact: " + request.form["subject"]
    with smtplib.SMTP("localhost") as server:
        server.send_message(mail)
    return "sent"


@app.post("/invite")
def invite():
    text = f"Subject: {request.form['name']} invites you\n\nCome and see."
    with smtplib.SMTP("localhost") as server:
        # ruleid: request-mail-header
        server.sendmail("hello@parcels.example", "team@parcels.example", text)
    return "sent"


@app.post("/contact/well")
def contact_well():
    mail = EmailMessage()
    # ok: request-mail-header
    mail["Subject"] = "Contact: " + request.form["subject"]
    mail.set_content(request.form["text"])
    with smtplib.SMTP("localhost") as server:
        server.send_message(mail)
    return "sent"
