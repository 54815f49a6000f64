// What questions are worth, for who writes them; the beliefs of a team.
import assert from "node:assert/strict";
import fs from "node:fs";
import { MODULE } from "./case_loop.mjs";

export async function health(world) {
	const { page } = world.sven;
	await page.goto("/");
	await page.getByRole("link", { name: "Questions", exact: true }).click();
	await page.getByRole("heading", { name: "Questions" }).waitFor();
	await world.look(world.sven, "items");
	await page.getByRole("link", { name: /Injection/ }).first().click();
	await page.getByText(/not enough answers yet: 1 of 200/).first().waitFor();
	assert.equal(await page.getByText("±").count(), 0, "no difficulty is made up");
	await world.look(world.sven, "items-module");
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("link", { name: "CSV of what you see" }).click(),
	]);
	const lines = fs.readFileSync(await download.path(), "utf8").trim().split("\r\n");
	const rows = await page.getByRole("region", { name: "Questions and their figures" }).getByRole("row").count();
	assert.equal(lines.length, rows, "a line for each row");
	assert.match(lines[0], /^question,objective,answers,right,share,/);
	const told = JSON.parse(world.server.assay(["items", MODULE, "--json"]));
	assert.equal(told.items.length, rows - 1);
	assert.equal(told.people, 1);
	for (const item of told.items)
		assert.ok(lines.some((line) => line.startsWith(`${item.id},${item.objective},${item.n},${item.right},`)),
			`${item.id} is the same in both`);
}

export async function beliefs(world) {
	const { page } = world.jonas;
	await page.goto("/team");
	await page.getByRole("link", { name: "Which wrong beliefs the team holds" }).click();
	await page.getByText("With fewer than 5 one could tell").waitFor();
	assert.equal(await page.locator("main table").count(), 0);
	await world.look(world.jonas, "misconceptions");
}
