const crypto = require("node:crypto");

function hide(text, key) {
	// ruleid: node-fixed-iv
	const cipher = crypto.createCipheriv("aes-256-cbc", key, Buffer.alloc(16, 0));
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideNamed(text, key) {
	// ruleid: node-fixed-iv
	const cipher = crypto.createCipheriv("aes-256-ctr", key, "0123456789abcdef");
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideWell(text, key) {
	const nonce = crypto.randomBytes(12);
	// ok: node-fixed-iv
	const cipher = crypto.createCipheriv("aes-256-gcm", key, nonce);
	return [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
}

function show(box, key) {
	// ok: node-fixed-iv
	const cipher = crypto.createDecipheriv("aes-256-gcm", key, box.nonce);
	return cipher.update(box.data);
}

module.exports = { hide, hideNamed, hideWell, show };
