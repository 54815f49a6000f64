// Drives a real `assay serve` with a real browser: node tests/e2e/run.mjs
//	--shots DIR	keeps a picture of every page
//	--engine NAME	sqlite or postgres; both unless given
//	--only WORD	cases whose name holds the word, and what they stand on
// Both databases at the same time, each with a server and people of its own.
// Prints "N passed, N failed"; each failure says what was seen.
import fs from "node:fs";
import { parseArgs } from "node:util";
import { openAuditor, openBrowser, openPerson } from "./browser.mjs";
import { mailbox } from "./mailbox.mjs";
import { startServer } from "./server.mjs";
import { cases } from "./cases.mjs";

const { values } = parseArgs({ options: {
	shots: { type: "string" }, engine: { type: "string" }, only: { type: "string" } } });
const engines = values.engine ? [values.engine] : ["sqlite", "postgres"];
let passed = 0;
let failed = 0;

// What a case is given: the server, people with browsers, and a list to which
// anything wrong on any page is added while it runs.
async function open(engine, browser) {
	const mail = await mailbox();
	const server = await startServer(engine, { ASSAY_MAIL: `smtp://127.0.0.1:${mail.port}` });
	const wrong = [];
	const look = await openAuditor(browser, server.base);
	const people = [];
	const shots = values.shots ?? null;
	return {
		engine, server, mail, wrong, browser, base: server.base, notes: {}, shots,
		async person(options) {
			const person = await openPerson(browser, server.base, wrong, options);
			people.push(person);
			return person;
		},
		// The same markup on both: one look at each page is enough.
		look: (person, name) => engine === engines[0] &&
			look(person, name, wrong, shots),
		async close() {
			for (const { context } of people)
				await context.close();
			mail.close();
			await server.stop();
		},
	};
}

async function runCase(world, name, fn) {
	const began = Date.now();
	world.wrong.length = 0;
	try {
		await fn(world);
	} catch (e) {
		world.wrong.push(e.stack ?? String(e));
	}
	const took = ((Date.now() - began) / 1000).toFixed(1);
	if (world.wrong.length === 0) {
		passed++;
		console.log(`ok    ${world.engine}: ${name} (${took} s)`);
		return true;
	}
	failed++;
	console.log(`FAIL  ${world.engine}: ${name} (${took} s)`);
	for (const line of world.wrong)
		console.log(`      ${line.replaceAll("\n", "\n      ")}`);
	return false;
}

if (values.shots)
	fs.mkdirSync(values.shots, { recursive: true });
const browser = await openBrowser();
async function runAll(engine) {
	const world = await open(engine, browser);
	try {
		for (const { name, fn, needed } of cases)
			if (!values.only || needed || name.includes(values.only))
				if (!(await runCase(world, name, fn)) && needed) {
					if (process.env.E2E_LOG) console.log(world.server.log(), JSON.stringify(world.mail.mails));
					break;
				}
	} finally {
		await world.close().catch((e) => {
			failed++;
			console.log(`FAIL  ${engine}: closing: ${e.message}`);
		});
	}
}

try {
	await Promise.all(engines.map(runAll));
} finally {
	await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
