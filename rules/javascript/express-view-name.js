const express = require("express");

const app = express();
const VIEWS = { about: "about", contact: "contact" };

app.get("/page/:name", (req, res) => {
	// ruleid: express-view-name
	res.render(req.params.name);
});

app.get("/help", (req, res) => {
	const topic = "help/" + req.query.topic;
	// ruleid: express-view-name
	res.render(topic, { title: "Help" });
});

app.get("/page/:name/well", (req, res) => {
	// ok: express-view-name
	res.render(VIEWS[req.params.name] || "missing");
});

app.get("/contact", (req, res) => {
	// ok: express-view-name
	res.render("contact", { name: req.query.name });
});
