const escapeHtml = require("escape-html");
const express = require("express");

const app = express();

app.get("/search", (req, res) => {
	const term = req.query.q;
	// ruleid: express-html
	res.send("<h1>Results for " + term + "</h1>");
});

app.get("/hello/:name", (req, res) => {
	// ruleid: express-html
	res.send(`<p>Hello ${req.params.name}</p>`);
});

app.get("/search/safe", (req, res) => {
	// ok: express-html
	res.send("<h1>Results for " + escapeHtml(req.query.q) + "</h1>");
});

app.get("/search/template", (req, res) => {
	// ok: express-html
	res.render("search", { term: req.query.q });
});

app.post("/forward", (req, res) => {
	const call = require("https").request("https://api.example/", { method: "POST" });
	// ok: express-html
	call.write(req.body);
	call.end(() => res.sendStatus(204));
});

app.get("/search/data", (req, res) => {
	// ok: express-html
	res.json({ term: req.query.q });
});
