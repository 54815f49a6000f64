// Answers of one gate of `assay serve` on SQLite with many people who have access, over HTTP.
//
//	node bench/gates.mjs [PEOPLE...]	10,000; 8 connections
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { run, serve, temporary } from "../tests/serve/program.mjs";

const CONNECTIONS = 8;
const ASKED = 8000;
const A_TOKEN = 500; // it may ask 600 times at once
const FACTS = 200;

const must = (got, what) => {
	if (got.status !== 0)
		throw new Error(`${what}: ${got.stderr}${got.stdout}`);
	return got.stdout;
};
const address = (i) => `p${i}@example.org`;

// The template's policy, which has a gate on production, and everybody's access to it.
function organisation(state, people) {
	const args = ["--state", state];
	const file = (name, text) => {
		fs.writeFileSync(path.join(state, name), text);
		return path.join(state, name);
	};
	const each = (row) => Array.from({ length: people }, (_, i) => `${row(i)}\n`).join("");
	const today = new Date().toISOString().slice(0, 10);
	must(run(["setup", ...args, "--name", "Bench", "--url", "http://127.0.0.1:8420",
		"--admin-name", "Ada", "--admin-email", "admin@example.org", "--link"]), "setup");
	must(run(["roster", "import", file("roster.csv", `email,name\n${each((i) => `${address(i)},Person ${i}`)}`), ...args]), "roster");
	must(run(["policy", "publish", file("policy.yaml", fs.readFileSync("content/policies/template.yaml", "utf8")
		.replace(/^(approved|effective): .*$/gm, `$1: ${today}`)), "--note", "bench", "--apply", ...args]), "publish");
	must(run(["access", "import", file("access.csv", `email,system\n${each((i) => `${address(i)},production`)}`),
		"--source", "bench", "--apply", ...args]), "access");
}

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function ask(port, target, token) {
	const began = process.hrtime.bigint();
	return new Promise((done, failed) => {
		http.get({ host: "127.0.0.1", port, path: target, agent, headers: token ? { Authorization: `Bearer ${token}` } : {} }, (re) => {
			re.resume();
			re.on("end", () => re.statusCode === 200
				? done(Number(process.hrtime.bigint() - began) / 1e6)
				: failed(new Error(`${target}: ${re.statusCode}`)));
		}).on("error", failed);
	});
}

// n requests over all connections; request(i) asks the i-th.
async function load(n, request) {
	const times = [];
	const began = performance.now();
	let next = 0;
	await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
		while (next < n)
			times.push(await request(next++));
	}));
	return figures(times, performance.now() - began);
}

function figures(times, ms) {
	times.sort((a, b) => a - b);
	const at = (p) => times[Math.min(times.length - 1, Math.floor(times.length * p))].toFixed(2);
	return { rate: times.length / ms * 1000, text: `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms` };
}

const show = (name, got, base) => console.log(`${name.padEnd(46)} ${got.rate.toFixed(0).padStart(6)} /s  ${got.text}` +
	(base ? `  ${(got.rate / base.rate).toFixed(2)} of bare` : ""));

async function measure(people) {
	const state = temporary();
	organisation(state, people);
	const server = await serve({ state, args: ["--quiet"] });
	const made = [];
	const token = (i) => made[Math.floor(i / A_TOKEN)] ??= must(
		run(["gate", "token", "make", "production", "--label", `bench ${i}`, "--state", state]), "token").match(/assay_gate_\S+/)[0];
	let asked = 0;
	const gate = (person) => ask(server.port, `/api/v1/gate/production?person=${address(person)}`, token(asked++));
	try {
		for (let i = 0; i < 3 * ASKED + 2 * FACTS; i += A_TOKEN)
			token(i); // not while it is measured
		await gate(0); // the engine has read everybody
		console.log(`${people} people`);
		const bare = await load(ASKED, () => ask(server.port, "/api/v1/gate-key"));
		show("  a bare route", bare);
		show("  the same person again", await load(ASKED, () => gate(0)), bare);
		const different = Math.min(ASKED, people - 1);
		show("  different persons, the first answer (a fact)", await load(different, (i) => gate(1 + i)), bare);
		show("  different persons, the answer stands", await load(different, (i) => gate(1 + i)), bare);
		const times = [];
		for (let i = 0; i < FACTS; i++) {
			must(run(["person", "role", address(i), i % 2 ? "lead" : "auditor", "--state", state]), "role");
			times.push(await gate(i));
		}
		const sum = times.reduce((a, b) => a + b, 0);
		show("  one at a time, right after a fact about them", figures(times, sum));
	} finally {
		await server.stop();
		agent.destroy();
		fs.rmSync(state, { recursive: true });
	}
}

for (const people of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10000])
	await measure(people);
