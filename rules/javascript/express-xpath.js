const express = require("express");
const libxmljs = require("libxmljs");
const xpath = require("xpath");
const { catalogue, text } = require("./catalogue");

const app = express();

app.get("/books", (req, res) => {
	const title = req.query.title;
	// ruleid: express-xpath
	res.json(xpath.select("//book[title='" + title + "']", catalogue).length);
});

app.get("/authors/:name", (req, res) => {
	const doc = libxmljs.parseXml(text);
	// ruleid: express-xpath
	res.json(doc.get(`//author[@name="${req.params.name}"]`).text());
});

app.get("/books/well", (req, res) => {
	const all = xpath.select("//book/title/text()", catalogue);
	// ok: express-xpath
	res.json(all.filter((node) => node.nodeValue === req.query.title).length);
});

app.get("/books/variable", (req, res) => {
	const byTitle = xpath.parse("//book[title=$title]");
	// ok: express-xpath
	res.json(byTitle.select({ node: catalogue, variables: { title: req.query.title } }).length);
});
