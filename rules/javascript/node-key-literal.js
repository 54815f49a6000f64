const crypto = require("node:crypto");
const CryptoJS = require("crypto-js");

const KEY = "an-example-key-of-32-letters-long";

function hide(text, iv) {
	// ruleid: node-key-literal
	const cipher = crypto.createCipheriv("aes-256-cbc", KEY, iv);
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideBytes(text, iv) {
	// ruleid: node-key-literal
	const cipher = crypto.createCipheriv("aes-128-ctr", Buffer.from("00112233445566778899aabbccddeeff", "hex"), iv);
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideInBrowser(text) {
	// ruleid: node-key-literal
	return CryptoJS.AES.encrypt(text, "lilac").toString();
}

function hideWell(text, iv) {
	// ok: node-key-literal
	const cipher = crypto.createCipheriv("aes-256-cbc", Buffer.from(process.env.BOX_KEY, "base64"), iv);
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function derive(password, salt) {
	// ok: node-key-literal
	return crypto.scryptSync(password, salt, 32);
}

module.exports = { hide, hideBytes, hideInBrowser, hideWell, derive };
