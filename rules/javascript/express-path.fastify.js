const fs = require("node:fs/promises");
const path = require("node:path");
const fastify = require("fastify")();

const FOLDER = "/srv/invoices";

async function read(name) {
	const file = path.join(FOLDER, name);
	// ruleid: express-path
	return fs.readFile(file, "utf8");
}

async function readWell(name) {
	const file = path.resolve(FOLDER, name);
	if (!file.startsWith(FOLDER + path.sep)) throw new Error("refused");
	// ok: express-path
	return fs.readFile(file, "utf8");
}

fastify.get("/invoice/:name", async (request) => read(request.params.name));
fastify.get("/invoice/:name/well", async (request) => readWell(request.params.name));
