const express = require("express");
const logger = require("./logger");
const { check } = require("./accounts");

const app = express();

app.post("/signin", async (req, res) => {
	// ruleid: node-secret-logged
	console.log("sign-in", req.body.user, req.body.password);
	res.json(await check(req.body.user, req.body.password));
});

app.use((req, res, next) => {
	// ruleid: node-secret-logged
	logger.debug(`token ${req.headers.authorization}`);
	next();
});

app.post("/refresh", (req, res) => {
	const { refreshToken } = req.body;
	// ruleid: node-secret-logged
	logger.info({ refreshToken: req.body.refreshToken }, "refreshed");
	res.json({ refreshed: refreshToken !== undefined });
});

app.post("/signin/well", async (req, res) => {
	// ok: node-secret-logged
	console.log("sign-in", req.body.user, req.body.password.length > 0);
	res.json(await check(req.body.user, req.body.password));
});

app.post("/refresh/well", (req, res) => {
	// ok: node-secret-logged
	logger.info({ user: req.user.id }, "refreshed");
	res.sendStatus(204);
});
