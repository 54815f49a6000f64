const libxmljs = require("libxmljs");

function order(text) {
	// ruleid: node-xxe
	return libxmljs.parseXml(text, { noblanks: true, noent: true }).get("//total");
}

function invoice(text) {
	// ruleid: node-xxe
	return libxmljs.parseXml(text, { dtdload: true });
}

function orderWell(text) {
	// ok: node-xxe
	return libxmljs.parseXml(text, { noblanks: true, nonet: true });
}

function orderPlain(text) {
	// ok: node-xxe
	return libxmljs.parseXml(text, { noent: false });
}

module.exports = { order, invoice, orderWell, orderPlain };
