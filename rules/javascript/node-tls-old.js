const fs = require("node:fs");
const https = require("node:https");
const tls = require("node:tls");

const key = fs.readFileSync("/etc/key.pem");
const cert = fs.readFileSync("/etc/cert.pem");

// ruleid: node-tls-old
const open = https.createServer({ key, cert, minVersion: "TLSv1" });

// ruleid: node-tls-old
const older = https.createServer({ key, cert, secureProtocol: "TLSv1_method" });

function everywhere() {
	// ruleid: node-tls-old
	tls.DEFAULT_MIN_VERSION = "TLSv1.1";
}

// ok: node-tls-old
const well = https.createServer({ key, cert, minVersion: "TLSv1.2" });

// ok: node-tls-old
const plain = https.createServer({ key, cert });

module.exports = { open, older, everywhere, well, plain };
