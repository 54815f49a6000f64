const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

function report(text) {
	const file = path.join(os.tmpdir(), "report.csv");
	// ruleid: node-temp-file
	fs.writeFileSync(file, text);
	return file;
}

function keep(text) {
	// ruleid: node-temp-file
	fs.writeFileSync("/tmp/last-run.json", text);
}

function reportWell(text) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
	const file = path.join(folder, "report.csv");
	// ok: node-temp-file
	fs.writeFileSync(file, text);
	return file;
}

function keepWell(text) {
	// ok: node-temp-file
	fs.writeFileSync("/srv/app/last-run.json", text);
}

module.exports = { report, keep, reportWell, keepWell };
