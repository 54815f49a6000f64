// kill -9 while reminders are written and sent, and a full disk: nobody goes without, the log has one
// fact a message, and twice comes only what was in flight, under the same Message-ID.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { run, serve, temporary, until } from "./program.mjs";
import { ADDRESS, certificate, smtpd } from "./relay.mjs";

const PEOPLE = 60;
const PG = process.env.ASSAY_TEST_PG;

const ok = (got, what) => {
	assert.equal(got.status, 0, `${what}: ${got.stderr}${got.stdout}`);
	return got.stdout.trim();
};

const engine = (exec, hex) => ({ exec, hex,
	rows: (sql) => exec(sql).split("\n").filter(Boolean),
	number: (sql) => Number(exec(sql)) });

// A policy that is never quiet: the test runs at night and on Sundays, too.
function publish(args, state) {
	const today = new Date().toISOString().slice(0, 10);
	const file = path.join(state, "policy.yaml");
	fs.writeFileSync(file, fs.readFileSync("content/policies/template.yaml", "utf8")
		.replace(/^(approved|effective): .*$/gm, `$1: ${today}`)
		.replace(/quiet: {.*}/, "quiet: {from: \"00:00\", to: \"00:00\"}")
		.replace("weekdays_only: true", "weekdays_only: false"));
	ok(run(["policy", "publish", file, "--note", "never quiet", "--apply", ...args]), "publish");
}

// An organisation of PEOPLE and its administrator, who all have something to hear.
function organisation(args, state) {
	ok(run(["setup", ...args, "--name", "Org", "--url", "http://127.0.0.1:8420", "--admin-name", "Ada",
		"--admin-email", "ada@example.org", "--mail-from", "assay@example.org", "--link"]), "setup");
	const roster = path.join(state, "roster.csv");
	fs.writeFileSync(roster, "email,name\n" +
		Array.from({ length: PEOPLE }, (_, i) => `p${i}@example.org,P ${i}\n`).join(""));
	ok(run(["roster", "import", roster, ...args]), "roster");
	publish(args, state);
}

// The right, the mail and the fact of a reminder are there together or not at all: looked at in one statement.
function consistent(db) {
	const [counts] = db.rows(`SELECT (SELECT COUNT(*) FROM reminder_sent), (SELECT COUNT(*) FROM mail_outbox),
		(SELECT COUNT(*) FROM ledger_fact WHERE type = 'reminder.sent')`);
	const [rights, mails, facts] = counts.split("|").map(Number);
	assert.deepEqual([mails, facts], [rights, rights], "mails and facts a right");
	return rights;
}

// What the killed server had taken and not noted as sent; its leases end here, as they do by themselves.
function inFlight(db) {
	const now = `${Date.now()}000`;
	const ids = db.rows(`SELECT ${db.hex("id")} FROM mail_outbox WHERE state = 'waiting' AND not_before > ${now}`);
	db.exec(`UPDATE mail_outbox SET not_before = 0 WHERE state = 'waiting'`);
	db.exec("UPDATE job SET leased_until = 0, due = 0 WHERE name = 'remind'");
	return ids;
}

const idOf = (mail) => /^Message-ID: <([^@]+)@/im.exec(mail.text)[1].replaceAll("-", "");

// When to kill: some ms after it listens, while reminders are written; then when so many mails are out.
const KILLS = [{ ms: 0 }, { ms: 5 }, { ms: 10 }, { ms: 25 }, { ms: 50 },
	{ mails: 3 }, { mails: 12 }, { mails: 13 }, { mails: 30 }];

async function killed(options, db, relay) {
	const flying = new Set();
	for (const at of KILLS) {
		const server = await serve(options);
		if (at.mails === undefined)
			await new Promise((done) => setTimeout(done, at.ms));
		else
			await until(() => relay.mails.length >= at.mails);
		await server.stop("SIGKILL");
		assert.ok(relay.mails.length >= (at.mails ?? 0), `${relay.mails.length} mails: ${server.log}`);
		consistent(db);
		const ids = inFlight(db);
		assert.ok(ids.length <= 1, `${ids.length} mails in flight`);
		ids.forEach((id) => flying.add(id));
	}
	return flying;
}

