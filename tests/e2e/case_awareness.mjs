// Notices, practice campaigns, concerns and what incidents teach.
import assert from "node:assert/strict";
import fs from "node:fs";
import { people } from "./case_ways_in.mjs";

const at = (page) => new URL(page.url()).pathname;

async function tabTo(page, selector) {
	for (let i = 0; i < 120; i++) {
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

// Where concerns go is said by the administrator.
async function nameChannel(world) {
	const { page } = world.admin;
	await page.goto("/concerns");
	await page.getByText("To nobody by mail").waitFor();
	await world.look(world.admin, "concerns-empty");
	await page.getByLabel("Mail address of those").fill("assay@parcels.example");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByRole("alert").getByText("is where mail comes from").waitFor();
	await page.getByLabel("Mail address of those").fill("soc@parcels.example");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Saved.").waitFor();
}

// From any page to a number with the keyboard alone, without scripts.
export async function concern(world) {
	await nameChannel(world);
	const { page } = world.mira;
	await page.goto("/findings");
	await press(page, "a[href='/concern']");
	assert.equal(at(page), "/concern");
	await world.look(world.mira, "concern");
	await tabTo(page, "#kind");
	await page.keyboard.press("L");
	await tabTo(page, "#text");
	await page.keyboard.type("My laptop is gone, since the 9:15 train.");
	await press(page, "main form button");
	const number = /C-[0-9A-F]{8}/.exec(await page.locator("h1").innerText())[0];
	await page.getByText("Handed over by mail").waitFor();
	await world.look(world.mira, "concern-new");
	await page.goto("/concern");
	await page.getByRole("link", { name: number }).waitFor();
	await world.look(world.mira, "concern-mine");
	const mail = () => world.mail.mails.find((m) => m.to.includes("soc@parcels.example") && m.text.includes(number));
	for (let i = 0; i < 200 && !mail(); i++)
		await new Promise((next) => setTimeout(next, 100));
	assert.match(mail().text, /since the 9:15 train/);
	world.notes.concern = number;
}

export async function unnamed(world) {
	const { page } = world.tomas ?? world.mira;
	await page.goto("/concern");
	await page.getByLabel("What is it?").selectOption("leaked-secret");
	await page.getByLabel("What happened?").fill("A key lies in the wiki, page Deploy.");
	await page.getByLabel("Without my name").check();
	await page.getByRole("button", { name: "Report" }).click();
	await page.getByText("Thank you. It is recorded").waitFor();
	const own = page.url();
	await page.goto("/concern");
	assert.equal(await page.getByText("page Deploy").count(), 0, "nothing ties it to them");
	const stranger = await world.person();
	await stranger.page.goto(own);
	assert.equal(at(stranger.page), "/signin");
	const mail = world.mail.mails.filter((m) => m.to.includes("soc@parcels.example"));
	assert.ok(mail.every((m) => !m.text.includes("page Deploy")), "a secret does not travel on");
}

// Mails come in by the pipe of a mail server.
export async function byMail(world) {
	const file = "tests/fuzz/concern_mail/mixed.eml";
	const text = fs.readFileSync(file, "utf8").replace("Ada@acme.example", people.jonas.email);
	const said = world.server.assay(["concern", "receive"], { input: text });
	assert.match(said, /^C-[0-9A-F]{8}\n$/);
	const { page } = world.sven;
	await page.goto("/concerns");
	await page.getByText("Files that came with it, not kept: ticket.pdf").waitFor();
	await page.getByText("Jonas Lindqvist, as a mail says").waitFor();
	await page.getByText("page Deploy").waitFor();
	await world.look(world.sven, "concerns");
	const mine = page.locator("article").filter({ hasText: world.notes.concern });
	await mine.getByLabel("Ticket or incident it became").fill("INC-12");
	await mine.getByRole("button", { name: "Note it" }).click();
	await page.getByText("Noted. Who reported it sees that.").waitFor();
	await world.mira.page.goto("/concern");
	await world.mira.page.getByRole("link", { name: world.notes.concern }).click();
	await world.mira.page.getByText("as INC-12").waitFor();
}

export async function notice(world) {
	const { page } = world.sven;
	await page.goto("/notices");
	await world.look(world.sven, "notices-empty");
	await page.getByRole("link", { name: "Write a notice" }).click();
	await world.look(world.sven, "notice-new");
	await page.getByLabel("Title").fill("Parcel scams");
	await page.getByLabel("Text").fill("## What goes round\n\nMails that ask for **customs fees**. Report them.");
	await page.getByLabel("Everybody").uncheck();
	await page.getByRole("button", { name: "Publish" }).click();
	await page.getByRole("alert").getByText("for nobody").waitFor();
	assert.equal(await page.getByLabel("Title").inputValue(), "Parcel scams", "nothing typed is lost");
	await page.getByLabel("Roles").selectOption(["developer", "lead"]);
	await page.getByRole("button", { name: "Publish" }).click();
	await page.getByText("Published.").waitFor();
	const mira = world.mira.page;
	await mira.goto("/");
	await mira.getByRole("link", { name: "Parcel scams" }).waitFor();
	await world.look(world.mira, "home-notice");
	await mira.getByRole("link", { name: "Parcel scams" }).click();
	await world.look(world.mira, "notice");
	await mira.getByRole("button", { name: "I have read this" }).click();
	await mira.getByText("noted that you read it").waitFor();
	await world.look(world.mira, "notices");
	await mira.goto("/");
	assert.equal(await mira.getByRole("link", { name: "Parcel scams" }).count(), 0, "read is read");
	await page.goto("/notices/parcel-scams");
	await page.getByText(/Read by 1 of \d/).waitFor();
	await world.look(world.sven, "notice-reach");
	const other = await world.dana.page.goto("/notices/parcel-scams");
	assert.equal(other.status(), 200, "an auditor sees its reach");
	assert.equal(await world.dana.page.getByRole("button", { name: "I have read this" }).count(), 0);
}

export async function campaign(world) {
	const { page } = world.sven;
	const preview = async (file, how) => {
		await page.goto("/campaigns");
		await page.getByLabel("Export of gophish").setInputFiles(file);
		await page.getByRole("radio", { name: how }).check();
		await page.getByRole("button", { name: "Preview" }).click();
	};
	await page.goto("/campaigns");
	await world.look(world.sven, "campaigns-empty");
	await preview({ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from("name,age\nx,1\n") }, "Fair");
	await page.getByRole("alert").getByText(/Line 1: neither the columns/).waitFor();
	await preview("tests/fuzz/gophish/results.json", "Fair");
	await page.getByText("nothing is imported yet").waitFor();
	await page.getByText("1 by a program that fetches links").waitFor();
	await world.look(world.sven, "campaign-preview");
	await page.getByRole("button", { name: "Import" }).click();
	await page.getByText("The campaign is in.").waitFor();
	await page.getByRole("rowheader", { name: "March parcel" }).waitFor();
	await preview("tests/fuzz/gophish/results.json", "Fair");
	await page.getByRole("alert").getByText(/This file was imported on/).waitFor();
	const later = fs.readFileSync("tests/fuzz/gophish/events.csv", "utf8").replaceAll("2026-03-", "2026-04-");
	await preview({ name: "april.csv", mimeType: "text/csv", buffer: Buffer.from(later) }, "Fair");
	await page.getByRole("alert").getByText("needs a title").waitFor();
	await page.getByLabel("Export of gophish").setInputFiles({ name: "april.csv", mimeType: "text/csv", buffer: Buffer.from(later) });
	await page.getByLabel("Title").fill("April parcel");
	await page.getByRole("button", { name: "Preview" }).click();
	await page.getByRole("button", { name: "Import" }).click();
	await page.getByText("no clear change").first().waitFor();
	await world.look(world.sven, "campaigns");
	const held = await world.dana.page.goto("/campaigns");
	assert.equal(held.status(), 200);
	assert.equal(await world.dana.page.getByRole("button", { name: "Preview" }).count(), 0, "an auditor only looks");
}

// An auditor's first page is the evidence: what is for them stands there.
export async function forAuditors(world) {
	const { page } = world.sven;
	await page.goto("/notices/new");
	await page.getByLabel("Title").fill("The audit room");
	await page.getByLabel("Text").fill("It is **2.14** this year.");
	await page.getByLabel("Everybody").uncheck();
	await page.getByLabel("Roles").selectOption(["auditor"]);
	await page.getByRole("button", { name: "Publish" }).click();
	await page.getByText("Published.").waitFor();
	const dana = world.dana.page;
	await dana.goto("/");
	assert.equal(new URL(dana.url()).pathname, "/evidence");
	await dana.getByRole("link", { name: "The audit room" }).waitFor();
	await world.look(world.dana, "evidence-notice");
	for (const way of ["/controls", "/readiness", "/exceptions", "/gates"])
		await dana.locator(`main a[href="${way}"]`).first().waitFor();
	await dana.getByRole("link", { name: "The audit room" }).click();
	await dana.getByRole("button", { name: "I have read this" }).click();
	await dana.getByText("noted that you read it").waitFor();
	await dana.goto("/evidence");
	assert.equal(await dana.getByRole("link", { name: "The audit room" }).count(), 0, "read is read");
	assert.equal(await world.mira.page.goto("/notices/the-audit-room").then((r) => r.status()), 404, "it is for auditors");
}

export async function incident(world) {
	const { page } = world.sven;
	await page.goto("/incidents");
	await world.look(world.sven, "incidents-empty");
	await page.getByLabel("Its id in your tracker").fill("INC-12");
	await page.getByLabel("Occurred on").fill("2026-03-03");
	await page.getByLabel("Weakness").fill("CWE-89, CWE-1234");
	await page.getByLabel("Team to learn").selectOption({ label: "Parcels" });
	await page.getByLabel("Title").fill("Parcels of others");
	await page.getByRole("button", { name: "Record" }).click();
	await page.getByText("Nothing here teaches CWE-1234 yet").waitFor();
	await world.look(world.sven, "incidents");
	await page.getByText("Close this review").first().click();
	await page.getByLabel("Why").first().fill("The query stands in the text now.");
	await page.getByRole("button", { name: "Close it" }).first().click();
	await page.getByText("The review is closed.").waitFor();
	await world.mira.page.goto("/");
	await world.mira.page.getByText(/because incident INC-12 of 3 March 2026 showed CWE-89/i).first().waitFor();
}
