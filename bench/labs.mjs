// From handing in a lab to its verdict, per lab: alone, and with 20 people at once; and what a page
// takes during that burst beside an idle server.  Handed in is each lab's own fix, over the API as a
// terminal does it.
//
//	node bench/labs.mjs [--times N] [--people N]
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { run, serve, temporary } from "../tests/serve/program.mjs";

const { values: option } = parseArgs({ options: { times: { type: "string", default: "20" },
	people: { type: "string", default: "20" } } });
const PEOPLE = Number(option.people);
const TIMES = Number(option.times);
const PAGE = "/modules/a05-injection";
const state = temporary();
const agent = new http.Agent({ keepAlive: true });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function must(args) {
	const got = run([...args, "--state", state]);
	if (got.status !== 0)
		throw new Error(`assay ${args[0]}: ${got.stderr}`);
	return got.stdout;
}

must(["setup", "--name", "Bench", "--url", "http://127.0.0.1:8420", "--admin-name", "Ada",
	"--admin-email", "admin@example.org", "--link"]);
fs.writeFileSync(path.join(state, "roster.csv"), "email,name\n" +
	Array.from({ length: PEOPLE }, (_, i) => `p${i}@example.org,Person ${i}\n`).join(""));
must(["roster", "import", path.join(state, "roster.csv")]);
const server = await serve({ state, args: ["--quiet", "--trust", "127.0.0.1"] });

function ask(method, target, { cookie, token, body, type } = {}) {
	return new Promise((done, failed) => {
		const rq = http.request({ host: "127.0.0.1", port: server.port, path: target, method, agent, headers: {
			...(cookie && { Cookie: cookie }), ...(token && { Authorization: `Bearer ${token}` }),
			...(body !== undefined && { "Content-Type": type, "Content-Length": Buffer.byteLength(body) }) } }, (re) => {
			const parts = [];
			re.on("data", (d) => parts.push(d));
			re.on("end", () => done({ status: re.statusCode, headers: re.headers, text: Buffer.concat(parts).toString() }));
		});
		rq.on("error", failed);
		rq.end(body);
	});
}
const form = (target, cookie, fields) => ask("POST", target,
	{ cookie, body: new URLSearchParams(fields).toString(), type: "application/x-www-form-urlencoded" });
const jar = (re) => (re.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
const csrf = (re) => /name="csrf" value="([^"]+)"/.exec(re.text)[1];

async function join(i) {
	const target = new URL(must(["person", "link", `p${i}@example.org`]).trim().split("\n").pop()).pathname;
	const page = await ask("GET", target);
	const cookie = jar(await form(target, jar(page), { csrf: csrf(page) }));
	const account = await ask("GET", "/account", { cookie });
	const made = await form("/account/tokens", cookie, { csrf: csrf(account), label: "bench" });
	return { cookie, token: /id="token">([^<]+)</.exec(made.text)[1] };
}

// A folder's files as `tar` packs them.
const pack = (folder) => execFileSync("tar", ["--format=ustar", "-C", folder, "-cf", "-",
	...fs.readdirSync(folder, { recursive: true }).filter((f) => fs.statSync(path.join(folder, f)).isFile())]);

async function submit(person, lab, tar, look) {
	const began = performance.now();
	const queued = await ask("POST", `/api/v1/labs/${lab}/runs?mode=submit`,
		{ token: person.token, body: tar, type: "application/x-tar" });
	if (queued.status !== 202)
		throw new Error(`${lab}: ${queued.status} ${queued.text}`);
	const { run: id } = JSON.parse(queued.text);
	for (;;) {
		const now = JSON.parse((await ask("GET", `/api/v1/lab-runs/${id}`, { token: person.token })).text);
		if (now.state === "judged" && now.passed)
			return performance.now() - began;
		if (now.state !== "queued" && now.state !== "judging")
			throw new Error(`${lab}: ${now.state} ${JSON.stringify(now).slice(0, 600)}`);
		await sleep(look);
	}
}

// Pages at a steady pace until told to stop.
function visit(person) {
	const took = [];
	let going = true;
	const visits = (async () => {
		while (going) {
			const began = performance.now();
			await ask("GET", PAGE, { cookie: person.cookie });
			took.push(performance.now() - began);
			await sleep(5);
		}
	})();
	return async () => { going = false; await visits; return took; };
}

const at = (list, q) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];
const show = (what, list) => console.log(`${what.padEnd(40)} ${String(list.length).padStart(5)}  ` +
	`p50 ${at(list, 0.5).toFixed(1)} ms  p95 ${at(list, 0.95).toFixed(1)} ms  p99 ${at(list, 0.99).toFixed(1)} ms`);

try {
	const people = [];
	for (let i = 0; i < PEOPLE; i++)
		people.push(await join(i));
	const labs = fs.readdirSync("content/labs").filter((id) => fs.existsSync(`content/labs/${id}/lab.yaml`));
	for (const lab of labs) {
		const tar = pack(`content/labs/${lab}/fixed`);
		const alone = [];
		await submit(people[0], lab, tar, 5); // files come into the cache
		for (let i = 0; i < TIMES; i++)
			alone.push(await submit(people[(i + 1) % PEOPLE], lab, tar, 5));
		show(`${lab}, alone`, alone);
	}
	const quiet = visit(people[0]);
	await sleep(5000);
	const idle = await quiet();
	show("a page, idle", idle);
	const busy = visit(people[0]);
	for (const lab of labs) {
		const tar = pack(`content/labs/${lab}/fixed`);
		show(`${lab}, ${PEOPLE} at once`, await Promise.all(people.map((p) => submit(p, lab, tar, 50))));
	}
	const during = await busy();
	show("a page, during the bursts", during);
	console.log(`a page's p99 during a burst is ${(at(during, 0.99) / at(idle, 0.99)).toFixed(2)} of idle (aim under 2)`);
} finally {
	await server.stop();
	fs.rmSync(state, { recursive: true, force: true });
}
process.exit();
