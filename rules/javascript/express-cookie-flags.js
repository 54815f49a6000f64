const express = require("express");

const app = express();

app.post("/signin", (req, res) => {
	// ruleid: express-cookie-flags
	res.cookie("session", "value");
	res.sendStatus(204);
});

app.post("/remember", (req, res) => {
	// ruleid: express-cookie-flags
	res.cookie("remember_token", "value", { secure: true });
	res.sendStatus(204);
});

app.post("/signin/well", (req, res) => {
	// ok: express-cookie-flags
	res.cookie("session", "value", { httpOnly: true, sameSite: "lax", secure: true });
	res.sendStatus(204);
});

app.post("/theme", (req, res) => {
	// ok: express-cookie-flags
	res.cookie("theme", "dark");
	res.sendStatus(204);
});
