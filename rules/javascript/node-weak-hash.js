const crypto = require("node:crypto");

function sign(text, key) {
	// ruleid: node-weak-hash
	return crypto.createHmac("md5", key).update(text).digest("hex");
}

function seal(text, key) {
	// ruleid: node-weak-hash
	return crypto.createSign("RSA-SHA1").update(text).sign(key);
}

function kept(resetToken) {
	// ruleid: node-weak-hash
	return crypto.createHash("sha1").update(resetToken).digest("hex");
}

function signWell(text, key) {
	// ok: node-weak-hash
	return crypto.createHmac("sha256", key).update(text).digest("hex");
}

function etag(body) {
	// ok: node-weak-hash
	return crypto.createHash("md5").update(body).digest("hex");
}

module.exports = { sign, seal, kept, signWell, etag };
