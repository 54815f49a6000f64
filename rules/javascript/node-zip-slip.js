const AdmZip = require("adm-zip");
const fs = require("node:fs");
const path = require("node:path");
const unzipper = require("unzipper");

const FOLDER = "/srv/imports";

function unpack(file) {
	fs.createReadStream(file).pipe(unzipper.Parse()).on("entry", (entry) => {
		const target = path.join(FOLDER, entry.path);
		// ruleid: node-zip-slip
		entry.pipe(fs.createWriteStream(target));
	});
}

function unpackAll(file) {
	for (const zipEntry of new AdmZip(file).getEntries()) {
		// ruleid: node-zip-slip
		fs.writeFileSync(`${FOLDER}/${zipEntry.entryName}`, zipEntry.getData());
	}
}

function unpackWell(file) {
	for (const zipEntry of new AdmZip(file).getEntries()) {
		const target = path.resolve(FOLDER, zipEntry.entryName);
		if (!target.startsWith(FOLDER + path.sep)) continue;
		// ok: node-zip-slip
		fs.writeFileSync(target, zipEntry.getData());
	}
}

function unpackFlat(file) {
	for (const zipEntry of new AdmZip(file).getEntries()) {
		// ok: node-zip-slip
		fs.writeFileSync(path.join(FOLDER, path.basename(zipEntry.entryName)), zipEntry.getData());
	}
}

module.exports = { unpack, unpackAll, unpackWell, unpackFlat };
