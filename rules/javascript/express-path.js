const fs = require("fs");
const path = require("path");
const express = require("express");

const app = express();
const FOLDER = "/srv/invoices";

app.get("/invoice", (req, res) => {
	const name = req.query.name;
	// ruleid: express-path
	res.sendFile(path.join(FOLDER, name));
});

app.get("/template/:name", (req, res) => {
	// ruleid: express-path
	fs.readFile(`${FOLDER}/${req.params.name}.html`, "utf8", (error, text) => res.json({ text }));
});

app.get("/invoice/safe", (req, res) => {
	// ok: express-path
	res.sendFile(req.query.name, { root: FOLDER });
});

app.get("/logo/:name", (req, res) => {
	const name = path.basename(req.params.name);
	// ok: express-path
	fs.createReadStream(path.join(FOLDER, name)).pipe(res);
});
