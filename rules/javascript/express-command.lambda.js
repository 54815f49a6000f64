const { execFile, execSync } = require("node:child_process");

exports.handler = async (event) => {
	const { name } = event.queryStringParameters;
	// ruleid: express-command
	const out = execSync(`unzip -l /tmp/${name}`);
	return { statusCode: 200, body: out.toString() };
};

exports.shell = async (event) => {
	// ruleid: express-command
	execFile("/bin/sh", ["-c", "wc -l " + JSON.parse(event.body).file]);
	return { statusCode: 202 };
};

exports.count = async (event) => {
	const lines = parseInt(event.pathParameters.lines, 10);
	// ok: express-command
	const out = execSync(`head -n ${lines} /srv/log`);
	return { statusCode: 200, body: out.toString() };
};
