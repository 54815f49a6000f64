const express = require("express");
const jwt = require("jsonwebtoken");

const app = express();
const KEY = process.env.TOKEN_KEY;

app.use((req, res, next) => {
	const token = (req.headers.authorization || "").slice(7);
	// ruleid: node-jwt-decoded
	req.user = jwt.decode(token);
	next();
});

app.get("/me", (req, res) => {
	// ruleid: node-jwt-decoded
	const { sub } = jwt.decode(req.cookies.token);
	res.json({ sub });
});

app.get("/checked", (req, res) => {
	const token = String(req.cookies.token);
	jwt.verify(token, KEY, { algorithms: ["HS256"] });
	// ok: node-jwt-decoded
	res.json(jwt.decode(token, { complete: true }).header);
});

app.get("/claims", (req, res) => {
	// ok: node-jwt-decoded
	res.json(jwt.verify(String(req.cookies.token), KEY, { algorithms: ["HS256"] }));
});
