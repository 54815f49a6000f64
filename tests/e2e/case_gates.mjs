// Gates: who stands where, break-glass, and what a lapse does once approved.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const LENA = "lena.brandt@parcels.example"; // nobody who learnt anything in another case
const OMAR = "omar.haddad@parcels.example";
const today = () => new Date().toISOString().slice(0, 10);

// The next version of what is in force, or the template as the first one, with
// a gate that revokes.
function publish({ server }) {
	const last = Math.max(0, ...JSON.parse(server.assay(["policy", "list", "--json"])).map((v) => v.version));
	const text = (last > 0 ? server.assay(["policy", "show", String(last)])
		: fs.readFileSync("content/policies/template.yaml", "utf8"))
		.replace(/^version: \d+/m, `version: ${last + 1}`)
		.replace(/^(approved|effective): .*$/gm, `$1: ${today()}`)
		.replace(/^( *)revoke: false/m, "$1revoke: true")
		.replace("change_days: 30", "change_days: 0");
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-policy-")), "policy.yaml");
	fs.writeFileSync(file, text);
	server.assay(["policy", "publish", file, "--note", "gates revoke", "--apply"]);
	fs.rmSync(path.dirname(file), { recursive: true });
}

// Accesses that began after it, so that the days of a change do not count.
function grant({ server }, ...people) {
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-access-")), "access.csv");
	fs.writeFileSync(file, `email,system\n${people.map((p) => `${p},production\n`).join("")}`);
	server.assay(["access", "import", file, "--source", "gates", "--apply"]);
	fs.rmSync(path.dirname(file), { recursive: true });
}

export async function breakGlass(world) {
	const { page } = world.sven;
	publish(world);
	world.server.assay(["person", "invite", LENA, "--name", "Lena Brandt"]);
	world.server.assay(["person", "invite", OMAR, "--name", "Omar Haddad"]);
	grant(world, LENA, OMAR);
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
	await form.person.fill(LENA);
	await form.minutes.fill("600");
	await form.open.click();
	await page.getByText("A gate is opened for 1 minute to 8 hours.").waitFor();
	await form.minutes.fill("30");
	await form.open.click();
	await page.getByText("It ends by itself").waitFor();
	await page.getByRole("row", { name: /Lena Brandt.*INC-212.*Sven Holm.*Open/ }).waitFor();
	const ask = (person) => JSON.parse(world.server.assay(["gate", "--person", person, "--system", "production",
		"--json"], { allow: [1] })).state;
	assert.equal(ask(LENA), "break-glass");
	assert.equal(ask(OMAR), "lapsed");
	await world.dana.page.goto("/gates");
	assert.equal(await world.dana.page.getByRole("button", { name: "Open", exact: true }).count(), 0,
		"an auditor opens nothing");
	await world.dana.page.getByRole("row", { name: /Lena Brandt.*INC-212/ }).waitFor();
}

export async function hook(world) {
	const { page } = world.sven;
	world.server.assay(["gate", "hooks"]);
	await page.goto("/gates");
	await page.getByRole("row", { name: /^Production.*revokes/ }).waitFor();
	const approve = page.getByRole("button", { name: "Approve: revoke production of Omar Haddad" });
	await approve.waitFor();
	await world.look(world.sven, "gates");
	await approve.click();
	await page.getByText("Approved. The server calls the hook").waitFor();
	assert.equal(await approve.count(), 0);
	const list = JSON.parse(world.server.assay(["gate", "hooks", "--json"]));
	assert.equal(list.filter((h) => h.state === "approved").length, 1);
	assert.ok(!list.some((h) => h.email === LENA && h.action === "revoke" && h.state === "proposed"),
		"who has break-glass is left alone");
	const csv = await world.dana.context.request.get("/gates/ordering.csv");
	assert.match(await csv.text(), /^system,name,email,level,source,trained_before_access/);
}
