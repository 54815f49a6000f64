const argon2 = require("argon2");
const bcrypt = require("bcrypt");

async function signIn(account, password) {
	// ruleid: node-check-not-awaited
	if (bcrypt.compare(password, account.hash)) {
		return account;
	}
	return null;
}

async function refuse(account, password) {
	// ruleid: node-check-not-awaited
	if (!account || !argon2.verify(account.hash, password)) throw new Error("refused");
	return account;
}

async function signInWell(account, password) {
	// ok: node-check-not-awaited
	if (await bcrypt.compare(password, account.hash)) {
		return account;
	}
	return null;
}

function signInAtOnce(account, password) {
	// ok: node-check-not-awaited
	return bcrypt.compareSync(password, account.hash) ? account : null;
}

function later(account, password) {
	// ok: node-check-not-awaited
	return bcrypt.compare(password, account.hash).then((same) => (same ? account : null));
}

module.exports = { signIn, refuse, signInWell, signInAtOnce, later };