// No file may grow past the database's size, its log of changes included: what a full disk comes to.
async function full(options, db, relay, state) {
	const kB = Math.ceil(fs.statSync(path.join(state, "assay.db")).size / 1024);
	const server = await serve({ ...options,
		under: ["bash", "-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", String(kB)] });
	try {
		assert.ok(await until(() => /remind: could not run .*disk/.test(server.log)), server.log);
		assert.equal(server.status, undefined, "it goes on");
	} finally {
		await server.stop();
	}
	const count = consistent(db);
	assert.ok(count > 0 && count < PEOPLE, `${count} were recorded before the disk was full`);
	return new Set(inFlight(db));
}

function everybodyOnce(relay, flying) {
	const byPerson = new Map();
	for (const mail of relay.mails)
		byPerson.set(mail.to[0], [...byPerson.get(mail.to[0]) ?? [], idOf(mail)]);
	const people = ["ada@example.org", ...Array.from({ length: PEOPLE }, (_, i) => `p${i}@example.org`)];
	assert.deepEqual([...byPerson.keys()].sort(), people.sort());
	for (const [person, ids] of byPerson) {
		assert.equal(new Set(ids).size, 1, `${person}: another message, not the same again`);
		assert.ok(ids.length === 1 || flying.has(ids[0]), `${person}: ${ids.length} times, and none was in flight`);
	}
}

// trouble: what happens to the server before the last start.
async function reminders(args, state, db, trouble) {
	organisation(args, state);
	const files = certificate(state);
	const relay = await smtpd(files);
	const options = { state, args: ["--quiet", ...args.filter((a) => a !== "--state" && a !== state)], env: {
		ASSAY_MAIL: `smtp://assay:s3cret:word@${ADDRESS}:${relay.port}`, ASSAY_MAIL_CA: files.cert } };
	try {
		const flying = await trouble(options, db, relay, state);
		const last = await serve(options);
		const left = () => db.number("SELECT COUNT(*) FROM mail_outbox WHERE state = 'waiting'");
		try {
			await until(() => consistent(db) === PEOPLE + 1 && left() === 0, 15000);
		} finally {
			assert.equal(await last.stop(), 0);
		}
		assert.deepEqual([consistent(db), left()], [PEOPLE + 1, 0], last.log);
		everybodyOnce(relay, flying);
		assert.equal(db.number("SELECT COUNT(DISTINCT subject) FROM ledger_fact WHERE type = 'reminder.sent'"), PEOPLE + 1);
		ok(run(["rebuild", "--check", ...args]), "rebuild --check");
	} finally {
		relay.close();
	}
}

const sqlite = (file) => engine((sql) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", file, sql], { encoding: "utf8" }),
	(column) => `lower(hex(${column}))`);
const postgres = (url) => engine((sql) => execFileSync("psql", ["-qAt", "-d", url, "-c", sql], { encoding: "utf8" }),
	(column) => `REPLACE(CAST(${column} AS TEXT), '-', '')`);

test("reminders outlive kill -9 on SQLite", async () => {
	const state = temporary();
	await reminders(["--state", state], state, sqlite(path.join(state, "assay.db")), killed);
	fs.rmSync(state, { recursive: true });
});

test("reminders outlive kill -9 on PostgreSQL", { skip: !PG && "ASSAY_TEST_PG is not set" }, async () => {
	const name = `reminder_kill_${process.pid}`;
	const state = temporary();
	const url = new URL(PG);
	url.pathname = `/${name}`;
	execFileSync("psql", ["-q", "-d", PG, "-c", `CREATE DATABASE ${name}`]);
	try {
		await reminders(["--state", state, "--database", url.href], state, postgres(url.href), killed);
	} finally {
		execFileSync("psql", ["-q", "-d", PG, "-c", `DROP DATABASE ${name} WITH (FORCE)`]);
		fs.rmSync(state, { recursive: true });
	}
});

test("a disk that is full while a message is recorded takes none of it, and all of it later", async () => {
	const state = temporary();
	await reminders(["--state", state], state, sqlite(path.join(state, "assay.db")), full);
	fs.rmSync(state, { recursive: true });
});
