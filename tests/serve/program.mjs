// A server of our own for tests: starts $ASSAY on a free port with a fresh
// state folder, and ends it.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";

export const assay = process.env.ASSAY ?? "build/assay";

// A folder that is gone with the test.
export function temporary() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "assay-"));
	process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
	return folder;
}

export async function until(what, ms = 10000) {
	const end = Date.now() + ms;
	for (;;) {
		const got = await what();
		if (got || Date.now() > end)
			return got;
		await new Promise((done) => setTimeout(done, 20));
	}
}

// under: a command that runs the program, as in [...under, "assay", "serve"].
export async function serve({ state = temporary(), args = [], env = {}, under = [] } = {}) {
	const [program, ...before] = [...under, assay];
	const child = spawn(program, [...before, "serve", "--state", state, "--listen", "127.0.0.1:0", ...args],
		{ env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
	const server = { child, state, log: "", status: undefined };
	child.stderr.on("data", (d) => { server.log += d; });
	child.on("exit", (status) => { server.status = status; });
	await until(() => /"listening"/.test(server.log) || server.status !== undefined);
	server.port = Number(/port (\d+)/.exec(server.log)?.[1]);
	server.events = () => server.log.trim().split("\n").map((line) => JSON.parse(line));
	server.stop = async (signal = "SIGTERM") => {
		child.kill(signal);
		await until(() => server.status !== undefined, 20000);
		return server.status;
	};
	return server;
}

export function get(port, target, { method = "GET", headers = {}, body } = {}) {
	return new Promise((done, failed) => {
		const rq = http.request({ host: "127.0.0.1", port, path: target, method, headers }, (re) => {
			let text = "";
			re.on("data", (d) => { text += d; });
			re.on("end", () => done({ status: re.statusCode, headers: re.headers, text }));
		});
		rq.on("error", failed);
		rq.end(body);
	});
}

export const run = (args, options = {}) =>
	spawnSync(assay, args, { encoding: "utf8", ...options });
