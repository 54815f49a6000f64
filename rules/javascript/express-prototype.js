const _ = require("lodash");
const express = require("express");

const app = express();
const settings = { colours: {} };
const NAMES = { dark: "dark", light: "light" };

app.post("/settings", (req, res) => {
	// ruleid: express-prototype
	_.merge(settings, req.body);
	res.sendStatus(204);
});

app.post("/settings/:group/:name", (req, res) => {
	// ruleid: express-prototype
	settings[req.params.group][req.params.name] = req.body.value;
	res.sendStatus(204);
});

app.post("/settings/path", (req, res) => {
	const path = req.body.path;
	// ruleid: express-prototype
	_.set(settings, path, true);
	res.sendStatus(204);
});

app.post("/colours/:name", (req, res) => {
	// ok: express-prototype
	settings.colours[NAMES[req.params.name]] = "black";
	res.sendStatus(204);
});

app.post("/settings/known", (req, res) => {
	// ok: express-prototype
	_.merge(settings, { colours: { page: String(Number(req.body.page)) } });
	res.sendStatus(204);
});
