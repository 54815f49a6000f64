const express = require("express");
const jwt = require("jsonwebtoken");

const app = express();
const KEY = process.env.TOKEN_KEY;

app.use("/orders", (req, res, next) => {
	// ruleid: node-fail-open
	try {
		req.user = jwt.verify(String(req.cookies.token), KEY, { algorithms: ["HS256"] });
		next();
	} catch (error) {
		console.error("token refused");
		next();
	}
});

app.use("/basket", (req, res, next) => {
	// ruleid: node-fail-open
	jwt.verify(String(req.cookies.token), KEY, { algorithms: ["HS256"] }, (err, claims) => {
		req.user = claims;
		next();
	});
});

app.use("/orders/well", (req, res, next) => {
	// ok: node-fail-open
	try {
		req.user = jwt.verify(String(req.cookies.token), KEY, { algorithms: ["HS256"] });
		next();
	} catch (error) {
		res.sendStatus(401);
	}
});

app.use("/basket/well", (req, res, next) => {
	// ok: node-fail-open
	jwt.verify(String(req.cookies.token), KEY, { algorithms: ["HS256"] }, (err, claims) => {
		if (err) return res.sendStatus(401);
		req.user = claims;
		return next();
	});
});
