// Labs: the attack, the files in the page and in one's own editor, the verdict.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { ASSAY } from "./server.mjs";

const LAB = "sql-second-order";
const FOLDER = `content/labs/${LAB}`;
const at = (page) => new URL(page.url()).pathname;

// A run is shown when it is over; the page looks again by itself.
const over = (page, words) => page.getByRole("heading", { level: 1, name: words }).waitFor({ timeout: 90000 });

const fixed = () => fs.readdirSync(`${FOLDER}/fixed`, { recursive: true })
	.filter((name) => fs.statSync(`${FOLDER}/fixed/${name}`).isFile())
	.map((name) => [name, fs.readFileSync(`${FOLDER}/fixed/${name}`, "utf8")]);

export async function attack(world) {
	const { page } = world.mira;
	await page.goto("/labs");
	await world.look(world.mira, "labs");
	await page.locator(`main a[href="/labs/${LAB}"]`).click();
	assert.equal(await page.getByText("as the attacker would tell it").count(), 0,
		"the story comes after the attack");
	await page.getByRole("button", { name: "Run the attack" }).click();
	await over(page, "The attack worked");
	await world.look(world.mira, "lab-attack");
	assert.ok(await page.locator(".trace .layer").count() > 2, "the service's layers are traced");
	await page.getByRole("link", { name: "To the files" }).click();
	await page.getByText("as the attacker would tell it").waitFor();
	await page.getByRole("button", { name: /^Hint 1 of/ }).click();
	await page.getByRole("button", { name: /^Hint 2 of/ }).waitFor();
	await world.look(world.mira, "lab");
}

export async function check(world) {
	const { page } = world.mira;
	await page.goto(`/labs/${LAB}`);
	// the editor keeps the textarea behind it, and can be left by keyboard
	const editor = page.locator(".cm-content").first();
	const focused = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.ariaLabel ?? "");
	await editor.click();
	const here = await focused();
	assert.ok(here, "the editor has a name");
	await page.keyboard.press("Control+Home");
	await page.keyboard.type("# mine\n");
	await page.keyboard.press("Tab");
	assert.equal(await focused(), here, "Tab indents");
	await page.keyboard.press("Shift+Tab");
	await page.keyboard.press("Escape");
	await page.keyboard.press("Tab");
	assert.notEqual(await focused(), here, "Escape, then Tab leaves the editor");
	assert.match(await page.locator("textarea[name^='file:']").first().inputValue(), /^# mine\n/);
	await page.getByRole("button", { name: "Check", exact: true }).click();
	await over(page, "Not yet");
	await page.getByText("Still works").first().waitFor();
	await world.look(world.mira, "lab-check");
	await page.getByRole("link", { name: "To the files" }).click();
	assert.match(await page.locator("textarea[name^='file:']").first().inputValue(), /^# mine\n/, "what one wrote is kept");
	await page.getByRole("link", { name: "Start from the original files" }).click();
	assert.doesNotMatch(await page.locator("textarea[name^='file:']").first().inputValue(), /^# mine\n/);
}

export async function submit(world) {
	// plain forms, no script
	const state = await world.mira.context.storageState();
	const plain = await world.person({ javaScriptEnabled: false, storageState: state });
	const { page } = plain;
	await page.goto(`/labs/${LAB}`);
	for (const [name, text] of fixed())
		await page.locator(`textarea[name="file:${name}"]`).fill(text);
	await page.getByRole("button", { name: "Submit" }).click();
	assert.match(at(page), /\/runs\//);
	for (let i = 0; i < 60 && await page.getByRole("link", { name: "Look again" }).count() > 0; i++) {
		await new Promise((next) => setTimeout(next, 300));
		await page.getByRole("link", { name: "Look again" }).click();
	}
	await over(page, "Passed");
	await world.mira.page.goto(page.url());
	await world.look(world.mira, "lab-passed");
	for (const name of fs.readdirSync(`${FOLDER}/exploit/withheld`)) {
		const text = fs.readFileSync(`${FOLDER}/exploit/withheld/${name}`, "utf8");
		const line = text.split("\n").find((l) => /lab\.(get|post|request|session)/.test(l))?.trim();
		assert.ok(!line || !(await page.content()).includes(line), `${name} is not shown`);
	}
	await page.goto("/record");
	await page.getByRole("region", { name: "Labs passed" }).getByRole("link").first().waitFor();
	await world.mira.page.goto("/record");
	await world.look(world.mira, "record-lab");
}

// The same from a terminal with nothing but a token.
export async function terminal(world) {
	const { page } = world.mira;
	await page.goto("/account");
	await page.getByLabel("Name of the machine").fill("laptop");
	await page.getByRole("button", { name: "Make a token" }).click();
	const token = await page.locator("#token").innerText();
	await world.look(world.mira, "account-token");
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-lab-"));
	const run = (args, cwd = dir, secret = token) => spawnSync(ASSAY, ["lab", ...args],
		{ cwd, encoding: "utf8", env: { ...process.env, ASSAY_SERVER: world.base, ASSAY_TOKEN: secret } });
	try {
		const list = run(["list"]);
		assert.match(list.stdout, new RegExp(`${LAB} +passed`), list.stderr);
		assert.equal(run(["get", LAB, "--original"]).status, 0);
		const again = run(["get", LAB]);
		assert.equal(again.status, 3);
		assert.match(again.stderr, /is there already/);
		const own = path.join(dir, LAB);
		const seen = run(["check"], own);
		assert.equal(seen.status, 1, seen.stderr);
		assert.match(seen.stdout, /^proved/m);
		const attacked = run(["attack"], own);
		assert.equal(attacked.status, 0, attacked.stderr);
		assert.match(attacked.stdout, /\| (handler|store)/);
		for (const [name, text] of fixed())
			fs.writeFileSync(path.join(own, name), text);
		const passed = run(["submit", "--json"], own);
		assert.equal(passed.status, 0, passed.stdout + passed.stderr);
		assert.equal(JSON.parse(passed.stdout).passed, true);
		assert.match(run(["list"], dir, `${token}x`).stderr, /answered 401/);
		assert.equal(run(["check"], dir).status, 2, "no lab's folder");
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
	await page.goto("/account");
	await page.getByRole("button", { name: "Take away laptop" }).click();
	await page.getByLabel("Name of the machine").waitFor();
	assert.match(run(["list"], "/", token).stderr, /answered 401/, "a token taken away is over");
}
