const cors = require("cors");
const express = require("express");

const app = express();
const KNOWN = new Set(["https://shop.example"]);

app.use((req, res, next) => {
	// ruleid: cors-reflected
	res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
	res.setHeader("Access-Control-Allow-Credentials", "true");
	next();
});

// ruleid: cors-reflected
app.use(cors({ origin: true, credentials: true }));

// ok: cors-reflected
app.use(cors({ origin: "https://shop.example", credentials: true }));

app.use((req, res, next) => {
	const origin = req.headers.origin;
	// ok: cors-reflected
	if (KNOWN.has(origin)) res.setHeader("Access-Control-Allow-Origin", "https://shop.example");
	next();
});
