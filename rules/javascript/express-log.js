const express = require("express");

const app = express();

app.post("/signin", (req, res) => {
	// ruleid: express-log
	console.log("sign-in of " + req.body.user + " refused");
	res.sendStatus(403);
});

app.get("/search", (req, res) => {
	const term = req.query.term;
	// ruleid: express-log
	console.warn(`nothing found for ${term}`);
	res.json([]);
});

app.post("/signin/well", (req, res) => {
	// ok: express-log
	console.log("sign-in refused", { user: req.body.user });
	res.sendStatus(403);
});

app.get("/search/well", (req, res) => {
	// ok: express-log
	console.warn(`nothing found for ${JSON.stringify(req.query.term)}`);
	res.json([]);
});
