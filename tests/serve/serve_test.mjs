import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";
import { get, run, serve, temporary, until } from "./program.mjs";

test("a new server is healthy, counts what it answers and stops when told", async () => {
	const server = await serve();
	try {
		const health = await get(server.port, "/healthz");
		assert.equal(health.status, 200);
		assert.equal(JSON.parse(health.text).database, "ok");
		await get(server.port, "/nowhere?token=verysecret", { method: "DELETE" });
		const metrics = await get(server.port, "/metrics");
		assert.match(metrics.text, /assay_http_requests_total\{method="GET",route="\/healthz",status="200"\} 1\n/);
		assert.match(metrics.text, /assay_http_requests_total\{method="DELETE",route="none",status="405"\} 1\n/);
		assert.match(metrics.text, /\nassay_ledger_unnumbered 0\n/);
		for (const line of metrics.text.trim().split("\n"))
			assert.match(line, /^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[^}]*\})? [-+.e\d]+)$/);
	} finally {
		assert.equal(await server.stop(), 0);
	}
	assert.doesNotMatch(server.log, /verysecret/);
	const requests = server.events().filter((e) => e.event === "request");
	assert.equal(requests.length, 3);
	assert.ok(requests.every((e) => e.id && e.method && typeof e.ms === "number"));
	fs.rmSync(server.state, { recursive: true });
});

test("a second server says who is in its way", async () => {
	const server = await serve();
	try {
		const same = run(["serve", "--state", server.state, "--listen", "127.0.0.1:0"]);
		assert.equal(same.status, 3);
		assert.match(same.stderr, new RegExp(`^assay: .*in use by process ${server.child.pid}`));
		const other = temporary();
		const port = run(["serve", "--state", other, "--listen", `127.0.0.1:${server.port}`]);
		assert.equal(port.status, 3);
		assert.match(port.stderr, /^assay: could not listen on 127\.0\.0\.1:\d+: another program listens there\n/m);
		fs.rmSync(other, { recursive: true });
	} finally {
		assert.equal(await server.stop("SIGINT"), 0);
	}
});

test("what cannot be served is refused in words", () => {
	const state = temporary();
	const cases = [
		[["--listen", "nonsense"], {}, 3, /'nonsense' is no address to listen on/],
		[["--listn", "x"], {}, 2, /does not know '--listn'; it takes --listen/],
		[["extra"], {}, 2, /has no use for 'extra'/],
		[["--database", "mysql://x"], {}, 3, /sqlite:/],
		[[], { ASSAY_MAIL: "mail.example" }, 3, /ASSAY_MAIL: the mail relay is not smtp:/],
	];
	for (const [args, env, status, why] of cases) {
		const got = run(["serve", "--state", state, ...args], { env: { ...process.env, ...env } });
		assert.equal(got.status, status, got.stderr);
		assert.match(got.stderr, why);
	}
	fs.rmSync(state, { recursive: true });
});

test("kill -9 leaves a database that opens again", async () => {
	const first = await serve();
	await get(first.port, "/healthz");
	first.child.kill("SIGKILL");
	await until(() => first.child.signalCode !== null);
	const second = await serve({ state: first.state });
	try {
		assert.equal((await get(second.port, "/healthz")).status, 200);
	} finally {
		assert.equal(await second.stop(), 0);
	}
});
