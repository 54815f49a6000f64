const axios = require("axios");
const express = require("express");

const app = express();
const CARRIERS = { north: "https://api.north.example" };

app.post("/webhook/test", async (req, res) => {
	const answer = await
		// ruleid: express-ssrf
		axios.post(req.body.url, { test: true });
	res.json({ status: answer.status });
});

app.get("/avatar", async (req, res) => {
	const host = req.query.host;
	// ruleid: express-ssrf
	const answer = await fetch(`https://${host}/avatar.png`);
	res.json({ status: answer.status });
});

app.get("/carrier", async (req, res) => {
	// ok: express-ssrf
	const answer = await fetch(CARRIERS[req.query.carrier]);
	res.json(await answer.json());
});

app.get("/status", async (req, res) => {
	const parcel = encodeURIComponent(req.query.parcel);
	// ok: express-ssrf
	const answer = await fetch(`${CARRIERS.north}/status?parcel=${parcel}`);
	res.json(await answer.json());
});
