function signedIn(answer) {
	// ruleid: dom-stored-token
	localStorage.setItem("access_token", answer.token);
}

function remember(form) {
	// ruleid: dom-stored-token
	sessionStorage.setItem("password", form.password.value);
}

function theme(name) {
	// ok: dom-stored-token
	localStorage.setItem("theme", name);
}

function signedOut() {
	// ok: dom-stored-token
	localStorage.removeItem("access_token");
}

module.exports = { signedIn, remember, theme, signedOut };
