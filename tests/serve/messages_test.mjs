// Messages that leave the program: by a real mail server, by a chat channel's address, and as a
// calendar that a reader of calendars reads.
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import test from "node:test";
import { get, run, serve, temporary, until } from "./program.mjs";
import { ADDRESS, certificate, smtpd } from "./relay.mjs";

const sql = (state, text) =>
	execFileSync("sqlite3", ["-cmd", ".timeout 5000", path.join(state, "assay.db"), text], { encoding: "utf8" }).trim();

// A state folder with an organisation that sends mail, no server running.
async function organisation() {
	const state = temporary();
	const made = run(["setup", "--state", state, "--name", "Org", "--url", "http://127.0.0.1:8420",
		"--admin-name", "Ada", "--admin-email", "ada@example.org", "--mail-from", "assay@example.org", "--password-stdin"],
	{ input: "correct horse battery\n" });
	assert.equal(made.status, 0, made.stderr);
	return state;
}

const mail = (state, id, to, body, keep) => sql(state,
	`INSERT INTO mail_outbox (id, recipient, subject, body, created, not_before, tries, state, keep)
	 VALUES (x'${id.repeat(16)}', '${to}', '${SUBJECT}', '${body}', ${Date.now()}000, 0, 0, 'waiting', ${keep})`);

// What the test asks for: by the hour the server has a reminder of its own for ada.
const SUBJECT = "For the test";
const asked = (relay) => relay.mails.filter((m) => m.text.includes(`Subject: ${SUBJECT}`));
const listed = (state) => JSON.parse(run(["message", "list", "--json", "--state", state]).stdout)
	.filter((m) => m.subject === SUBJECT || m.channel !== "mail");

test("a mail server with STARTTLS and a login takes mails; later is tried again, no is a dead letter", async () => {
	const state = await organisation();
	const files = certificate(state);
	const relay = await smtpd(files);
	mail(state, "01", "ada@example.org", "Hello", 1);
	mail(state, "02", "later@example.org", "Hello", 1);
	mail(state, "03", "nobody@example.org", "Hello", 1);
	mail(state, "04", "nobody@example.org", "a link to sign in by", "NULL");
	const server = await serve({ state, env: {
		ASSAY_MAIL: `smtp://assay:s3cret:word@${ADDRESS}:${relay.port}`,
		ASSAY_MAIL_CA: files.cert } });
	try {
		assert.ok(await until(() => sql(state, "SELECT COUNT(*) FROM mail_outbox WHERE state = 'waiting' AND said IS NULL") === "0"),
			server.log);
		assert.deepEqual(asked(relay).map((m) => [m.to[0], m.tls, m.user]), [["ada@example.org", true, "assay"]]);
		const trouble = listed(state);
		assert.deepEqual(trouble.map((m) => [m.recipient, m.state, m.again]).sort(), [
			["later@example.org", "waiting", true], ["nobody@example.org", "failed", false],
			["nobody@example.org", "failed", true]]);
		assert.match(trouble.find((m) => m.state === "waiting").said, /451/);
		assert.match(trouble.find((m) => m.state === "failed").said, /550/);
		assert.equal(sql(state, "SELECT COUNT(*) FROM mail_outbox WHERE body LIKE '%sign in%'"), "0");

		const again = run(["message", "retry", "all", "--state", state]);
		assert.equal(again.stdout, "2 sent again\n", again.stderr);
		assert.ok(await until(() => asked(relay).length === 2));
		assert.equal(asked(relay)[1].to[0], "later@example.org");
		assert.ok(await until(() => listed(state).length === 2));
		assert.equal(run(["message", "retry", "0192d3b4-0000-7000-8000-000000000000", "--state", state]).status, 3);
		assert.equal(run(["message", "retry", "everything", "--state", state]).status, 2);
	} finally {
		await server.stop();
		relay.close();
	}
});

test("to a mail server that cannot show who it is nothing is told", async () => {
	const state = await organisation();
	const relay = await smtpd(certificate(state, "127.0.0.9")); // a certificate for somebody else
	mail(state, "01", "ada@example.org", "Hello", 1);
	const server = await serve({ state, env: {
		ASSAY_MAIL: `smtp://assay:s3cret@${ADDRESS}:${relay.port}`,
		ASSAY_MAIL_CA: path.join(state, "127.0.0.9-cert.pem") } });
	try {
		assert.ok(await until(() => listed(state).length === 1));
		assert.match(listed(state)[0].said, /SSL|certificate/i);
		assert.equal(listed(state)[0].state, "waiting"); // somebody may put it right
		assert.deepEqual(relay.mails, []);
		assert.doesNotMatch(server.log, /s3cret/);
	} finally {
		await server.stop();
		relay.close();
	}
	const wrong = await serve({ state: temporary(), env: { ASSAY_MAIL: "smtp://x.example", ASSAY_MAIL_CA: "/nowhere.pem" } });
	assert.equal(wrong.status, 3);
	assert.match(wrong.log, /ASSAY_MAIL_CA: there is no file '\/nowhere.pem'/);
});

