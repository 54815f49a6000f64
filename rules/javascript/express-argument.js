const { execFile, spawn } = require("node:child_process");
const express = require("express");

const app = express();

app.post("/mirror", (req, res) => {
	// ruleid: express-argument
	execFile("git", ["clone", req.body.address, "/srv/mirror"], () => res.sendStatus(204));
});

app.get("/archive/:name", (req, res) => {
	const name = req.params.name;
	// ruleid: express-argument
	const tar = spawn("/usr/bin/tar", ["-cz", name], { cwd: "/srv/data" });
	tar.stdout.pipe(res);
});

app.post("/mirror/well", (req, res) => {
	// ok: express-argument
	execFile("git", ["clone", "--", req.body.address, "/srv/mirror"], () => res.sendStatus(204));
});

app.get("/log", (req, res) => {
	// ok: express-argument
	execFile("git", ["log", `--author=${req.query.author}`], (error, out) => res.json({ out }));
});

app.get("/echo", (req, res) => {
	// ok: express-argument
	execFile("report", [req.query.month], (error, out) => res.json({ out }));
});
