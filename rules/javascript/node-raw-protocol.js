const net = require("node:net");
const express = require("express");

const app = express();
const socket = net.connect(11211, "cache.example");

app.get("/cached/:key", (req, res) => {
	// ruleid: node-raw-protocol
	socket.write(`get ${req.params.key}\r\n`);
	res.sendStatus(202);
});

app.post("/cached", (req, res) => {
	const key = req.body.key;
	// ruleid: node-raw-protocol
	socket.write("delete " + key + "\r\n");
	res.sendStatus(202);
});

app.get("/cached/:key/well", (req, res) => {
	// ok: node-raw-protocol
	socket.write(`get ${encodeURIComponent(req.params.key)}\r\n`);
	res.sendStatus(202);
});

app.post("/flush", (req, res) => {
	// ok: node-raw-protocol
	socket.write("flush_all\r\n");
	res.sendStatus(202);
});
