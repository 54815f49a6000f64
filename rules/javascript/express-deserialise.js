const express = require("express");
const serializer = require("node-serialize");
const yaml = require("js-yaml");

const app = express();

app.get("/profile", (req, res) => {
	const text = Buffer.from(req.cookies.profile, "base64").toString();
	// ruleid: express-deserialise
	const profile = serializer.unserialize(text);
	res.json({ name: profile.name });
});

app.post("/import", (req, res) => {
	// ruleid: express-deserialise
	const rows = yaml.load(req.body.text, { schema: yaml.DEFAULT_FULL_SCHEMA });
	res.json({ rows: rows.length });
});

app.get("/profile/well", (req, res) => {
	// ok: express-deserialise
	const profile = JSON.parse(req.cookies.profile);
	res.json({ name: String(profile.name) });
});

app.post("/import/well", (req, res) => {
	// ok: express-deserialise
	const rows = yaml.load(req.body.text);
	res.json({ rows: rows.length });
});
