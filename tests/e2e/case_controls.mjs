// What is asked, what answers it, and other evidence: the auditor's walk.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const day = (offset) => new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10);

// The template as the organisation's own policy, where it has none yet.
function publish(world) {
	if (JSON.parse(world.server.assay(["policy", "list", "--json"], { allow: [1] })).length > 0)
		return;
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-policy-")), "policy.yaml");
	fs.writeFileSync(file, fs.readFileSync("content/policies/template.yaml", "utf8")
		.replace(/^approved: .*$/m, `approved: ${day(-10)}`)
		.replace(/^effective: .*$/m, `effective: ${day(-9)}`)
		.replace(/^review_by: .*$/m, `review_by: ${day(300)}`));
	world.server.assay(["policy", "publish", file, "--note", "for the auditor", "--apply"]);
	fs.rmSync(path.dirname(file), { recursive: true });
}

export async function walk(world) {
	publish(world);
	const { page } = world.dana;
	await page.goto("/readiness");
	await page.getByRole("heading", { name: "Readiness" }).waitFor();
	await world.look(world.dana, "readiness");
	const ways = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
	for (const way of new Set(ways))
		assert.equal((await world.dana.context.request.get(way)).status(), 200, `${way} lets an auditor in`);
	assert.equal(await page.getByRole("link", { name: "To mend it" }).count(), 0, "an auditor mends nothing");
	await world.sven.page.goto("/readiness");
	await world.sven.page.getByRole("link", { name: "To mend it" }).first().waitFor();
	await page.locator("ol li .tags a").first().click();
	await page.getByRole("heading", { name: "What it asks for, and what answers" }).waitFor();
	await page.goto("/controls");
	await world.look(world.dana, "controls");
	await page.getByRole("link", { name: "CC1.4", exact: true }).first().click();
	await page.getByText(/(Operated as the policy states|Did not, since)/).waitFor();
	assert.equal(await page.getByText("Attach a document").count(), 0, "an auditor changes nothing");
	await world.look(world.dana, "control");
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("link", { name: "CSV of the rows" }).click(),
	]);
	const lines = fs.readFileSync(await download.path(), "utf8").trim().split("\r\n");
	assert.match(lines[0], /^control,name,email,obligation,thing,state,due,/);
	await page.getByRole("link", { name: "The people behind it" }).click();
	const rows = page.getByRole("region", { name: "People" }).getByRole("row");
	assert.equal(await rows.count(), lines.length, "a line for each row");
	await world.look(world.dana, "control-people");
	await rows.getByRole("link", { name: "Mira Okafor" }).first().click();
	await page.getByText(/SOC 2 CC1\.4/).first().waitFor();
	await world.look(world.dana, "control-person");
	await page.goto(`/controls/soc2/CC1.4?from=${day(-30)}&to=${day(0)}`);
	await page.getByRole("region", { name: "Obligations over the period" }).waitFor();
	await world.look(world.dana, "control-period");
	await page.goto(`/controls/soc2/CC1.4?from=${day(0)}&to=${day(-3)}`);
	await page.getByRole("alert").getByText(/ends before it begins/).waitFor();
	await page.goto("/crosswalk");
	await world.look(world.dana, "crosswalk");
	await page.getByRole("link", { name: "All frameworks" }).click();
	await page.getByRole("columnheader", { name: "PCI DSS", exact: false }).waitFor();
	const shown = JSON.parse(world.server.assay(["control", "show", "soc2:CC1.4", "--json"], { allow: [1] }));
	assert.equal(shown.on, true);
	assert.match(shown.sentence, /^(operated as the policy states|did not, since)/);
	const ready = JSON.parse(world.server.assay(["readiness", "--json"], { allow: [1] }));
	assert.ok(ready.design.length > 0 && ready.design.every((l) => l.remedy), "each line has its remedy");
}

export async function evidence(world) {
	const { page } = world.sven;
	const attach = async (name, buffer) => {
		await page.goto("/controls/soc2/CC1.4");
		await page.getByLabel("Kind").selectOption("hiring-standard");
		await page.getByLabel("Title").fill("Hiring standard <2026>");
		await page.getByLabel("Day it bears").fill(day(-20));
		await page.getByLabel("File").setInputFiles({ name, mimeType: "application/pdf", buffer });
		await page.getByRole("button", { name: "Attach" }).click();
	};
	await attach("hiring.pdf", Buffer.from("\x7fELF and more"));
	await page.getByRole("alert").getByText(/none of PDF/).waitFor();
	assert.equal(await page.getByLabel("Title").inputValue(), "Hiring standard <2026>", "what was written stays");
	await attach("große Liste.md", Buffer.from("# How we hire\n"));
	await page.getByText("Hiring standard <2026>").waitFor();
	await world.look(world.sven, "control-attached");
	const auditor = world.dana.page;
	await auditor.goto("/controls/soc2/CC1.4");
	const href = await auditor.getByRole("link", { name: "Hiring standard <2026>" }).getAttribute("href");
	const reply = await world.dana.context.request.get(href);
	assert.equal(await reply.text(), "# How we hire\n");
	assert.equal(reply.headers()["content-type"], "text/markdown");
	assert.equal(reply.headers()["x-content-type-options"], "nosniff");
	assert.match(reply.headers()["content-disposition"], /^attachment; filename\*=UTF-8''gro%C3%9Fe%20Liste\.md$/);
	assert.match(reply.headers()["content-security-policy"], /sandbox/);
	assert.equal((await world.mira.context.request.get(href)).status(), 403);
	await page.locator("summary", { hasText: "Withdraw" }).click();
	await page.getByLabel("Reason").fill("a newer one is coming");
	await page.getByRole("button", { name: "Withdraw" }).click();
	await page.getByText("A newer one is coming.", { exact: false }).waitFor();
	await auditor.reload();
	await auditor.getByText(/Withdrawn on .* by Sven Holm/).waitFor();
	assert.equal((await world.dana.context.request.get(href)).status(), 200, "it stays readable");
}
