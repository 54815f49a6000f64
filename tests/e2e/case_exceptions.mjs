// What departs from the policy takes two people: exceptions, certificates from
// elsewhere, past records; and what the organisation itself owes.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { people } from "./case_ways_in.mjs";

const POLICY = `
  - id: injection-yearly
    title: "Injection, every year"
    kind: assign-recurring
    what:
      modules: [a05-injection]
  - id: reports
    title: "Reports to management"
    kind: management-reporting
    controls: []
  - id: ladder
    title: "Escalation"
    kind: escalation
equivalents:
  - topic: report-incidents
    course: "Responding in Practice"
    edition: "2024"
    sections: ["2 Reporting"]
    verified: "supervised exercise"
    valid_months: 12
`;
const REASON = "The migration of the parcel database runs until autumn.";
const MEASURE = "Jonas reviews each of her changes to queries meanwhile.";
const day = (days) => new Date(Date.now() + days * 86400e3).toISOString().slice(0, 10);

function contentWithPolicy() {
	const data = fs.mkdtempSync(path.join(os.tmpdir(), "assay-e2e-data-"));
	for (const name of ["rules", "www"])
		fs.symlinkSync(path.resolve(name), path.join(data, name));
	fs.cpSync("content", path.join(data, "content"), { recursive: true });
	fs.appendFileSync(path.join(data, "content/policies/default.yaml"), POLICY);
	return data;
}

async function ask(page, { obligation = "Injection, every year", reason = REASON, until = day(60) } = {}) {
	await page.goto("/exceptions/new");
	await page.getByLabel("Obligation").selectOption({ label: obligation });
	await page.getByLabel("Why it cannot be met").fill(reason);
	await page.getByLabel("What stands in meanwhile").fill(MEASURE);
	await page.getByLabel("Last day").fill(until);
	await page.getByRole("button", { name: "Ask" }).click();
}

async function exceptions(world) {
	const { page } = world.mira;
	await page.goto("/record");
	await page.getByRole("link", { name: "Ask for an exception" }).click();
	await world.look(world.mira, "exception-new");
	await ask(page);
	await page.getByText("Proposed. Somebody else decides.").waitFor();
	await page.getByText("It waits for an administrator").waitFor();
	assert.equal(await page.getByRole("button", { name: "Grant" }).count(), 0, "nobody grants their own");
	const where = new URL(page.url()).pathname;
	await world.look(world.mira, "exception-waiting");

	await world.jonas.page.goto(where); // her lead sees it, and does not decide
	await world.jonas.page.getByText(REASON).waitFor();
	assert.equal(await world.jonas.page.getByRole("button", { name: "Grant" }).count(), 0);
	await world.dana.page.goto("/exceptions");
	await world.dana.page.getByRole("link", { name: /Injection, every year/ }).waitFor();

	const { page: sven } = world.sven;
	await sven.goto("/exceptions");
	await sven.getByRole("link", { name: /Injection, every year/ }).click();
	await world.look(world.sven, "exception-decide");
	await sven.getByRole("button", { name: "Refuse" }).click();
	await sven.getByRole("alert").getByText("the refusal says too little", { exact: false }).waitFor();
	await sven.getByLabel("Last day").fill(day(30));
	await sven.getByRole("button", { name: "Grant" }).click();
	await sven.getByText("Decided.").waitFor();
	await sven.goto("/exceptions?state=accepted");
	await sven.getByRole("row", { name: /Injection, every year/ }).first().waitFor();
	await world.look(world.sven, "exceptions");

	await page.goto("/record");
	await page.getByRole("row", { name: /Exception from .Injection/ }).getByText("Granted").waitFor();
	await world.look(world.mira, "record-exceptions");

	// Another one: first what was, then a reason of its own.
	await ask(page);
	await page.getByRole("alert").getByText("1 were asked for before", { exact: false }).waitFor();
	await page.getByRole("heading", { name: "Earlier ones" }).waitFor();
	await world.look(world.mira, "exception-again");
	await page.getByRole("button", { name: "Ask" }).click();
	await page.getByRole("alert").getByText("word for word", { exact: false }).waitFor();
	await page.getByLabel("Why it cannot be met").fill("The new schema was put off by a quarter, see the plan.");
	await page.getByRole("button", { name: "Ask" }).click();
	await page.getByText("Proposed.").waitFor();
	await page.getByRole("button", { name: "Withdraw it" }).click();
	await page.getByText("Withdrawn.").first().waitFor();
}

