const serialize = require("serialize-javascript");

function page(state) {
	// ruleid: node-script-json
	return `<script>window.STATE = ${JSON.stringify(state)};</script>`;
}

function pageWell(state) {
	// ok: node-script-json
	return `<script>window.STATE = ${serialize(state, { isJSON: true })};</script>`;
}

function pageData(state) {
	const text = JSON.stringify(state).replace(/</g, "\\u003c");
	// ok: node-script-json
	return `<script id="state" type="application/json">${text}</script>`;
}

module.exports = { page, pageWell, pageData };
