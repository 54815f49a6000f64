// Messages: a lead reminds and asks, an administrator looks after what went out, one's dates are a
// calendar.
import assert from "node:assert/strict";
import { people } from "./case_ways_in.mjs";

const MODULE = "report-incidents";
const later = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export async function byHand(world) {
	const { page } = world.jonas;
	await page.goto("/team");
	const remind = page.locator("form[action='/team/nudge']");
	await remind.getByLabel("Person").selectOption({ label: "Mira Okafor" });
	await remind.getByLabel("Reason").fill("the audit is on Monday");
	await remind.getByRole("button", { name: "Remind" }).click();
	await page.getByText("They are reminded by mail.").waitFor();
	await remind.getByLabel("Person").selectOption({ label: "Mira Okafor" });
	await remind.getByLabel("Reason").fill("again");
	await remind.getByRole("button", { name: "Remind" }).click();
	await page.getByText("This person was reminded by hand today already.").waitFor();
	assert.equal(await remind.getByLabel("Reason").inputValue(), "again", "what was typed is still there");
	await world.look(world.jonas, "team-refused");

	const ask = page.locator("form[action='/team/assign']");
	await ask.getByLabel("Person").selectOption({ label: "Mira Okafor" });
	await ask.getByLabel("Module").selectOption(MODULE);
	await ask.getByLabel("To be done by").fill(later(10));
	await ask.getByLabel("Reason").fill("you are on call in March");
	await ask.getByRole("button", { name: "Ask" }).click();
	await page.getByText("They are asked, with your reason.").waitFor();
	await world.look(world.jonas, "team-asked");
	await world.mira.page.goto(`/modules/${MODULE}`);
	await world.mira.page.getByText(/because Jonas .* asks for it: you are on call in March/).first().waitFor();
	// nobody of another team, whatever the form says
	const csrf = await page.locator("form[action='/team/assign'] input[name=csrf]").getAttribute("value");
	const reply = await world.jonas.context.request.post("/team/assign", { maxRedirects: 0, form: { csrf,
		person: "0192d3b4-0000-7000-8000-000000000000", module: MODULE, date: later(10), reason: "r" } });
	assert.equal(reply.status(), 422);
	assert.match(await reply.text(), /Nobody of yours/);
}

// Whoever looks after everybody asks anybody, without a team.
export async function byHandOfAnybody(world) {
	const { page } = world.admin;
	await page.goto("/people");
	await page.getByRole("link", { name: "Jonas", exact: false }).first().click();
	const ask = page.locator("form[action$='/assign']");
	await ask.getByLabel("Module").selectOption(MODULE);
	await ask.getByLabel("To be done by").fill(later(12));
	await ask.getByLabel("Reason").fill("you stand in for the on-call lead");
	await ask.getByRole("button", { name: "Ask" }).click();
	await page.getByText("They are asked, with your reason.").waitFor();
	await world.look(world.admin, "person-asked");
	await ask.getByLabel("Module").selectOption(MODULE);
	await ask.getByLabel("To be done by").fill(later(13));
	await ask.getByLabel("Reason").fill("again");
	await ask.getByRole("button", { name: "Ask" }).click();
	await page.getByText("This module is asked for already and not done yet.").waitFor();
	assert.equal(await ask.getByLabel("Reason").inputValue(), "again", "what was typed is still there");
	const id = /people\/([0-9a-f-]{36})/.exec(page.url())[1];
	await world.sven.page.goto(`/controls/person/${id}`);
	await world.sven.page.getByRole("heading", { name: "Ask for a module" }).waitFor();
	await world.look(world.sven, "control-person-ask");
	await world.dana.page.goto(`/controls/person/${id}`);
	assert.equal(await world.dana.page.locator("form[action$='/assign']").count(), 0, "an auditor asks nobody");
}

export async function outbox(world) {
	const { page } = world.admin;
	await page.goto("/messages");
	await page.getByRole("heading", { name: "Sent last" }).waitFor();
	await page.getByRole("rowheader").first().waitFor();
	await world.look(world.admin, "messages");
	assert.match(await page.locator("main").innerText(), new RegExp(people.mira.email));
	await world.dana.page.goto("/messages");
	const seen = await world.dana.page.locator("main").innerText();
	assert.doesNotMatch(seen, new RegExp(people.mira.email), "an auditor sees no address whole");
	assert.match(seen, /\*\*\*@/);
}

export async function calendar(world) {
	const { page } = world.mira;
	await page.goto("/account");
	await page.getByRole("button", { name: "Make an address" }).click();
	const first = await page.locator("#calendar-address").innerText();
	await world.look(world.mira, "account-calendar");
	const fetched = async (address) => {
		const stranger = await world.person();
		return stranger.context.request.get(new URL(address).pathname);
	};
	const reply = await fetched(first);
	assert.equal(reply.status(), 200);
	const text = await reply.text();
	assert.match(text, new RegExp(`DTSTART;VALUE=DATE:${later(10).replaceAll("-", "")}\r\n`));
	assert.match(text.replaceAll("\r\n ", ""), /DESCRIPTION:because Jonas .* asks for it: you are on call in March\r\n/);
	await page.getByRole("button", { name: "Make a new address" }).click();
	const second = await page.locator("#calendar-address").innerText();
	assert.notEqual(first, second);
	assert.equal((await fetched(first)).status(), 404);
	assert.equal((await fetched(second)).status(), 200);
	await page.getByRole("button", { name: "Take the address away" }).click();
	await page.getByRole("button", { name: "Make an address" }).waitFor();
	assert.equal((await fetched(second)).status(), 404);
}
