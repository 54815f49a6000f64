const escapeStringRegexp = require("escape-string-regexp");
const express = require("express");
const { Book, titles } = require("./books");

const app = express();

app.get("/titles", (req, res) => {
	// ruleid: express-regex
	const wanted = new RegExp(req.query.pattern, "i");
	res.json(titles.filter((title) => wanted.test(title)));
});

app.get("/books", async (req, res) => {
	const { word } = req.query;
	// ruleid: express-regex
	res.json(await Book.find({ title: { $regex: word, $options: "i" } }));
});

app.get("/titles/well", (req, res) => {
	// ok: express-regex
	const wanted = new RegExp(escapeStringRegexp(req.query.word), "i");
	res.json(titles.filter((title) => wanted.test(title)));
});

app.get("/titles/plain", (req, res) => {
	// ok: express-regex
	res.json(titles.filter((title) => title.includes(req.query.word)));
});
