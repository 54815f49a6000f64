const bcrypt = require("bcrypt");
const express = require("express");
const { find } = require("./accounts");

const app = express();

app.post("/signin", async (req, res) => {
	const account = await find(String(req.body.user));
	if (await bcrypt.compare(String(req.body.password), account.hash)) {
		// ruleid: express-session-kept
		req.session.userId = account.id;
		return res.redirect("/");
	}
	return res.sendStatus(403);
});

app.post("/desk", async (req, res) => {
	const account = await find(String(req.body.user));
	const same = await bcrypt.compare(String(req.body.password), account.hash);
	if (!same) return res.sendStatus(403);
	// ruleid: express-session-kept
	req.session.user = { id: account.id };
	return res.redirect("/");
});

app.post("/signin/well", async (req, res) => {
	const account = await find(String(req.body.user));
	if (await bcrypt.compare(String(req.body.password), account.hash)) {
		return req.session.regenerate(() => {
			// ok: express-session-kept
			req.session.userId = account.id;
			res.redirect("/");
		});
	}
	return res.sendStatus(403);
});

app.post("/name", async (req, res) => {
	// ok: express-session-kept
	req.session.colour = String(req.body.colour);
	res.sendStatus(204);
});
