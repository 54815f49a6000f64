const crypto = require("node:crypto");

function fromPartner(text, signature, key) {
	const expected = crypto.createHmac("sha256", key).update(text).digest("hex");
	// ruleid: node-compare-timing
	return signature === expected;
}

function refuse(text, signature, key) {
	// ruleid: node-compare-timing
	if (crypto.createHmac("sha256", key).update(text).digest("hex") !== signature) throw new Error("refused");
}

function fromPartnerWell(text, signature, key) {
	const expected = crypto.createHmac("sha256", key).update(text).digest();
	const given = Buffer.from(signature, "hex");
	// ok: node-compare-timing
	return given.length === expected.length && crypto.timingSafeEqual(given, expected);
}

function same(first, second) {
	// ok: node-compare-timing
	return first === second;
}

module.exports = { fromPartner, refuse, fromPartnerWell, same };
