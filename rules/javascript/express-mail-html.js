const escapeHtml = require("escape-html");
const express = require("express");
const nodemailer = require("nodemailer");

const app = express();
const mailer = nodemailer.createTransport({ host: "mail.example", port: 465, secure: true });

app.post("/invite", async (req, res) => {
	const { name, friend } = req.body;
	// ruleid: express-mail-html
	await mailer.sendMail({ to: friend, subject: "Invitation", html: `<p>${name} invites you</p>` });
	res.sendStatus(204);
});

app.post("/contact", async (req, res) => {
	// ok: express-mail-html
	await mailer.sendMail({ to: "desk@shop.example", subject: "Question", text: req.body.question });
	res.sendStatus(204);
});

app.post("/invite/well", async (req, res) => {
	const name = escapeHtml(req.body.name);
	// ok: express-mail-html
	await mailer.sendMail({ to: "desk@shop.example", subject: "Invitation", html: `<p>${name}</p>` });
	res.sendStatus(204);
});
