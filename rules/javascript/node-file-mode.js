const fs = require("node:fs");

function keep(text) {
	// ruleid: node-file-mode
	fs.writeFileSync("/srv/keys.json", text, { mode: 0o666 });
}

function share(folder) {
	// ruleid: node-file-mode
	fs.chmodSync(folder, "777");
}

function keepWell(text) {
	// ok: node-file-mode
	fs.writeFileSync("/srv/keys.json", text, { mode: 0o600 });
}

function run(file) {
	// ok: node-file-mode
	fs.chmodSync(file, 0o755);
}

module.exports = { keep, share, keepWell, run };
