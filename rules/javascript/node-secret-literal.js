const cookieParser = require("cookie-parser");
const express = require("express");
const jwt = require("jsonwebtoken");
const session = require("express-session");

const app = express();

// ruleid: node-secret-literal
app.use(session({ secret: "keyboard", resave: false, saveUninitialized: false }));

// ruleid: node-secret-literal
app.use(cookieParser("biscuit"));

function issue(user) {
	// ruleid: node-secret-literal
	return jwt.sign({ sub: user.id }, "s3cr3t", { expiresIn: "1h" });
}

const KEY = "4e6f7468696e67";

function check(token) {
	// ruleid: node-secret-literal
	return jwt.verify(token, KEY, { algorithms: ["HS256"] });
}

function checkFallback(token) {
	// ruleid: node-secret-literal
	return jwt.verify(token, process.env.TOKEN_KEY || "development", { algorithms: ["HS256"] });
}

// ok: node-secret-literal
app.use(session({ secret: process.env.SESSION_KEY, resave: false, saveUninitialized: false }));

function issueWell(user) {
	// ok: node-secret-literal
	return jwt.sign({ sub: user.id }, process.env.TOKEN_KEY, { expiresIn: "1h" });
}

function checkPublic(token, keys) {
	// ok: node-secret-literal
	return jwt.verify(token, keys.get("current"), { algorithms: ["RS256"] });
}

module.exports = { app, issue, check, checkFallback, issueWell, checkPublic };
