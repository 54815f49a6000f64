const crypto = require("node:crypto");

function pair() {
	// ruleid: node-short-key
	return crypto.generateKeyPairSync("rsa", { modulusLength: 1024 });
}

function agree() {
	// ruleid: node-short-key
	return crypto.createDiffieHellman(512).generateKeys();
}

function agreeNamed() {
	// ruleid: node-short-key
	return crypto.getDiffieHellman("modp2").generateKeys();
}

function pairWell() {
	// ok: node-short-key
	return crypto.generateKeyPairSync("rsa", { modulusLength: 3072 });
}

function pairSmall() {
	// ok: node-short-key
	return crypto.generateKeyPairSync("ed25519");
}

module.exports = { pair, agree, agreeNamed, pairWell, pairSmall };
