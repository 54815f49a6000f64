const fs = require("fs");
const https = require("https");

// ruleid: node-tls-unverified
const open = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

function off() {
	// ruleid: node-tls-unverified
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
}

// ok: node-tls-unverified
const closed = new https.Agent({ keepAlive: true });

// ok: node-tls-unverified
const own = new https.Agent({ ca: fs.readFileSync("/etc/ca.pem") });

module.exports = { open, closed, own, off };
