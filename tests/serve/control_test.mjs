import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import test from "node:test";
import { assay, get, run, serve, temporary, until } from "./program.mjs";

const setUp = () => {
	const state = temporary();
	const got = run(["setup", "--state", state, "--name", "Org", "--url", "http://127.0.0.1:8420",
		"--admin-name", "Ada", "--admin-email", "ada@example.org", "--link"]);
	assert.equal(got.status, 0, got.stderr);
	return state;
};

test("a command beside a running server is run by it", async () => {
	const state = setUp();
	const alone = run(["person", "list", "--state", state, "--json"]);
	const server = await serve({ state });
	try {
		const beside = run(["person", "list", "--state", state, "--json"]);
		assert.equal(beside.status, 0, beside.stderr);
		assert.equal(beside.stdout, alone.stdout);
		assert.ok(await until(() => /"event":"command","text":"person list"/.test(server.log)));

		const link = run(["person", "link", "ada@example.org", "--state", state]);
		assert.equal(link.status, 0, link.stderr);
		const target = new URL(link.stdout.trim()).pathname;
		assert.equal((await get(server.port, target)).status, 200);
		assert.ok(!server.log.includes(target.split("/").pop()), "the log has the link");

		// the caller's folder, standard output and exit status
		fs.writeFileSync(path.join(state, "people.csv"), "not,a,roster\n");
		const roster = spawnSync(path.resolve(assay), ["roster", "import", "people.csv", "--state", state],
			{ cwd: state, encoding: "utf8" });
		assert.notEqual(roster.status, 0);
		assert.match(roster.stderr, /people\.csv/);
		assert.equal(run(["person", "link", "nobody@example.org", "--state", state]).status, 3);
		assert.equal(run(["person", "link", "--state", state]).status, 2);
	} finally {
		assert.equal(await server.stop(), 0);
	}
	assert.ok(!fs.existsSync(path.join(state, "assay.sock")));
	assert.equal(run(["person", "list", "--state", state, "--json"]).stdout, alone.stdout);
});

test("a command that waits for its user holds up neither others nor the end", async () => {
	const state = setUp();
	const server = await serve({ state });
	const waiting = spawn(assay, ["learn", "quiz", "a05-injection", "--person", "ada@example.org", "--state", state],
		{ stdio: ["pipe", "pipe", "pipe"] });
	try {
		let asked = false;
		waiting.stdout.on("data", () => { asked = true; });
		assert.ok(await until(() => asked));
		assert.equal(run(["person", "list", "--state", state]).status, 0);
	} finally {
		assert.equal(await server.stop(), 0);
		waiting.kill();
	}
});

test("a server that died is no obstacle", async () => {
	const state = setUp();
	const server = await serve({ state });
	await server.stop("SIGKILL");
	assert.ok(fs.existsSync(path.join(state, "assay.sock")));
	assert.equal(run(["person", "list", "--state", state]).status, 0);
});

test("noise at the socket changes nothing", async () => {
	const state = setUp();
	const server = await serve({ state });
	try {
		const socket = path.join(state, "assay.sock");
		assert.equal(fs.statSync(socket).mode & 0o777, 0o600);
		await new Promise((done) => net.connect(socket).on("error", done).on("close", done));
		assert.equal((await get(server.port, "/healthz")).status, 200);
		assert.equal(run(["person", "list", "--state", state]).status, 0);
	} finally {
		assert.equal(await server.stop(), 0);
	}
});
