const jwt = require("jsonwebtoken");

function who(token, key) {
	// ruleid: node-jwt-unverified
	return jwt.verify(token, key, { algorithms: ["RS256", "none"] }).sub;
}

function issue(claims) {
	// ruleid: node-jwt-unverified
	return jwt.sign(claims, "", { algorithm: "none", expiresIn: "1h" });
}

function whoChecked(token, key) {
	// ok: node-jwt-unverified
	return jwt.verify(token, key, { algorithms: ["RS256"], audience: "parcels" }).sub;
}

function issueSigned(claims, key) {
	// ok: node-jwt-unverified
	return jwt.sign(claims, key, { algorithm: "RS256", expiresIn: "1h" });
}
