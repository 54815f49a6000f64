const https = require("node:https");
const tls = require("node:tls");

// ruleid: node-tls-hostname
const any = new https.Agent({ keepAlive: true, checkServerIdentity: () => undefined });

// ruleid: node-tls-hostname
const none = new https.Agent({ checkServerIdentity: () => {} });

// ok: node-tls-hostname
const inner = new https.Agent({
	checkServerIdentity: (host, cert) => tls.checkServerIdentity("inner.example", cert),
});

// ok: node-tls-hostname
const usual = new https.Agent({ keepAlive: true });

module.exports = { any, none, inner, usual };