async function certificate(world) {
	const { page, context } = world.jonas;
	await page.goto("/exceptions/certificate");
	await page.getByRole("row", { name: /Responding in Practice/ }).waitFor();
	await world.look(world.jonas, "certificate-new");
	const send = async (name, body) => {
		await page.goto("/exceptions/certificate");
		await page.getByLabel("Day on the certificate").fill(day(-20));
		await page.getByLabel("Document").setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(body) });
		await page.getByRole("button", { name: "Hand in" }).click();
	};
	await send("certificate.pdf", "<html><script>alert(1)</script>");
	await page.getByRole("alert").getByText("none of PDF, PNG and JPEG", { exact: false }).waitFor();
	const body = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";
	await send("certificate.exe", body);
	await page.getByText("Proposed.").waitFor();
	const where = new URL(page.url()).pathname;
	const fetch = (who) => world[who].context.request.get(`${where}/document`);
	const reply = await fetch("dana");
	assert.equal(reply.status(), 200);
	assert.equal(await reply.text(), body);
	assert.equal(reply.headers()["content-disposition"], 'attachment; filename="certificate.pdf"');
	assert.equal(reply.headers()["x-content-type-options"], "nosniff");
	assert.equal((await context.request.get(`${where}/document`)).status(), 200, "their own");
	assert.equal((await fetch("mira")).status(), 404);
	await world.admin.page.goto(where);
	await world.look(world.admin, "certificate-decide");
	await world.admin.page.getByRole("button", { name: "Accept" }).click();
	await world.admin.page.getByText("Decided.").waitFor();
	await page.goto("/record");
	await page.getByRole("row", { name: /Certificate for/ }).getByText("Accepted").waitFor();
}

async function pastRecords(world, data) {
	const { page } = world.admin;
	const fill = async (version) => {
		await page.goto("/exceptions/override");
		await page.getByLabel("Person").fill(people.dana.email);
		await page.getByLabel("Module").selectOption("a05-injection");
		await page.getByLabel("Version").fill(version);
		await page.getByLabel("Completed on").fill(day(-30));
		await page.getByLabel("Why it counts").fill("Passed the course of the former provider, page 3 of the list.");
		await page.getByRole("button", { name: "Preview the record" }).click();
	};
	await fill("1.0.0");
	await page.getByRole("row", { name: new RegExp(people.dana.email) }).waitFor();
	await world.look(world.admin, "override-preview");
	await page.getByRole("button", { name: "Propose" }).click();
	await page.getByText("Proposed.").waitFor();
	assert.equal(await page.getByRole("button", { name: "Accept" }).count(), 0, "the first is not the second");
	const id = new URL(page.url()).pathname.split("/").pop();
	const assay = (args, options) => world.server.assay([...args, "--data", data], options);
	assert.throws(() => assay(["override", "accept", id, "--as", people.admin.email], { stdio: "pipe" }),
		/second person/);
	assert.throws(() => assay(["override", "accept", id, "--as", people.dana.email], { stdio: "pipe" }),
		/administrator or a security lead|about themself/);
	assay(["override", "accept", id, "--as", people.sven.email]);
	const listed = JSON.parse(world.server.assay(["override", "list", "--json"]));
	assert.deepEqual(listed.map((p) => [p.state, p.decided_by]), [["accepted", people.sven.name]]);

	const file = path.join(data, "past.csv");
	fs.writeFileSync(file, `email,module,version,completed,reason\n${people.dana.email},a99,1.0.0,2026-01-31,` +
		"Passed the course of the former provider.\n");
	assay(["override", "import", file, "--as", people.admin.email], { allow: [1], stdio: "pipe" });
	assert.equal(JSON.parse(world.server.assay(["override", "list", "--json"])).length, 1, "nothing by half");
}

async function duties(world, data) {
	const { page } = world.sven;
	await page.goto("/duties");
	await page.getByRole("row", { name: /Reports to management/ }).getByText(/^Overdue|^Due|^Not done/).waitFor();
	await page.getByRole("row", { name: /Escalation/ }).getByText(/gap/).first().waitFor();
	assert.equal(await page.locator("#obligation option").count(), 1, "what shows from data is not ticked off");
	await page.getByLabel("What was done").fill("The board saw the numbers of the quarter and asked for more labs.");
	await page.getByRole("button", { name: "Record" }).click();
	await page.getByText("Recorded. It is in the ledger.").waitFor();
	await page.getByRole("row", { name: /Reports to management/ }).getByText("Done", { exact: true }).waitFor();
	await world.look(world.sven, "duties");
	await world.dana.page.goto("/duties");
	await world.dana.page.getByText("The board saw the numbers").waitFor();
	assert.equal(await world.dana.page.getByRole("button", { name: "Record" }).count(), 0, "an auditor reads");
	const said = JSON.parse(world.server.assay(["obligation", "list", "--json", "--data", data], { allow: [1] }));
	assert.equal(said.find((d) => d.id === "reports").state, "current");
}

export async function all(world) {
	const data = contentWithPolicy();
	try {
		await world.server.restart(["--data", data]);
		await exceptions(world);
		await certificate(world);
		await pastRecords(world, data);
		await duties(world, data);
		await world.server.restart([]);
	} finally {
		fs.rmSync(data, { recursive: true, force: true });
	}
}
