// A real mail server for tests, with a certificate and a login: smtpd.py, and what it takes.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { until } from "./program.mjs";

// A certificate for the address, which is this machine's but not one that goes in the clear.
export const ADDRESS = "127.0.0.2";
export function certificate(dir, address = ADDRESS) {
	const [cert, key] = ["cert.pem", "key.pem"].map((n) => path.join(dir, `${address}-${n}`));
	execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
		"-days", "2", "-subj", "/CN=relay", "-addext", `subjectAltName=IP:${address}`, "-keyout", key, "-out", cert],
	{ stdio: "ignore" });
	return { cert, key };
}

export async function smtpd({ cert, key }) {
	const child = spawn("/usr/bin/python3", ["tests/serve/smtpd.py", ADDRESS, cert, key], { stdio: ["ignore", "pipe", "pipe"] });
	const server = { mails: [], port: 0, said: "", close: () => child.kill() };
	let text = "";
	child.stderr.on("data", (d) => { server.said += d; });
	child.stdout.on("data", (d) => {
		text += d;
		for (let at; (at = text.indexOf("\n")) >= 0; text = text.slice(at + 1))
			if (server.port === 0)
				server.port = Number(text.slice(0, at));
			else
				server.mails.push(JSON.parse(text.slice(0, at)));
	});
	await until(() => server.port > 0);
	assert.ok(server.port > 0, server.said);
	return server;
}
