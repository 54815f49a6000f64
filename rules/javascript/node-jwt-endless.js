const jwt = require("jsonwebtoken");

function issue(user, key) {
	// ruleid: node-jwt-endless
	return jwt.sign({ sub: user.id }, key);
}

function issueNamed(user, key) {
	// ruleid: node-jwt-endless
	return jwt.sign({ sub: user.id, name: user.name }, key, { algorithm: "HS256" });
}

function who(token, key) {
	// ruleid: node-jwt-endless
	return jwt.verify(token, key, { algorithms: ["HS256"], ignoreExpiration: true }).sub;
}

function issueShort(user, key) {
	// ok: node-jwt-endless
	return jwt.sign({ sub: user.id }, key, { expiresIn: "15m" });
}

function issueUntil(user, key, end) {
	// ok: node-jwt-endless
	return jwt.sign({ sub: user.id, exp: end }, key);
}

function whoWell(token, key) {
	// ok: node-jwt-endless
	return jwt.verify(token, key, { algorithms: ["HS256"] }).sub;
}

module.exports = { issue, issueNamed, who, issueShort, issueUntil, whoWell };
