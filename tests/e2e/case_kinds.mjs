// Questions of every kind, on a server of its own: an overlay makes those of an
// objective all of one kind, so that every attempt holds each.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openAuditor, openPerson } from "./browser.mjs";
import { answer, answerKey, plain } from "./quiz_key.mjs";
import { startServer } from "./server.mjs";

const MODULE = "report-incidents";
const ADMIN = "ada@acme.example";
const PASSWORD = "a phrase of several words";

// A list of mappings, in the form that shipped files have.
const list = (rows) => rows.map((row) => `      - ${Object.entries(row)
	.map(([name, value]) => `${name}: ${value}`).join("\n        ")}\n`).join("");
const text = (words) => `"${words}"`;

const KINDS = [
	(n) => `kind: order\n    stem: "In what order is ${n} done, with \${limit} a minute?"\n` +
		"    seed_vars:\n      limit: [100, 200, 500]\n    options:\n" +
		list(["Stop what makes it worse", "Tell the `duty officer`", "Write down what was seen", "Look for its cause"]
			.map((words, i) => ({ text: text(`${words} (${n})`), why: text(`Whyord ${n} step ${i}`) }))),
	(n) => `kind: match\n    stem: "What belongs to what, case ${n}?"\n    pairs:\n` +
		list(["a token", "a laptop", "a mail"].map((left, i) => ({ left: text(`Found: ${left} ${n}`),
			right: text(`Act \`${"xyz"[i]}\` for ${n}`), why: text(`Whymat ${n} pair ${i}`) }))) + "    decoys:\n" +
		list([{ right: text(`Wait, ${n}`), why: text(`Whydec ${n}`), misconception: "waiting-helps" }]),
	(n) => `kind: spot-line\n    stem: "Which line of listing ${n} lets it happen?"\n` +
		"    code:\n      lang: python\n      text: |\n        def find(db, name, page):\n" +
		`            limit = ${n} * page\n            rows = db.execute(f"SELECT * FROM t WHERE n = '{name}' LIMIT {limit}")\n` +
		"            # a line that is much longer than a telephone is wide, so that it has to be moved sideways\n" +
		`            return rows.fetchall()\n    key_lines: [3]\n    why: "Whykey ${n}"\n    lines:\n` +
		list([1, 2].map((at) => ({ line: at, why: text(`Whylin ${n} ${at}`), misconception: "not-that-line" }))),
	(n) => `kind: multi\n    stem: "Which of these hold in case ${n}?"\n    options:\n` +
		list(["First", "Second", "Third", "Fourth"].map((words, i) => ({ text: text(`${words} of ${n}`),
			why: text(`Whymul ${n} ${i}`), ...(i < 2 ? { key: true } : { misconception: "not-these" }) }))),
];

function overlay(dir, shipped) {
	const objectives = [...new Set(shipped.map((item) => item.objective))];
	const kindOf = (item) => KINDS[objectives.indexOf(item.objective) % KINDS.length];
	const items = shipped.map((item, n) => `  - id: ${item.id}\n    objective: ${item.objective}\n` +
		`    level: fair\n    ${kindOf(item)(n)}`);
	fs.mkdirSync(path.join(dir, "modules", MODULE), { recursive: true });
	const file = path.join(dir, "modules", MODULE, "quiz.yaml");
	fs.writeFileSync(file, `module: ${MODULE}\nitems:\n${items.join("")}`);
	return answerKey(MODULE, file);
}

const next = (page) => page.getByRole("button", { name: "Save and go on" }).click();
const done = (page) => page.getByRole("button", { name: "Hand in" }).count();

async function start(page) {
	await page.goto(`/modules/${MODULE}/quiz`);
	await page.getByRole("button", { name: "Start" }).click();
	return new URL(page.url()).pathname;
}

// Nothing of a why, of an answer, or of which question it is.
function keepsItsKeys(text, key, where) {
	const seen = plain(text);
	for (const item of key) {
		for (const why of item.whys)
			assert.ok(!seen.includes(plain(why)), `${where} tells why: ${why}`);
		assert.ok(!text.includes(item.id), `${where} names ${item.id}`);
	}
	assert.doesNotMatch(text, /misconception|not-these|key_lines|"right"/);
}

