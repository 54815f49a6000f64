// Pages and durable quiz answers from `assay serve` on SQLite, beside the same bytes from
// libmicrohttpd alone; and what the server weighs with 10,000 people after 1,000 sign-ins.
//
//	node bench/http.mjs [SECONDS]		32 connections by wrk; needs build/bench_http
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { get, run, serve, temporary, until } from "../tests/serve/program.mjs";

const SECONDS = process.argv[2] ?? "5";
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 10000);
const SIGNINS = Number(process.env.BENCH_SIGNINS ?? 1000);
const LEARNERS = 200;
const MODULE = "/modules/a05-injection";
const state = temporary();

const must = (got, what) => {
	if (got.status !== 0)
		throw new Error(`${what}: ${got.stderr}`);
	return got.stdout;
};

must(run(["setup", "--state", state, "--name", "Bench", "--url", "http://127.0.0.1:8420",
	"--admin-name", "Ada", "--admin-email", "admin@example.org", "--link"]), "setup");
const roster = path.join(state, "roster.csv");
fs.writeFileSync(roster, "email,name\n" +
	Array.from({ length: PEOPLE }, (_, i) => `p${i}@example.org,Person ${i}\n`).join(""));
console.log(must(run(["roster", "import", roster, "--state", state]), "roster").trim().split("\n").pop());

const server = await serve({ state, args: ["--quiet", "--trust", "127.0.0.1"] });
const rss = () => Number(/^VmRSS:\s+(\d+)/m.exec(
	fs.readFileSync(`/proc/${server.child.pid}/status`, "utf8"))[1]) / 1024;
const peers = [];

const cookies = (re) => (re.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]).join("; ");
const csrf = (re) => /name="csrf" value="([^"]+)"/.exec(re.text)?.[1];

const post = (target, cookie, fields, from = "127.0.0.1") => get(server.port, target, { method: "POST",
	headers: { "X-Forwarded-For": from, "Content-Type": "application/x-www-form-urlencoded", Cookie: cookie },
	body: new URLSearchParams(fields).toString() });

async function signIn(i) {
	const link = must(run(["person", "link", `p${i}@example.org`, "--state", state]), "link").trim();
	const target = new URL(link.split("\n").pop()).pathname;
	const page = await get(server.port, target, { headers: { "X-Forwarded-For": `10.0.${i >> 8}.${i & 255}` } });
	const done = await post(target, cookies(page), { csrf: csrf(page) }, `10.0.${i >> 8}.${i & 255}`);
	if (done.status !== 303)
		throw new Error(`sign-in: ${done.status} ${done.text}`);
	return cookies(done);
}

async function startAttempt(cookie) {
	const quiz = await get(server.port, `${MODULE}/quiz`, { headers: { Cookie: cookie } });
	const token = csrf(quiz);
	const action = /action="(\/modules\/[^"]+)"/.exec(quiz.text)[1];
	const started = await post(action, cookie, { csrf: token });
	// the first question that any option answers
	let page;
	for (let no = 1; no <= 12 && !/name="option"/.test(page?.text ?? ""); no++)
		page = await get(server.port, `${started.headers.location}?q=${no}`, { headers: { Cookie: cookie } });
	if (page.status !== 200 || !/name="option"/.test(page.text))
		throw new Error(`attempt: ${started.status} ${page.status} ${page.text}`);
	const answer = /action="([^"]+answers\/\d+)"/.exec(page.text)[1];
	return [answer, cookie, token];
}

// Microseconds of processor a process has used.
function cpu(pid) {
	const f = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
	return (Number(f[11]) + Number(f[12])) * 10000;
}

function wrk({ port, pid }, args) {
	const before = cpu(pid);
	const text = execFileSync("wrk", ["-t1", "-c32", `-d${SECONDS}`, "--latency", ...args.slice(1),
		`http://127.0.0.1:${port}${args[0]}`], { encoding: "utf8" });
	const unit = { us: 0.001, ms: 1, s: 1000 };
	const [, n, u] = /99%\s+([\d.]+)(us|ms|s)/.exec(text);
	const count = Number(/(\d+) requests in/.exec(text)[1]);
	return { cpu: (cpu(pid) - before) / count, rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1]), p99: Number(n) * unit[u],
		failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0), text };
}

async function peer(kind, file, port) {
	const child = spawn("build/bench_http", [kind, file, String(port)], { stdio: "ignore" });
	peers.push(child);
	await until(() => get(port, "/page").then(() => true, () => false));
	return { port, pid: child.pid };
}

const show = (name, got, base) => console.log(
	`${name.padEnd(44)} ${got.rate.toFixed(0).padStart(8)} req/s  p99 ${got.p99.toFixed(2)} ms  ${got.cpu.toFixed(1)} µs CPU` +
	(base ? `  ${(got.rate / base.rate).toFixed(2)} of bare (aim 0.5)` : "") +
	(got.failed ? `  ${got.failed} FAILED` : ""));

function answersScript(rows) {
	const file = path.join(state, "answers.lua");
	fs.writeFileSync(file, `local rows = {\n${rows.map(([p, c, t]) =>
		`{${JSON.stringify(p)}, ${JSON.stringify(c)}, ${JSON.stringify(t)}},`).join("\n")}\n}\nlocal n = 0
request = function()
	n = n + 1
	local row = rows[n % #rows + 1]
	return wrk.format("POST", row[1], {["Cookie"] = row[2],
		["Content-Type"] = "application/x-www-form-urlencoded"},
		"csrf=" .. row[3] .. "&revision=" .. (100 + n) .. "&option=" .. n % 3)
end\n`);
	return file;
}

try {
	console.log(`${PEOPLE} people; RSS after the start ${rss().toFixed(1)} MB`);
	const sessions = [];
	for (let i = 0; i < SIGNINS; i++)
		sessions.push(await signIn(i));
	console.log(`RSS after ${SIGNINS} sign-ins ${rss().toFixed(1)} MB (limit 64)`);

	const page = await get(server.port, MODULE, { headers: { Cookie: sessions[0] } });
	const file = path.join(state, "page.html");
	fs.writeFileSync(file, page.text);
	console.log(`module page: ${page.status}, ${page.text.length} bytes`);
	const bare = wrk(await peer("bare", file, 18911), ["/page"]);
	const layer = wrk(await peer("layer", file, 18912), ["/page"]);
	const pages = wrk({ port: server.port, pid: server.child.pid }, [MODULE, "-H", `Cookie: ${sessions[0]}`]);
	show("bare libmicrohttpd, the same bytes", bare);
	show("the http folder, the same bytes", layer, bare);
	show("assay serve, signed-in module page", pages, bare);

	const rows = [];
	for (const cookie of sessions.slice(0, Math.min(LEARNERS, sessions.length)))
		rows.push(await startAttempt(cookie));
	const answers = wrk({ port: server.port, pid: server.child.pid }, [rows[0][0], "-s", answersScript(rows)]);
	show("assay serve, durable quiz answers (aim 5,000)", answers);
	console.log(`RSS at the end ${rss().toFixed(1)} MB`);
} finally {
	for (const child of peers)
		child.kill();
	await server.stop();
	fs.rmSync(state, { recursive: true });
}
