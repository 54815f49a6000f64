const bcrypt = require("bcrypt");
const express = require("express");
const { find } = require("./accounts");

const app = express();

app.post("/admin", (req, res) => {
	// ruleid: node-password-literal
	if (req.body.password === "tulip-2026") return res.sendStatus(204);
	return res.sendStatus(403);
});

app.post("/desk", (req, res) => {
	const { user, password } = req.body;
	// ruleid: node-password-literal
	if (user === "desk" && password == "counter") return res.sendStatus(204);
	return res.sendStatus(403);
});

app.post("/signin", async (req, res) => {
	const account = await find(String(req.body.user));
	// ok: node-password-literal
	if (await bcrypt.compare(req.body.password, account.hash)) return res.sendStatus(204);
	return res.sendStatus(403);
});

app.post("/field", (req, res) => {
	const { password } = req.body;
	// ok: node-password-literal
	if (typeof password !== "string" || password === "") return res.sendStatus(400);
	return res.sendStatus(204);
});