async function silence(page, attempt, key) {
	const fetched = async (target) => (await page.request.get(target, { maxRedirects: 0 })).text();
	for (let no = 1; no <= 12; no++)
		keepsItsKeys(await fetched(`${attempt}?q=${no}`), key, `question ${no}`);
	for (const target of ["", "?q=end", "/result"])
		keepsItsKeys(await fetched(attempt + target), key, `${attempt}${target}`);
	for (const target of ["/", `/modules/${MODULE}`, `/modules/${MODULE}/quiz`, "/record", "/curriculum"])
		keepsItsKeys(await fetched(target), key, target);
	for (const target of ["/api", "/api/attempts", `/api${attempt}`, `/api/modules/${MODULE}`]) {
		const re = await page.request.get(target);
		assert.ok(re.status() >= 400, `${target} is no address of the API`);
		keepsItsKeys(await re.text(), key, target);
	}
}

// Two steps at the same place: a message, and what was chosen stays.
async function incomplete(world, page) {
	const selects = page.locator("label.place select");
	const n = await selects.count();
	for (let i = 0; i < n; i++)
		await selects.nth(i).selectOption(String(i === 1 ? 1 : i + 1));
	await next(page);
	const problem = page.getByRole("alert");
	await problem.waitFor();
	assert.match(await problem.innerText(), /same number/);
	assert.equal(await selects.nth(0).inputValue(), "1");
	assert.equal(await selects.nth(n - 1).inputValue(), String(n));
	await selects.nth(1).selectOption("");
	await next(page);
	assert.match(await page.getByRole("alert").innerText(), /no number yet/);
	await world.look({ page }, "question-order-again");
}

async function takeAll(world, page, key, right, scripts) {
	const seen = new Set();
	while (!await done(page)) {
		if (!seen.has("order") && await page.locator("select[name=place-1]").count() && right)
			await incomplete(world, page);
		const how = await answer(page, key, right);
		if (scripts) {
			await page.getByText("Saved.", { exact: true }).waitFor();
			await page.reload();
		}
		if (!seen.has(how.kind))
			await world.look({ page }, `question-${how.kind}`);
		seen.add(how.kind);
		await next(page);
	}
	assert.deepEqual([...seen].sort(), ["match", "multi", "order", "spot-line"]);
	await page.getByRole("button", { name: "Hand in" }).click();
}

async function failAndPass(world, server, own) {
	const { context, page } = await world.person();
	await page.goto("/setup");
	for (const [label, text] of [["Setup token", server.setupToken()], ["Organisation", "Acme"], ["Your name", "Ada"],
		["Your e-mail", ADMIN], ["Your password", PASSWORD], ["Mail comes from", ADMIN]])
		await page.getByLabel(label).fill(text);
	await page.getByRole("button", { name: "Set up" }).click();
	await page.locator("#email").fill(ADMIN);
	await page.locator("#password").fill(PASSWORD);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.getByRole("button", { name: "Sign out" }).waitFor();
	const attempt = await start(page);
	await silence(page, attempt, own);
	await takeAll(world, page, own, false, true);
	await page.getByRole("heading", { name: "Not passed yet" }).waitFor();
	const failed = plain(await page.locator("main").innerText());
	for (const word of ["Whykey", "Whyord"])
		assert.equal(failed.includes(word), word === "Whyord", `${word} in a failed result`);
	await world.look({ page }, "result-kinds-failed");
	await page.getByRole("link", { name: /^Read: / }).click();
	const state = await context.storageState();
	const plainly = await world.person({ javaScriptEnabled: false, storageState: state });
	await start(plainly.page);
	await takeAll({ look: () => {} }, plainly.page, own, true, false);
	await plainly.page.getByRole("heading", { name: "Passed" }).waitFor();
	assert.equal(await plainly.page.locator(".score b").innerText(), "100%");
	await page.goto(plainly.page.url());
	assert.ok(plain(await page.locator("main").innerText()).includes("Whykey"), "after a pass the key is told");
	await world.look({ page }, "result-kinds-passed");
}

export async function all(world) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-overlay-"));
	const own = overlay(dir, answerKey(MODULE));
	const server = await startServer(world.engine, { ASSAY_OVERLAY: dir });
	const look = await openAuditor(world.browser, server.base);
	const people = [];
	const here = {
		look: (person, name) => world.engine === "sqlite" && look(person, name, world.wrong, world.shots),
		async person(options) {
			people.push(await openPerson(world.browser, server.base, world.wrong, options));
			return people.at(-1);
		},
	};
	try {
		await failAndPass(here, server, own);
	} finally {
		for (const { context } of people)
			await context.close();
		await server.stop();
		fs.rmSync(dir, { recursive: true, force: true });
	}
}
