// A deadline day: LEARNERS people, signed in beforehand, start a quiz of 16 questions within one
// second and answer with think time; the server is held to one core, this generator to the other.
// Every acknowledged answer is looked up afterwards.  With --kill the server is killed half-way
// (SIGKILL) and started again on the same files.
//
//	node bench/learners.mjs [--learners N] [--think SECONDS] [--kill]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { run, serve, temporary } from "../tests/serve/program.mjs";

const { values: option } = parseArgs({ options: { learners: { type: "string", default: "3000" },
	think: { type: "string", default: "4" }, kill: { type: "boolean", default: false } } });
const LEARNERS = Number(option.learners);
const THINK = Number(option.think) * 1000;
const QUESTIONS = 16;
const MODULE = "a05-injection";
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const state = temporary();
const data = temporary();

// xorshift: the same people think the same thoughts in every run
let seed = 20261126;
const random = () => {
	seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
	return (seed >>> 0) / 4294967296;
};

function must(args) {
	const got = run([...args, "--state", state], { env: { ...process.env, ASSAY_DATA: data } });
	if (got.status !== 0)
		throw new Error(`assay ${args[0]}: ${got.stderr}`);
	return got.stdout;
}

// The shipped module, asked 16 at a time.
function content() {
	fs.mkdirSync(path.join(data, "www"));
	fs.cpSync("content", path.join(data, "content"), { recursive: true });
	fs.symlinkSync(path.resolve("www/static"), path.join(data, "www/static"));
	fs.symlinkSync(path.resolve("rules"), path.join(data, "rules"));
	const quiz = path.join(data, `content/modules/${MODULE}/quiz.yaml`);
	fs.writeFileSync(quiz, fs.readFileSync(quiz, "utf8").replace(/^draw: \d+$/m, `draw: ${QUESTIONS}`));
}

const freePort = () => new Promise((done) => {
	const s = net.createServer().listen(0, "127.0.0.1", () => {
		const { port } = s.address();
		s.close(() => done(port));
	});
});

let server, port, down = false;
async function start() {
	server = await serve({ state, env: { ASSAY_DATA: data },
		args: ["--quiet", "--trust", "127.0.0.1", "--connections", String(LEARNERS + 200), "--listen", `127.0.0.1:${port}`] });
	if (!server.port)
		throw new Error(server.log);
	spawnSync("taskset", ["-a", "-p", "-c", "0", String(server.child.pid)]);
}

const took = {};
const note = (what, ms) => (took[what] ??= []).push(ms);
let lostTries = 0;

function once(l, method, target, fields) {
	const body = fields && new URLSearchParams(fields).toString();
	return new Promise((done, failed) => {
		const rq = http.request({ host: "127.0.0.1", port, path: target, method, agent: l.agent,
			headers: { Cookie: l.cookie ?? "", "X-Forwarded-For": l.address,
				...(body && { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) }) } }, (re) => {
			let text = "";
			re.on("data", (d) => { text += d; });
			re.on("end", () => done({ status: re.statusCode, headers: re.headers, text }));
			re.on("error", failed);
		});
		// a kept connection that the server had closed meanwhile: as browsers do
		rq.on("error", (e) => rq.reusedSocket && e.code === "ECONNRESET"
			? once(l, method, target, fields).then(done, failed) : failed(e));
		rq.end(body);
	});
}

// As a browser whose user presses the button again.
async function ask(l, what, method, target, fields) {
	const began = performance.now();
	let clean = !down;
	for (;;) {
		try {
			const re = await once(l, method, target, fields);
			if (re.status >= 500)
				throw new Error(`${method} ${target}: ${re.status} ${re.text.slice(0, 200)}`);
			note(clean ? what : `${what}, across the kill`, performance.now() - began);
			return re;
		} catch (e) {
			if (!option.kill)
				throw e;
			clean = false;
			lostTries++;
			await sleep(100 + 200 * random());
		}
	}
}

const decode = (s) => s.replaceAll("&amp;", "&").replaceAll("&quot;", "\"");
const attr = (tag, name) => { const m = new RegExp(`\\b${name}="([^"]*)"`).exec(tag); return m && decode(m[1]); };

// The answer form of a question of any kind, and what is chosen in it now.
function readForm(text) {
	const form = /<form[^>]*id="answer"[^>]*>([\s\S]*?)<\/form>/.exec(text);
	if (!form)
		return null;
	const out = { action: attr(form[0].slice(0, form[0].indexOf(">") + 1), "action"), hidden: {}, choices: [], selects: [], chosen: [] };
	for (const [tag] of form[1].matchAll(/<input[^>]*>/g)) {
		const [type, name, value] = ["type", "name", "value"].map((a) => attr(tag, a));
		if (type === "hidden")
			out.hidden[name] = value;
		else if (type === "radio" || type === "checkbox") {
			out.choices.push([name, value]);
			if (/\schecked/.test(tag))
				out.chosen.push(`${name}=${value}`);
		}
	}
	for (const [, tag, inner] of form[1].matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
		const options = [...inner.matchAll(/<option[^>]*>/g)].map(([o]) => [attr(o, "value"), /\sselected/.test(o)]);
		out.selects.push([attr(tag, "name"), options.map(([v]) => v).filter((v) => v !== "" && v !== null)]);
		const now = options.find(([v, selected]) => selected && v !== "");
		if (now)
			out.chosen.push(`${attr(tag, "name")}=${now[0]}`);
	}
	return out;
}

