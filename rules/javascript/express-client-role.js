const express = require("express");
const { wipe, report } = require("./store");

const app = express();

app.delete("/orders", (req, res) => {
	// ruleid: express-client-role
	if (req.headers["x-role"] !== "admin") return res.sendStatus(403);
	wipe();
	return res.sendStatus(204);
});

app.get("/report", (req, res) => {
	// ruleid: express-client-role
	if (req.cookies.isAdmin === "true") return res.json(report());
	return res.sendStatus(403);
});

app.delete("/orders/well", (req, res) => {
	// ok: express-client-role
	if (req.user.role !== "admin") return res.sendStatus(403);
	wipe();
	return res.sendStatus(204);
});

app.get("/report/kind", (req, res) => {
	// ok: express-client-role
	res.json(report(req.query.kind === "short"));
});
