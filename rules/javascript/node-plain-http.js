const axios = require("axios");
const nodemailer = require("nodemailer");

async function signIn(user, password) {
	// ruleid: node-plain-http
	const answer = await axios.post("http://accounts.example/signin", { user, password });
	return answer.data;
}

async function orders(token) {
	// ruleid: node-plain-http
	const answer = await fetch("http://shop.example/orders", { headers: { Authorization: `Bearer ${token}` } });
	return answer.json();
}

function mailer(pass) {
	// ruleid: node-plain-http
	return nodemailer.createTransport({ host: "mail.example", ignoreTLS: true, auth: { user: "desk", pass } });
}

async function ordersWell(token) {
	// ok: node-plain-http
	const answer = await fetch("https://shop.example/orders", { headers: { Authorization: `Bearer ${token}` } });
	return answer.json();
}

async function trial(token) {
	// ok: node-plain-http
	return fetch("http://localhost:8080/orders", { headers: { Authorization: token } });
}

async function page() {
	// ok: node-plain-http
	return fetch("http://shop.example/");
}

module.exports = { signIn, orders, mailer, ordersWell, trial, page };
