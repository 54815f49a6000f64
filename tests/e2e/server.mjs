// An `assay serve` of its own: free port, fresh state, fresh database.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync, spawn } from "node:child_process";

export const ASSAY = path.resolve(process.env.ASSAY ?? "build/assay");

const psql = () => fs.readdirSync("/usr/lib/postgresql").map((v) => `/usr/lib/postgresql/${v}/bin/psql`)
	.findLast((file) => fs.existsSync(file)) ?? "psql";

let databases = 0;

// A database of its own on the tests' PostgreSQL; dropped with the server.
function freshDatabase() {
	const url = new URL(process.env.ASSAY_TEST_PG);
	const name = `e2e_${process.pid}_${databases++}`;
	const run = (sql) => execFileSync(psql(), [process.env.ASSAY_TEST_PG, "-qc", sql], { stdio: "pipe" });
	run(`CREATE DATABASE ${name}`);
	url.pathname = `/${name}`;
	return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

export async function startServer(engine, env) {
	const state = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-"));
	const database = engine === "postgres" ? freshDatabase() : null;
	const common = ["--state", state, ...(database ? ["--database", database.url] : [])];
	let log = "";
	let child, ended;
	const start = (listen, args) => {
		child = spawn(ASSAY, ["serve", "--listen", listen, ...common, ...args],
			{ env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
		for (const stream of [child.stdout, child.stderr])
			stream.on("data", (chunk) => { log += chunk; });
		ended = new Promise((done) => child.on("exit", done));
	};
	start("127.0.0.1:0", []);
	const said = async (words, ms = 20000) => {
		for (const end = Date.now() + ms; Date.now() < end && child.exitCode === null;) {
			const m = words.exec(log);
			if (m)
				return m[1];
			await new Promise((next) => setTimeout(next, 20));
		}
		throw new Error(`assay serve did not say ${words}:\n${log.slice(-2000)}`);
	};
	const stop = async () => {
		child.kill("SIGTERM");
		const status = await ended;
		database?.drop();
		fs.rmSync(state, { recursive: true, force: true });
		if (status !== 0)
			throw new Error(`assay serve ended with ${status}:\n${log.slice(-2000)}`);
	};
	try {
		const port = await said(/listening.*?port (\d+)/);
		// allow: exit statuses that are an answer as well
		const assay = (args, { allow = [], ...options } = {}) => {
			try {
				return execFileSync(ASSAY, [...args, ...common], { encoding: "utf8", ...options });
			} catch (e) {
				if (allow.includes(e.status))
					return e.stdout;
				throw e;
			}
		};
		// The same server at the same place, with other arguments.
		const restart = async (args) => {
			child.kill("SIGTERM");
			const status = await ended;
			if (status !== 0)
				throw new Error(`assay serve ended with ${status}:\n${log.slice(-2000)}`);
			log = "";
			start(`127.0.0.1:${port}`, args);
			await said(/listening.*?port (\d+)/);
		};
		const setupToken = () => fs.readFileSync(path.join(state, "setup.token"), "utf8").trim();
		return { base: `http://127.0.0.1:${port}`, assay, said, setupToken, restart, stop, log: () => log };
	} catch (e) {
		await stop().catch(() => {});
		throw e;
	}
}
