function handOver(token) {
	// ruleid: dom-message-target
	window.opener.postMessage({ kind: "signed-in", token }, "*");
}

function tell(frame, account) {
	// ruleid: dom-message-target
	frame.contentWindow.postMessage(account.sessionId, "*");
}

function handOverWell(token) {
	// ok: dom-message-target
	window.opener.postMessage({ kind: "signed-in", token }, "https://shop.example");
}

function resize(height) {
	// ok: dom-message-target
	window.parent.postMessage({ kind: "height", height }, "*");
}

module.exports = { handOver, tell, handOverWell, resize };