// What a chat program stands for: keeps what it is told, answers as a case says.
async function channel(answers) {
	const told = [];
	const server = http.createServer((rq, re) => {
		let body = "";
		rq.on("data", (d) => { body += d; });
		rq.on("end", () => {
			told.push({ url: rq.url, headers: rq.headers, body });
			const [status, headers] = answers.shift() ?? [200, {}];
			re.writeHead(status, headers).end("ok");
		});
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { told, url: `http://127.0.0.1:${server.address().port}/hooks/hidden-part`, close: () => server.close() };
}

test("words for the channel are signed, tried again, and never follow to another place", async () => {
	const state = await organisation();
	const secret = "0123456789abcdef0123";
	const words = (id, text) => sql(state, `INSERT INTO chat_outbox (id, body, created, not_before, tries, state)
		VALUES (x'${id.repeat(16)}', '${text}', ${Date.now()}000, ${id}, 0, 'waiting')`);
	words("01", "3 people of payments");
	words("02", "moved");
	words("03", "later");
	const chat = await channel([[200, {}], [302, { Location: "/elsewhere" }], [503, {}]]);
	const server = await serve({ state, env: { ASSAY_CHAT_WEBHOOK: chat.url, ASSAY_CHAT_SECRET: secret } });
	try {
		assert.ok(await until(() => chat.told.length === 3), server.log);
		assert.equal(chat.told[0].body, "{\"text\":\"3 people of payments\"}");
		for (const { url, headers, body } of chat.told) {
			assert.equal(url, "/hooks/hidden-part");
			const text = `${headers["x-assay-timestamp"]}.${body}`;
			assert.equal(headers["x-assay-signature"], `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`);
			assert.ok(Math.abs(Number(headers["x-assay-timestamp"]) - Date.now() / 1000) < 300);
		}
		assert.ok(await until(() => listed(state).length === 2));
		assert.deepEqual(listed(state).map((m) => [m.channel, m.state, m.said]).sort(), [
			["chat", "failed", "the other side answered 302"], ["chat", "waiting", "the other side answered 503"]]);
		assert.doesNotMatch(server.log, /hidden-part/);
		assert.equal(run(["message", "retry", "all", "--state", state]).stdout, "2 sent again\n");
		assert.ok(await until(() => chat.told.length === 5 && listed(state).length === 0));
	} finally {
		await server.stop();
		chat.close();
	}
	const wrong = await serve({ state: temporary(), env: { ASSAY_CHAT_WEBHOOK: "http://chat.example/hidden-part" } });
	assert.equal(wrong.status, 3);
	assert.match(wrong.log, /ASSAY_CHAT_WEBHOOK: the address is not https/);
	assert.doesNotMatch(wrong.log, /hidden-part/);
});

// What the reader of calendars made of it, or what it did not like.
const READ = `
import sys, json, icalendar
text = sys.stdin.buffer.read()
calendar = icalendar.Calendar.from_ical(text)
events = [e for e in calendar.walk("VEVENT")]
assert not [x for e in calendar.walk() for x in e.errors], "errors"
print(json.dumps([{"uid": str(e["UID"]), "summary": str(e["SUMMARY"]), "start": str(e.decoded("DTSTART")),
	"end": str(e.decoded("DTEND")), "url": str(e["URL"]), "why": str(e["DESCRIPTION"])} for e in events]))
`;

test("a calendar is what a reader of calendars reads, for who has its address", async () => {
	const state = await organisation();
	const token = "A".repeat(43);
	const hash = createHash("sha256").update(token).digest("hex");
	sql(state, `INSERT INTO calendar_token (person, hash, made) SELECT id, x'${hash}', 1 FROM person`);
	const server = await serve({ state });
	try {
		let reply;
		assert.ok(await until(async () => {
			reply = await get(server.port, `/calendar/${token}.ics`);
			return /BEGIN:VEVENT/.test(reply.text);
		}), reply.text);
		assert.equal(reply.status, 200);
		assert.equal(reply.headers["content-type"], "text/calendar; charset=utf-8");
		const events = JSON.parse(execFileSync("/usr/bin/python3", ["-c", READ], { input: reply.text, encoding: "utf8" }));
		const due = JSON.parse(run(["due", "--all", "--json", "--state", state]).stdout);
		assert.deepEqual(events.map((e) => `${e.url.split("/").pop()} ${e.start}`).sort(),
			due.map((d) => `${d.id} ${d.due.slice(0, 10)}`).sort());
		assert.ok(events.length > 0);
		assert.equal(new Set(events.map((e) => e.uid)).size, events.length);
		for (const e of events) {
			assert.match(e.start, /^\d{4}-\d\d-\d\d$/); // a whole day
			assert.equal(Date.parse(e.end) - Date.parse(e.start), 86400000);
			assert.match(e.summary, /^Due: ./);
			assert.match(e.url, /^http:\/\/127\.0\.0\.1:8420\/modules\//);
			assert.match(e.why, /^because you joined on /);
		}
		const same = await get(server.port, `/calendar/${token}.ics`, { headers: { "If-None-Match": reply.headers.etag } });
		assert.deepEqual([same.status, same.text], [304, ""]);
		for (const bad of [`${token}`, `${"B".repeat(43)}.ics`, `${token.slice(1)}.ics`, ".ics", `${token}.ics.ics`])
			assert.equal((await get(server.port, `/calendar/${bad}`)).status, 404, bad);
		assert.doesNotMatch(server.log, /AAAAAAAA/);
	} finally {
		await server.stop();
	}
});
