const crypto = require("node:crypto");
const vm = require("node:vm");
const axios = require("axios");

async function rules(address) {
	const answer = await fetch(address);
	const text = await answer.text();
	// ruleid: node-remote-code
	return vm.runInNewContext(text, {});
}

async function plugin(address) {
	const { data } = await axios.get(address);
	// ruleid: node-remote-code
	return new Function("host", data);
}

async function rulesWell(address) {
	const answer = await fetch(address);
	// ok: node-remote-code
	return JSON.parse(await answer.text());
}

async function pluginWell(address, signature, key) {
	const answer = await fetch(address);
	const text = await answer.text();
	if (!crypto.verify(null, text, key, signature)) throw new Error("refused");
	// ok: node-remote-code
	return vm.runInNewContext(text, {});
}

module.exports = { rules, plugin, rulesWell, pluginWell };
