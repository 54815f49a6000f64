// From signing in to the attestation with Tab, arrows, Space and Enter.
import assert from "node:assert/strict";
import { answerKey, plan } from "./quiz_key.mjs";
import { MODULE } from "./case_loop.mjs";
import { PASSWORD, people } from "./case_ways_in.mjs";

const key = answerKey(MODULE);
const at = (page) => new URL(page.url()).pathname;

// Tabs to the element that the page's own selector finds, as a person would.
async function tabTo(page, selector) {
	for (let i = 0; i < 200; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) {
			const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
			assert.notEqual(ring, "none", `${selector} shows that it has the focus`);
			return;
		}
	}
	throw new Error(`Tab does not lead to ${selector} on ${page.url()}`);
}

async function press(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

// A radio button of a group: Space takes the first, arrows go on from there.
async function radio(page, first, down) {
	await tabTo(page, first);
	await page.keyboard.press("Space");
	for (let i = 0; i < down; i++)
		await page.keyboard.press("ArrowDown");
}

async function answer(page) {
	const how = await plan(page, key, true);
	if (how.kind === "multi")
		for (const i of [...how.choices].sort()) {
			await tabTo(page, `.choice input[value="${i}"]`);
			await page.keyboard.press("Space");
		}
	else if (how.kind === "single")
		await radio(page, ".choice input", how.choices[0]);
	else if (how.kind === "spot-line")
		await radio(page, ".spot input", how.line - 1);
	else
		for (const n of how.numbers ?? how.letters) {
			await tabTo(page, "label.place select");
			await page.keyboard.press(how.numbers ? String(n) : "ABCDEF"[n - 1]);
		}
	await press(page, "form#answer button");
}

export async function walk(world) {
	const { page } = await world.person();
	await page.goto("/signin");
	await page.keyboard.press("Tab");
	assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "first: skip to content");
	await tabTo(page, "#email");
	await page.keyboard.type(people.jonas.email);
	await tabTo(page, "#password");
	await page.keyboard.type(PASSWORD);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
	assert.equal(at(page), "/");
	await press(page, 'a[href="/curriculum"]');
	await press(page, `main a[href="/modules/${MODULE}"]`);
	await press(page, `a[href="/modules/${MODULE}/quiz"]`);
	await press(page, "main form button");
	for (let i = 0; i < 40 && await page.locator("#answer").count() > 0; i++)
		await answer(page);
	await press(page, "main form button");
	await page.getByRole("heading", { name: "Passed" }).waitFor();
	await press(page, `a[href="/modules/${MODULE}/attest"]`);
	await tabTo(page, "input[name=agree]");
	await page.keyboard.press("Space");
	await press(page, "main form button");
	assert.equal(at(page), "/record");
	await page.getByRole("img", { name: /Hallmark: JL/ }).waitFor();
}
