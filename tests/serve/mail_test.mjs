import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { get, serve, until } from "./program.mjs";
import { body, sink } from "./sink.mjs";

const sql = (state, text) =>
	execFileSync("sqlite3", ["-cmd", ".timeout 5000", path.join(state, "assay.db"), text], { encoding: "utf8" });

const queue = (state, id, to, subject, text) => sql(state,
	`INSERT INTO mail_outbox (id, recipient, subject, body, created, not_before, tries, state)
	 VALUES (x'${id.repeat(16)}', '${to}', '${subject}', '${text}', 1, 0, 0, 'waiting')`);

test("waiting mails go out once, and what cannot be delivered is kept with its reason", async () => {
	const relay = await sink((rcpt) => /nobody/.test(rcpt) ? "550 no such person" : "250 ok");
	const first = await serve();
	await first.stop();
	sql(first.state, `INSERT INTO organisation (id, name, public_url, mail_from, created)
		VALUES (1, 'Org', 'http://127.0.0.1:8420', 'assay@example.org', 1)`);
	queue(first.state, "01", "ada@example.org", "Zoë", "one-time link\n");
	queue(first.state, "02", "nobody@example.org", "s", "secret link");
	queue(first.state, "03", "bob@example.org\r\nBcc: eve@example.org", "s", "b");
	const server = await serve({ state: first.state, env: { ASSAY_MAIL: relay.url } });
	try {
		const left = async () => Number((/assay_mail_waiting (\d+)/.exec((await get(server.port, "/metrics")).text))[1]);
		assert.ok(await until(async () => await left() === 0));
		assert.deepEqual(relay.mails.map((m) => m.to), [["ada@example.org"]]);
		assert.equal(body(relay.mails[0]), "one-time link\n");
		assert.match((await get(server.port, "/metrics")).text, /assay_mail_failed 2\n/);
	} finally {
		await server.stop();
		relay.close();
	}
	assert.equal(sql(first.state, "SELECT COUNT(*) FROM mail_outbox WHERE body <> ''").trim(), "0");
	assert.equal(sql(first.state, "SELECT state FROM mail_outbox ORDER BY id").trim(), "sent\nfailed\nfailed");
	assert.doesNotMatch(server.log, /secret link/);
});
