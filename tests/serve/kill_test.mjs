// kill -9 during a thousand answers: every acknowledged one is there, on both databases.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { get, run, serve, temporary, until } from "./program.mjs";

const LEARNERS = 40;
const MODULE = "a05-injection";
const PG = process.env.ASSAY_TEST_PG;

const ok = (got, what) => {
	assert.equal(got.status, 0, `${what}: ${got.stderr}`);
	return got.stdout.trim();
};
const cookies = (re) => (re.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
const csrf = (re) => /name="csrf" value="([^"]+)"/.exec(re.text)[1];

function client(server) {
	const headers = (from, cookie) => ({ "X-Forwarded-For": from, ...(cookie ? { Cookie: cookie } : {}) });
	return {
		get: (target, from, cookie) => get(server.port, target, { headers: headers(from, cookie) }),
		post: (target, from, cookie, fields) => get(server.port, target, { method: "POST", body:
			new URLSearchParams(fields).toString(), headers: { ...headers(from, cookie),
			"Content-Type": "application/x-www-form-urlencoded" } }),
	};
}

// The n-th answer to the question of a page, whatever its kind; and what of the
// page it is found again by.
function fieldsOf(text) {
	const selects = [...text.matchAll(/<select name="((?:place|pair)-\d)">/g)].map((m) => m[1]);
	if (selects.length)
		return (n) => Object.fromEntries(selects.map((name, i) => [name, String((i + n) % selects.length + 1)]));
	const name = /name="(option|line)" value/.exec(text)[1];
	return (n) => ({ [name]: String(n % 3 + (name === "line" ? 1 : 0)) });
}

function keptIn(text, fields) {
	const kept = [...text.matchAll(/name="(option|line)" value="(\d+)" checked/g)].map((m) => [m[1], m[2]]);
	for (const [, name, options] of text.matchAll(/<select name="([a-z]+-\d)">(.*?)<\/select>/g))
		kept.push([name, /value="(\d)" selected/.exec(options)?.[1]]);
	return [0, 1, 2].find((n) => JSON.stringify(Object.entries(fields(n))) === JSON.stringify(kept)) ?? null;
}

async function begin(server, args, i) {
	const { get: ask, post } = client(server);
	const from = `10.1.0.${i}`;
	const link = ok(run(["person", "link", `p${i}@example.org`, ...args]), "link").split("\n").pop();
	const page = await ask(new URL(link).pathname, from);
	const cookie = cookies(await post(new URL(link).pathname, from, cookies(page), { csrf: csrf(page) }));
	const quiz = await ask(`/modules/${MODULE}/quiz`, from, cookie);
	const started = await post(`/modules/${MODULE}/quiz`, from, cookie, { csrf: csrf(quiz) });
	const attempt = started.headers.location;
	const first = await ask(`${attempt}?q=1`, from, cookie);
	return { from, cookie, token: csrf(quiz), attempt, fields: fieldsOf(first.text), acknowledged: null, sent: null };
}

// One answer after the other to question 1, until the server is gone.
async function answer(server, learner) {
	const { post } = client(server);
	for (let revision = 1; ; revision++) {
		learner.sent = revision % 3;
		const re = await post(`${learner.attempt}/answers/1`, learner.from, learner.cookie,
			{ csrf: learner.token, revision, ...learner.fields(learner.sent), stay: "yes" }).catch(() => null);
		if (re === null)
			return revision - 1;
		assert.ok(re.status < 400, `${re.status} ${re.text}`);
		learner.acknowledged = learner.sent;
	}
}

async function kill(args, state) {
	ok(run(["setup", ...args, "--name", "Org", "--url", "http://127.0.0.1:8420", "--admin-name", "Ada",
		"--admin-email", "ada@example.org", "--link"]), "setup");
	const roster = path.join(state, "roster.csv");
	fs.writeFileSync(roster, "email,name\n" +
		Array.from({ length: LEARNERS }, (_, i) => `p${i}@example.org,P ${i}\n`).join(""));
	ok(run(["roster", "import", roster, ...args]), "roster");
	const options = { state, args: ["--quiet", "--trust", "127.0.0.1", "--workers", "16",
		...args.filter((a) => a !== "--state" && a !== state)] };
	const first = await serve(options);
	const learners = [];
	for (let i = 0; i < LEARNERS; i++)
		learners.push(await begin(first, args, i));
	const running = learners.map((learner) => answer(first, learner));
	await new Promise((done) => setTimeout(done, 1500));
	await first.stop("SIGKILL");
	const count = (await Promise.all(running)).reduce((a, b) => a + b, 0);
	assert.ok(count > 500, `only ${count} answers were acknowledged`);

	const second = await serve(options);
	try {
		await until(async () => (await get(second.port, "/healthz")).status === 200);
		for (const learner of learners) {
			const page = await client(second).get(`${learner.attempt}?q=1`, learner.from, learner.cookie);
			const chosen = keptIn(page.text, learner.fields);
			assert.ok([learner.acknowledged, learner.sent].includes(chosen),
				`${learner.attempt}: acknowledged ${learner.acknowledged}, sent ${learner.sent}, kept ${chosen}`);
		}
	} finally {
		assert.equal(await second.stop(), 0);
	}
	ok(run(["rebuild", "--check", ...args]), "rebuild --check");
	return count;
}

test("every acknowledged answer outlives kill -9 on SQLite", async () => {
	const state = temporary();
	await kill(["--state", state], state);
	fs.rmSync(state, { recursive: true });
});

test("every acknowledged answer outlives kill -9 on PostgreSQL", { skip: !PG && "ASSAY_TEST_PG is not set" }, async () => {
	const name = `kill_${process.pid}`;
	const psql = (sql) => execFileSync("psql", ["-q", "-d", PG, "-c", sql]);
	const state = temporary();
	psql(`CREATE DATABASE ${name}`);
	try {
		const url = new URL(PG);
		url.pathname = `/${name}`;
		await kill(["--state", state, "--database", url.href], state);
	} finally {
		psql(`DROP DATABASE ${name} WITH (FORCE)`);
		fs.rmSync(state, { recursive: true });
	}
});
