const _ = require("lodash");
const ejs = require("ejs");
const express = require("express");
const Handlebars = require("handlebars");
const pug = require("pug");

const app = express();
const letter = Handlebars.compile("Dear {{name}}");

app.post("/letter", (req, res) => {
	// ruleid: express-template
	res.json({ text: ejs.render(req.body.template, { name: "Ada" }) });
});

app.get("/hello", (req, res) => {
	const name = req.query.name;
	// ruleid: express-template
	const view = pug.compile("h1 Hello " + name);
	res.type("html").end(view());
});

app.post("/mail", (req, res) => {
	const { subject } = req.body;
	// ruleid: express-template
	const build = _.template(`Re: ${subject} for <%= name %>`);
	res.json({ text: build({ name: "Ada" }) });
});

app.post("/letter/well", (req, res) => {
	// ok: express-template
	res.json({ text: letter({ name: req.body.name }) });
});

app.post("/mail/well", (req, res) => {
	// ok: express-template
	res.json({ text: ejs.render("Dear <%= name %>", { name: req.body.name }) });
});
