const argon2 = require("argon2");
const bcrypt = require("bcrypt");
const crypto = require("node:crypto");

function keep(user, password) {
	// ruleid: node-password-hash
	user.hash = crypto.createHash("sha256").update(password).digest("hex");
}

function keepSalted(user, form) {
	// ruleid: node-password-hash
	user.hash = crypto.createHash("sha512").update(user.salt + form.password).digest("hex");
}

async function keepQuick(user, password) {
	// ruleid: node-password-hash
	user.hash = await bcrypt.hash(password, 4);
}

function keepFew(user, password) {
	// ruleid: node-password-hash
	user.hash = crypto.pbkdf2Sync(password, user.salt, 1000, 32, "sha256");
}

async function keepWell(user, password) {
	// ok: node-password-hash
	user.hash = await argon2.hash(password);
}

async function keepSlow(user, password) {
	// ok: node-password-hash
	user.hash = await bcrypt.hash(password, 12);
}

function keepMany(user, password) {
	// ok: node-password-hash
	user.hash = crypto.pbkdf2Sync(password, user.salt, 600000, 32, "sha256");
}

function mark(text) {
	// ok: node-password-hash
	return crypto.createHash("sha256").update(text).digest("hex");
}

module.exports = { keep, keepSalted, keepQuick, keepFew, keepWell, keepSlow, keepMany, mark };
