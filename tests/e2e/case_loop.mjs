// The loop: finding, lesson, quiz, attestation, the lead's view, the export.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { answer, answerKey, plain } from "./quiz_key.mjs";
import { ASSAY } from "./server.mjs";
import { people } from "./case_ways_in.mjs";

export const MODULE = "a05-injection";
const key = answerKey(MODULE);
const at = (page) => new URL(page.url()).pathname;

// Scans Mira's branch of the demo's repository, after a change, and pushes that.
export function pushBranch(world, change = () => {}) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-repo-"));
	const repo = path.join(dir, "parcels");
	try {
		execFileSync("demo/make-repo.sh", [repo], { stdio: "pipe" });
		execFileSync("git", ["-C", repo, "switch", "-q", "feature/search-sorting"]);
		change(repo);
		const sarif = spawnScan(repo);
		const token = world.server.assay(["token", "make", "parcels"]).match(/assay_[A-Za-z0-9_-]+/)[0];
		execFileSync(ASSAY, ["push", sarif, "--server", world.base, "--base", "main"],
			{ cwd: repo, env: { ...process.env, ASSAY_TOKEN: token }, encoding: "utf8", stdio: "pipe" });
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

export async function finding(world) {
	pushBranch(world);
	const { page } = world.mira;
	await page.goto("/");
	await page.getByRole("heading", { name: "In your code" }).waitFor();
	await world.look(world.mira, "home");
	await page.locator("section[aria-labelledby=found] a").first().click();
	assert.match(at(page), /^\/findings\//);
	await page.getByRole("heading", { name: "The lesson" }).waitFor();
	await world.look(world.mira, "finding");
	await page.goto("/findings");
	await world.look(world.mira, "findings");
}

function spawnScan(repo) {
	const out = path.join(path.dirname(repo), "scan.sarif");
	try {
		fs.writeFileSync(out, execFileSync(ASSAY, ["scan", ".", "--base", "main", "--format", "sarif"], { cwd: repo }));
	} catch (e) {
		if (e.status !== 1) // 1: there are findings
			throw e;
		fs.writeFileSync(out, e.stdout);
	}
	return out;
}

export async function module(world) {
	const guest = await world.person({ javaScriptEnabled: false });
	await guest.page.goto("/curriculum");
	await guest.page.locator("main a").first().waitFor();
	await guest.page.goto(`/modules/${MODULE}`);
	assert.equal(await guest.page.getByRole("button", { name: "Sign out" }).count(), 0);
	const text = plain(await guest.page.locator("main").innerText());
	for (const item of key)
		assert.ok(!text.includes(plain(item.stem)), `the page of a stranger shows question ${item.id}`);
	const { page } = world.mira;
	await page.goto("/curriculum");
	await world.look(world.mira, "curriculum");
	await page.goto(`/modules/${MODULE}`);
	await world.look(world.mira, "module");
	await page.goto(`/modules/${MODULE}?stack=javascript-express`);
	await page.goto(`/modules/${MODULE}`);
	assert.match(await page.locator(".stacks details[open] summary").first().textContent(), /JavaScript/,
		"the chosen stack stays open");
}

async function start(page) {
	await page.goto(`/modules/${MODULE}/quiz`);
	await page.getByRole("button", { name: "Start" }).click();
	assert.match(at(page), /^\/attempts\//);
}

const save = (page) => page.getByRole("button", { name: "Save and go on" }).click();
const atEnd = (page) => new URL(page.url()).searchParams.get("q") === null ? false
	: page.getByRole("button", { name: "Hand in" }).count().then((n) => n > 0);

async function answerAll(page, right) {
	for (let i = 0; i < 40; i++) {
		if (await atEnd(page))
			return;
		await answer(page, key, right);
		await save(page);
	}
	throw new Error("the quiz has no end");
}

export async function fail(world) {
	const { page } = world.mira;
	await page.goto(`/modules/${MODULE}/quiz`);
	await world.look(world.mira, "quiz");
	await start(page);
	await world.look(world.mira, "attempt");
	// With scripts a choice is kept before the button is pressed.
	await answer(page, key, false);
	await page.getByText("Saved.").waitFor();
	await page.reload();
	assert.ok(await page.locator("#answer :is(input:checked, option[value]:not([value='']):checked)").count() > 0);
	await save(page);
	await answerAll(page, false);
	await world.look(world.mira, "attempt-end");
	await page.getByRole("button", { name: "Hand in" }).click();
	await page.getByRole("heading", { name: "Not passed yet" }).waitFor();
	await world.look(world.mira, "result-failed");
	assert.equal(await page.locator(".answer.right").count(), 0, "no key before a pass");
	assert.ok(await page.locator(".answer .why").count() > 0, "what was chosen is explained");
	for (const one of await page.locator(".answer").all())
		assert.match(await one.getAttribute("class"), /chosen/, "only what was chosen is spoken of");
	await page.goto(`/modules/${MODULE}/ability`);
	await page.getByText(/\d+ of \d+ were right/).waitFor();
	await page.getByText("not enough answers yet").waitFor();
	await world.look(world.mira, "ability");
	await page.goBack();
	// Opening the module ends the first pause.
	const section = page.getByRole("link", { name: /^Read: / });
	assert.match(await section.getAttribute("href"), /^\/modules\/[a-z0-9-]+#[a-z-]+$/, "the section of what was failed");
	await section.click();
	await page.goto(`/modules/${MODULE}/quiz`);
	await page.getByRole("button", { name: "Start" }).waitFor();
}

export async function pass(world) {
	// No scripts, and a change of device half-way.
	const state = await world.mira.context.storageState();
	const first = await world.person({ javaScriptEnabled: false, storageState: state });
	await start(first.page);
	for (let i = 0; i < 5; i++) {
		await answer(first.page, key, true);
		await save(first.page);
	}
	await world.mira.page.goto("/");
	await world.mira.page.getByText(/5 of \d+ answered/).first().waitFor();
	const { page } = await world.person({ javaScriptEnabled: false, storageState: state });
	await page.goto("/");
	await page.getByRole("link", { name: "Go on with the quiz" }).click();
	await page.getByRole("heading", { name: /Question 6/ }).waitFor();
	await page.goto(`${at(page)}?q=6`);
	await answerAll(page, true);
	await page.getByRole("button", { name: "Hand in" }).click();
	await page.getByRole("heading", { name: "Passed" }).waitFor();
	assert.equal(await page.locator(".score b").innerText(), "100%");
	await world.mira.page.goto(page.url());
	await world.look(world.mira, "result-passed");
	assert.ok(await world.mira.page.locator(".answer.right").count() > 0, "after a pass the key is shown");
}

export async function attest(world) {
	const { page } = world.mira;
	await page.goto("/");
	await page.getByRole("link", { name: "Attest" }).click();
	await world.look(world.mira, "attest");
	await page.getByRole("checkbox").check();
	await page.getByRole("button", { name: "Attest" }).click();
	assert.equal(at(page), "/record");
	await page.getByText("It is in the ledger").waitFor();
	await page.getByRole("img", { name: /Hallmark: MO, 100 of 100/ }).waitFor();
	await world.look(world.mira, "record");
	await page.goto(`/modules/${MODULE}/attest`);
	await page.getByText("You have attested").waitFor();
	await world.look(world.mira, "attest-done");
	await page.goto("/");
	await world.look(world.mira, "home-after");
}

export async function lead(world) {
	const { page } = world.jonas;
	await page.goto("/");
	await page.getByRole("heading", { name: "Your team" }).waitFor();
	await world.look(world.jonas, "home-lead");
	await page.getByRole("link", { name: "See who" }).click();
	const row = page.getByRole("row", { name: /Mira Okafor/ });
	await row.getByText("Completed").first().waitFor();
	await row.getByText("100%").first().waitFor();
	await world.look(world.jonas, "team");
}

export async function auditor(world) {
	const { page } = world.dana;
	await page.goto("/");
	assert.equal(at(page), "/evidence");
	await page.getByLabel("Person").fill(people.mira.email);
	await page.getByRole("button", { name: "Show" }).click();
	await page.getByRole("cell", { name: /Injection/ }).first().waitFor();
	await world.look(world.dana, "evidence");
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("link", { name: "Export as CSV" }).click(),
	]);
	const lines = fs.readFileSync(await download.path(), "utf8").replace(/^\ufeff/, "").trim().split(/\r?\n/);
	const columns = lines[0].split(",");
	assert.ok(lines.length >= 2, "a row a person and module");
	const mira = lines.find((line) => line.includes(people.mira.email) && line.includes(MODULE));
	assert.ok(mira, `Mira's row among ${lines.length}`);
	for (const name of ["name", "email", "role", "module", "version", "attested"])
		assert.ok(columns.some((c) => c.includes(name)), `column ${name} in ${lines[0]}`);
	const today = new Date().toISOString().slice(0, 10);
	assert.ok(mira.split(today).length > 2, `completed and attested today: ${mira}`);
	await page.getByLabel("Person").fill("nobody at all");
	await page.getByRole("button", { name: "Show" }).click();
	await page.getByText("No row matches").waitFor();
	await world.look(world.dana, "evidence-empty");
}
