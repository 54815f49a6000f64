const express = require("express");
const reports = require("./reports");

const app = express();
const KNOWN = new Map([["sales", reports.sales]]);

app.get("/reports/:kind", (req, res) => {
	// ruleid: express-reflection
	res.json(reports[req.params.kind](2026));
});

app.get("/plugins/:name", (req, res) => {
	// ruleid: express-reflection
	const plugin = require("./plugins/" + req.params.name);
	res.json({ version: plugin.version });
});

app.get("/reports/:kind/well", (req, res) => {
	const report = KNOWN.get(req.params.kind);
	// ok: express-reflection
	res.json(report ? report(2026) : []);
});

app.get("/reports/:kind/listed", (req, res) => {
	const kind = req.params.kind;
	if (!["sales", "stock"].includes(kind)) return res.sendStatus(404);
	// ok: express-reflection
	return res.json(reports[kind](2026));
});
