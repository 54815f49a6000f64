// From signing in to the attestation with Tab, arrows, Space and Enter.
import assert from "node:assert/strict";
import { answerKey, choose } from "./quiz_key.mjs";
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

async function answer(page) {
	const stem = await page.locator("#stem").innerText();
	const shown = await page.locator(".choice > span").allInnerTexts();
	const keys = choose(key, stem, shown, true);
	const multi = await page.locator(".choice input[type=checkbox]").count() > 0;
	if (multi) {
		for (const i of keys) {
			await tabTo(page, `.choice input[value="${i}"]`);
			await page.keyboard.press("Space");
		}
	} else {
		await tabTo(page, ".choice input");
		await page.keyboard.press("Space");
		for (let i = 0; i < keys[0]; i++)
			await page.keyboard.press("ArrowDown");
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
