const crypto = require("node:crypto");
const CryptoJS = require("crypto-js");

function hide(text, key, iv) {
	// ruleid: node-weak-cipher
	const cipher = crypto.createCipheriv("des-cbc", key, iv);
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideBlocks(text, key) {
	// ruleid: node-weak-cipher
	const cipher = crypto.createCipheriv("aes-256-ecb", key, null);
	return cipher.update(text, "utf8", "hex") + cipher.final("hex");
}

function hideOld(text, password) {
	// ruleid: node-weak-cipher
	return crypto.createCipher("aes192", password).update(text, "utf8", "hex");
}

function hideElsewhere(text, key) {
	// ruleid: node-weak-cipher
	return CryptoJS.RC4.encrypt(text, key).toString();
}

function hideWell(text, key) {
	const nonce = crypto.randomBytes(12);
	// ok: node-weak-cipher
	const cipher = crypto.createCipheriv("aes-256-gcm", key, nonce);
	return [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
}

module.exports = { hide, hideBlocks, hideOld, hideElsewhere, hideWell };
