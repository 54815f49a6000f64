// Validity: why something is due, a new version that asks again, paths, and
// what first answers say.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { MODULE } from "./case_loop.mjs";

export async function reasons(world) {
	const { page } = world.jonas;
	await page.goto("/");
	await page.locator("section[aria-labelledby=due]").getByText(/because you joined on \d+ \w+ \d{4}/).first().waitFor();
	await page.goto(`/modules/${MODULE}`);
	await page.locator("#why").getByText(/^Due on \d{4}-\d\d-\d\d, because you joined on/).waitFor();
	await world.look(world.jonas, "module-due");
	const guest = await world.person();
	await guest.page.goto(`/modules/${MODULE}`);
	assert.equal(await guest.page.locator("#why").count(), 0, "a stranger owes nothing");
}

export async function paths(world) {
	const guest = await world.person({ javaScriptEnabled: false });
	await guest.page.goto("/curriculum");
	await guest.page.getByRole("link", { name: "paths" }).click();
	await guest.page.getByRole("link", { name: "Backend" }).click();
	await guest.page.getByRole("heading", { name: "Planned" }).waitFor();
	assert.equal(await guest.page.getByRole("button", { name: /my path/ }).count(), 0);
	await world.look(guest, "path-guest");
	const { page } = world.mira;
	await page.goto("/paths");
	await world.look(world.mira, "paths");
	await page.goto("/paths/backend");
	await page.getByText(/You have done 1 of 2/).waitFor();
	await page.getByRole("button", { name: "Make it my path" }).click();
	await page.getByText("This is your path.").waitFor();
	await world.look(world.mira, "path");
	await page.goto("/paths");
	await page.getByText("your path").first().waitFor();
	assert.equal((await world.mira.context.request.get("/paths/no-such")).status(), 404);
	await page.goto("/paths/backend");
	await page.getByRole("button", { name: "Leave it" }).click();
	await page.getByRole("button", { name: "Make it my path" }).waitFor();
}

export async function proficiency(world) {
	const { page } = world.mira;
	await page.goto("/record");
	await page.getByRole("link", { name: "proficiency" }).click();
	await page.getByRole("row", { name: /A05:2025/ }).getByText(/\d+% \(\d+ to \d+\)/).first().waitFor();
	assert.equal(await page.getByRole("heading", { name: "Your team" }).count(), 0);
	await world.look(world.mira, "proficiency");
	await world.jonas.page.goto("/team");
	await world.jonas.page.getByRole("link", { name: "proficiency" }).click();
	await world.jonas.page.getByText("Withheld").first().waitFor();
	assert.ok(!(await world.jonas.page.locator("main").innerText()).includes("Mira"), "nobody is named");
	await world.look(world.jonas, "proficiency-lead");
}

// The same files, the module's text as a new major version.
function newerContent(version) {
	const data = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-data-"));
	for (const name of ["rules", "www"])
		fs.symlinkSync(path.resolve(name), path.join(data, name));
	fs.cpSync("content", path.join(data, "content"), { recursive: true });
	const file = path.join(data, "content/modules", MODULE, "module.md");
	const text = fs.readFileSync(file, "utf8");
	const was = /^version: (.*)$/m.exec(text)[1];
	fs.writeFileSync(file, text.replace(/^version: .*$/m, `version: ${version}`));
	return { data, was };
}

export async function recertify(world) {
	const { data, was } = newerContent("9.0.0");
	try {
		const { page } = world.mira;
		await page.goto("/record");
		await page.getByRole("row", { name: /Injection/ }).getByText("Completed").first().waitFor();
		await world.server.restart(["--data", data]);
		await page.goto("/");
		const due = page.locator("section[aria-labelledby=due]")
			.getByText(`changed what is taught: you passed ${was}`);
		for (let i = 0; i < 50 && await due.count() === 0; i++) {
			await new Promise((next) => setTimeout(next, 200)); // until the version has its number
			await page.goto("/");
		}
		await due.waitFor();
		await world.look(world.mira, "home-again");
		await page.goto(`/modules/${MODULE}`);
		await page.locator("#why").getByText(/because version 9\.0\.0 of .* changed what is taught/).waitFor();
		await world.look(world.mira, "module-again");
		await page.goto("/record");
		// What was proved stays where it was, with its mark and its version.
		const done = page.getByRole("region", { name: "Completed modules" });
		await done.getByRole("cell", { name: was, exact: true }).waitFor();
		await done.getByText(/changed what is taught/).waitFor();
		await page.getByRole("img", { name: /Hallmark/ }).waitFor();
		await world.look(world.mira, "record-again");
		await world.jonas.page.goto("/team");
		await world.jonas.page.getByRole("row", { name: /Mira Okafor.*Injection/ }).getByText(/^Due/).first().waitFor();
		await world.look(world.jonas, "team-again");
		const said = world.server.assay(["due", "--json", "--on", "2031-01-01", "--data", data],
			{ allow: [1] });
		assert.ok(JSON.parse(said).some((row) => row.status === "overdue" && row.version === was &&
			row.why.includes("9.0.0")), "the terminal says the same of a day to come");
		await world.server.restart([]);
	} finally {
		fs.rmSync(data, { recursive: true, force: true });
	}
}
