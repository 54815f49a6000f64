const log = require("./log");

// ruleid: node-uncaught-ignored
process.on("uncaughtException", () => {});

// ruleid: node-uncaught-ignored
process.on("uncaughtException", (error) => {
	log.error(error);
});

// ok: node-uncaught-ignored
process.on("uncaughtException", (error) => {
	log.error(error);
	process.exit(1);
});

// ok: node-uncaught-ignored
process.on("SIGHUP", () => {});
