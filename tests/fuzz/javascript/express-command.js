const child_process = require("child_process");
const { exec, execFile } = require("child_process");
const express = require("express");

const app = express();

app.get("/ping", (req, res) => {
	const host = req.query.host;
	// ruleid: express-command
	exec("ping -c 1 " + host, (error, out) => res.send(error ? "down" : "up"));
});

app.post("/thumbnail", (req, res) => {
	// ruleid: express-command
	child_process.execSync(`convert ${req.body.file} -resize 80x80 small.png`);
	res.sendStatus(204);
});

app.get("/whois", (req, res) => {
	// ok: express-command
	execFile("whois", ["--", req.query.domain], (error, out) => res.json({ out }));
});

app.post("/rotate", (req, res) => {
	// ok: express-command
	exec("logrotate -f /etc/logrotate.conf", () => res.sendStatus(204));
});
