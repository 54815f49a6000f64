// Gates: who stands where, break-glass, and what a lapse does once approved.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const KIM = "kim.osei@parcels.example";
const today = () => new Date().toISOString().slice(0, 10);

// The next version of what is in force, with a gate that revokes.
function publish({ server }) {
	const said = JSON.parse(server.assay(["policy", "list", "--json"]));
	const last = Math.max(...said.map((v) => v.version));
	const text = server.assay(["policy", "show", String(last)])
		.replace(/^version: \d+/m, `version: ${last + 1}`)
		.replace(/^effective: .*$/m, `effective: ${today()}`)
		.replace(/^( *)revoke: false/m, "$1revoke: true")
		.replace(/^( *)change_days: \d+/m, "$1change_days: 0");
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-policy-")), "policy.yaml");
	fs.writeFileSync(file, text);
	server.assay(["policy", "publish", file, "--note", "gates revoke", "--apply"], { allow: [1] });
}

export async function breakGlass(world) {
	const { page } = world.sven;
	await page.goto("/");
	await page.getByRole("link", { name: "Gates", exact: true }).click();
	await page.getByRole("heading", { name: "Gates", level: 1 }).waitFor();
	await page.getByRole("row", { name: /^Production/ }).waitFor();
	const form = { person: page.getByLabel("Person"), reason: page.getByLabel("Reason"),
		minutes: page.getByLabel(/^Minutes/), open: page.getByRole("button", { name: "Open", exact: true }) };
	await form.person.fill("nobody@parcels.example");
	await form.reason.fill("payments are down, INC-212");
	await form.open.click();
	await page.getByText("Nobody here has the address 'nobody@parcels.example'.").waitFor();
	assert.equal(await form.reason.inputValue(), "payments are down, INC-212", "the form is as it was");
	await world.look(world.sven, "gates-refused");
	await form.person.fill(KIM);
	await form.minutes.fill("600");
	await form.open.click();
	await page.getByText("A gate is opened for 1 minute to 8 hours.").waitFor();
	await form.minutes.fill("30");
	await form.open.click();
	await page.getByText("It ends by itself").waitFor();
	await page.getByRole("row", { name: /Kim Osei.*INC-212.*Sven Holm.*Open/ }).waitFor();
	const state = JSON.parse(world.server.assay(["gate", "--person", KIM, "--system", "production", "--json"])).state;
	assert.ok(["break-glass", "exempt", "current", "due"].includes(state), state);
	await world.dana.page.goto("/gates");
	assert.equal(await world.dana.page.getByRole("button", { name: "Open", exact: true }).count(), 0,
		"an auditor opens nothing");
	await world.dana.page.getByRole("row", { name: /Kim Osei.*INC-212/ }).waitFor();
}

export async function hook(world) {
	const { page } = world.sven;
	publish(world);
	world.server.assay(["gate", "hooks"]);
	await page.goto("/gates");
	await page.getByRole("row", { name: /^Production.*revokes/ }).waitFor();
	const approve = page.getByRole("button", { name: /^Approve: revoke production of/ });
	await approve.first().waitFor();
	await world.look(world.sven, "gates");
	const row = page.getByRole("row", { name: /Proposed/ });
	const before = await row.count();
	await approve.first().click();
	await page.getByText("Approved. The server calls the hook").waitFor();
	assert.equal(await row.count(), before - 1);
	const list = JSON.parse(world.server.assay(["gate", "hooks", "--json"]));
	assert.equal(list.filter((h) => h.state === "approved").length, 1);
	assert.ok(!list.some((h) => h.email === KIM && h.action === "revoke" && h.state === "proposed"),
		"who has break-glass is left alone");
	const csv = await world.dana.context.request.get("/gates/ordering.csv");
	assert.match(await csv.text(), /^system,name,email,level,source,trained_before_access/);
}