function choose(form) {
	if (form.selects.length > 0) {
		const turn = Math.floor(random() * form.selects.length);
		return form.selects.map(([name, values], i) => [name, values[(i + turn) % values.length]]);
	}
	return [form.choices[Math.floor(random() * form.choices.length)]];
}

async function signIn(l, i) {
	l.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
	l.address = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
	l.kept = new Map();
	const link = must(["person", "link", `p${i}@example.org`]).trim().split("\n").pop();
	const target = new URL(link).pathname;
	const jar = (re) => (re.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
	const page = await once(l, "GET", target);
	l.cookie = jar(page);
	const done = await once(l, "POST", target, { csrf: /name="csrf" value="([^"]+)"/.exec(page.text)[1] });
	if (done.status !== 303)
		throw new Error(`sign-in: ${done.status} ${done.text}`);
	l.cookie = jar(done);
}

async function take(l) {
	await sleep(1000 * random());
	const quiz = await ask(l, "quiz page", "GET", `/modules/${MODULE}/quiz`);
	l.csrf = /name="csrf" value="([^"]+)"/.exec(quiz.text)[1];
	const started = await ask(l, "start", "POST", `/modules/${MODULE}/quiz`, { csrf: l.csrf });
	l.attempt = started.headers.location;
	for (let no = 1; no <= QUESTIONS; no++) {
		const page = await ask(l, "question", "GET", `${l.attempt}?q=${no}`);
		const form = readForm(page.text);
		const fields = choose(form);
		await sleep(THINK * (0.5 + random()));
		const re = await ask(l, "answer", "POST", form.action, [...Object.entries(form.hidden), ...fields]);
		if (re.status !== 303)
			throw new Error(`answer: ${re.status} ${re.text.slice(0, 300)}`);
		l.kept.set(no, fields.map(([n, v]) => `${n}=${v}`).sort().join(" "));
	}
}

// Answers acknowledged and not there, or another one there.
async function lost(l) {
	let n = 0;
	for (const [no, fields] of l.kept) {
		const page = await once(l, "GET", `${l.attempt}?q=${no}`);
		if (readForm(page.text).chosen.sort().join(" ") !== fields)
			n++;
	}
	return n;
}

async function some(list, width, fn) {
	const out = [];
	let next = 0;
	await Promise.all(Array.from({ length: width }, async () => {
		for (let i; (i = next++) < list.length;)
			out[i] = await fn(list[i], i);
	}));
	return out;
}

function report() {
	for (const [what, list] of Object.entries(took)) {
		list.sort((a, b) => a - b);
		const at = (q) => list[Math.min(list.length - 1, Math.floor(list.length * q))].toFixed(1);
		console.log(`${what.padEnd(28)} ${String(list.length).padStart(7)}  p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms`);
	}
}

content();
port = await freePort();
must(["setup", "--name", "Bench", "--url", "http://127.0.0.1:8420", "--admin-name", "Ada",
	"--admin-email", "admin@example.org", "--link"]);
fs.writeFileSync(path.join(state, "roster.csv"), "email,name\n" +
	Array.from({ length: LEARNERS }, (_, i) => `p${i}@example.org,Person ${i}\n`).join(""));
must(["roster", "import", path.join(state, "roster.csv")]);
await start();
const learners = Array.from({ length: LEARNERS }, () => ({}));
try {
	await some(learners, 4, signIn);
	console.log(`${LEARNERS} signed in; ${QUESTIONS} questions each, ${THINK / 1000} s of thought at a mean`);
	const began = performance.now();
	const all = Promise.all(learners.map(take));
	if (option.kill) {
		await sleep(1000 + THINK * QUESTIONS / 2);
		down = true;
		await server.stop("SIGKILL");
		const dead = performance.now();
		await start();
		console.log(`killed and listening again after ${(performance.now() - dead).toFixed(0)} ms`);
		setTimeout(() => { down = false; }, 3000);
	}
	await all;
	const seconds = (performance.now() - began) / 1000;
	const wrong = (await some(learners, 16, lost)).reduce((a, b) => a + b, 0);
	const pages = learners.length * QUESTIONS;
	await some(learners, 32, (l) => ask(l, "hand in", "POST", `${l.attempt}/submit`, { csrf: l.csrf }));
	report();
	console.log(`${pages} answers in ${seconds.toFixed(1)} s, ${wrong} lost, ${lostTries} tries failed while it was down`);
	process.exitCode = wrong > 0 ? 1 : 0;
} finally {
	await server.stop();
	for (const dir of [state, data])
		fs.rmSync(dir, { recursive: true, force: true });
}
process.exit();
