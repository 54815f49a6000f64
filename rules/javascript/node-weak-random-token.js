const crypto = require("crypto");

function reset(user) {
	// ruleid: node-weak-random-token
	const token = Math.random().toString(36).slice(2);
	user.reset = token;
}

function remember(user) {
	// ruleid: node-weak-random-token
	user.sessionId = "s" + Math.random();
}

function resetWell(user) {
	// ok: node-weak-random-token
	const token = crypto.randomBytes(32).toString("base64url");
	user.reset = token;
}

function load(list) {
	// ok: node-weak-random-token
	const fetchToken = Math.random().toString(36).slice(2);
	list.current = fetchToken;
}

function shade() {
	// ok: node-weak-random-token
	const hue = Math.floor(Math.random() * 360);
	return hue;
}
