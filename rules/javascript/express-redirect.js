const express = require("express");

const app = express();

app.post("/signin", (req, res) => {
	// ruleid: express-redirect
	res.redirect(req.query.next || "/");
});

app.get("/pay/done", (req, res) => {
	const target = req.query.return;
	// ruleid: express-redirect
	res.redirect(303, target);
});

app.post("/signout", (req, res) => {
	// ok: express-redirect
	res.redirect("/");
});

app.get("/order", (req, res) => {
	// ok: express-redirect
	res.redirect("/orders/" + encodeURIComponent(req.query.number));
});
