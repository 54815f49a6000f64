const express = require("express");

const app = express();

app.get("/search", (req, res) => {
	// ruleid: express-view-options
	res.render("search", req.query);
});

app.post("/preview", (req, res) => {
	// ruleid: express-view-options
	res.render("preview", { title: "Preview", ...req.body });
});

app.get("/search/well", (req, res) => {
	// ok: express-view-options
	res.render("search", { term: req.query.term });
});

app.post("/preview/well", (req, res) => {
	const { title } = req.body;
	// ok: express-view-options
	res.render("preview", { title });
});
