// Labs beside a running server: a judge that is killed is started again and loses nothing, and a
// server without one says so.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { run, serve, temporary, until } from "./program.mjs";

const LAB = "tests/labs/note-reader";
const PERSON = "0192d3b4000070008000000000000001";

// The tree as it ships, with the tests' own lab.
function data() {
	const dir = temporary();
	for (const name of ["www", "rules", "judge"])
		fs.symlinkSync(path.resolve(name), path.join(dir, name));
	fs.mkdirSync(path.join(dir, "content"));
	for (const name of fs.readdirSync("content"))
		if (name !== "labs")
			fs.symlinkSync(path.resolve("content", name), path.join(dir, "content", name));
	fs.symlinkSync(path.resolve("tests/labs"), path.join(dir, "content/labs"));
	return dir;
}

const sql = (state, text) =>
	execFileSync("sqlite3", ["-cmd", ".timeout 5000", path.join(state, "assay.db"), text], { encoding: "utf8" }).trim();

function tar(dir, name) {
	return execFileSync("tar", ["--format=ustar", "-C", dir, "-cf", "-", name]);
}

// What a page would queue, for a person each.
function queue(state, hash, id, mode, fix) {
	const file = path.join(state, `${id}.tar`);
	const person = PERSON.slice(0, -2) + id;
	fs.writeFileSync(file, tar(path.join(LAB, fix), "notes.py"));
	sql(state, `INSERT INTO lab_attempt VALUES (x'${PERSON.slice(0, -4)}aa${id}', x'${person}',
		'note-reader', 1, zeroblob(32), 1, NULL, 0, NULL);
		INSERT INTO lab_run (id, attempt, person, lab, version, lab_hash, mode, files, state, queued,
		leased_until, tries, passed) VALUES (x'${PERSON.slice(0, -4)}bb${id}', x'${PERSON.slice(0, -4)}aa${id}',
		x'${person}', 'note-reader', '1.0.0', x'${hash}', '${mode}', readfile('${file}'), 'queued', 1, 0, 0, 0)`);
}

const states = (state) => sql(state, "SELECT state || ' ' || passed || ' ' || tries FROM lab_run ORDER BY id").split("\n");

const tried = JSON.parse(run(["lab", "test", "--json", LAB]).stdout || "null");

test("a submission is judged, recorded and judged again the same",
	{ skip: !tried && "no sandbox here" }, async (t) => {
		const state = temporary(), dir = data();
		assert.equal(run(["setup", "--state", state, "--name", "Org", "--url", "http://127.0.0.1:8420",
			"--admin-name", "Ada", "--admin-email", "ada@example.org", "--link"]).status, 0);
		const server = await serve({ state, args: ["--data", dir] });
		t.after(() => server.child.kill("SIGKILL"));
		queue(state, tried[0].hash, "01", "submit", "fixed");
		queue(state, tried[0].hash, "02", "submit", "wrong/prefix-only");
		assert.ok(await until(() => states(state).every((s) => s.startsWith("judged"))), server.log);
		assert.deepEqual(states(state), ["judged 1 1", "judged 0 1"]);
		assert.ok(await until(() => sql(state, "SELECT COUNT(*) FROM lab_result WHERE passed = 1") === "1"));
		const fact = sql(state, "SELECT lower(hex(id)) FROM lab_result WHERE passed = 1")
			.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
		const again = run(["lab", "rejudge", fact, "--state", state, "--data", dir]);
		assert.equal(again.status, 0, again.stderr);
		assert.match(again.stdout, /^note-reader 1\.0\.0: passed, and again: the same verdict/);
		assert.equal(await server.stop(), 0);
		assert.equal(run(["rebuild", "--check", "--state", state]).status, 0);
	});

test("a killed judge is started again and what it had is judged",
	{ skip: !tried && "no sandbox here" }, async (t) => {
		const state = temporary(), dir = data();
		assert.equal(run(["setup", "--state", state, "--name", "Org", "--url", "http://127.0.0.1:8420",
			"--admin-name", "Ada", "--admin-email", "ada@example.org", "--link"]).status, 0);
		const server = await serve({ state, args: ["--data", dir, "--judges", "1"] });
		t.after(() => server.child.kill("SIGKILL"));
		const judge = () => fs.readdirSync("/proc").find((pid) => /^\d+$/.test(pid) && (() => {
			try {
				return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${state}/judge.sock`);
			} catch {
				return false;
			}
		})());
		await until(() => /judging in/.test(server.log));
		for (let i = 1; i <= 6; i++)
			queue(state, tried[0].hash, `0${i}`, "submit", "fixed");
		assert.ok(await until(() => states(state).some((s) => s.startsWith("judging"))));
		process.kill(Number(judge()), "SIGKILL");
		assert.ok(await until(() => states(state).every((s) => s.startsWith("judged 1")), 30000),
			`${states(state)} ${server.log}`);
		assert.match(server.log, /the judge ended \(signal 9\) and is started again/);
		server.child.kill("SIGKILL");
		assert.ok(await until(() => !judge()), "the judge outlives its server");
	});

test("without a judge nothing is judged and the server serves", async () => {
	const server = await serve({ args: ["--judge", "off"] });
	assert.ok(server.port > 0);
	assert.doesNotMatch(server.log, /judging in/);
	assert.equal(await server.stop(), 0);
});
