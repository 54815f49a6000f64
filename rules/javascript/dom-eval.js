function formula() {
	const text = new URLSearchParams(location.search).get("formula");
	// ruleid: dom-eval
	return eval(text);
}

window.addEventListener("message", (event) => {
	// ruleid: dom-eval
	const act = new Function(event.data.code);
	act();
});

function later() {
	// ruleid: dom-eval
	setTimeout("show('" + location.hash + "')", 100);
}

function formulaWell() {
	const text = new URLSearchParams(location.search).get("factor");
	// ok: dom-eval
	return Number(text) * 2;
}

function laterWell(show) {
	const name = location.hash.slice(1);
	// ok: dom-eval
	setTimeout(() => show(name), 100);
}

module.exports = { formula, later, formulaWell, laterWell };
