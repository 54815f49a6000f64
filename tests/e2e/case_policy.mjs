// The policy: written, its effect seen, published, and signed.
import assert from "node:assert/strict";

const today = () => new Date().toISOString().slice(0, 10);
const text = (page) => page.getByLabel("Policy, as YAML");

async function write(page, change) {
	await text(page).fill(change(await text(page).inputValue()));
}

export async function edit(world) {
	const { page } = world.admin;
	await page.goto("/");
	await page.getByRole("link", { name: "Policy", exact: true }).click();
	await page.getByText("No policy has been published").first().waitFor();
	assert.equal(await page.getByRole("button", { name: "Sign", exact: true }).count(), 0,
		"the default is not signed");
	await world.look(world.admin, "policy-default");
	await page.getByRole("link", { name: "Write the next version" }).click();
	await write(page, (t) => t.replace("courses: [security-awareness]", "courses: [no-such-course]")
		.replace("version: 1 ", "version: 7 ").replace(/^approver: .*$/m, 'approver: "Head of security"'));
	await page.getByRole("button", { name: "Show effect" }).click();
	await page.getByText(/Line \d+: no course 'no-such-course'/).first().waitFor();
	await page.getByText(/version 7, and none was published before: the first one is 1/).waitFor();
	await page.getByText(/two people are needed/).waitFor();
	await world.look(world.admin, "policy-edit-wrong");
	await page.goto("/policy/edit");
	await world.look(world.admin, "policy-edit");
	await write(page, () => "policy: [");
	await page.getByRole("button", { name: "Only check it" }).click();
	await page.getByText(/^Line \d+: did not find/).waitFor();
	await page.goto("/policy/edit");
	await write(page, (t) => t.replace(/^effective: .*$/m, `effective: ${today()}`));
	await page.getByRole("button", { name: "Show effect" }).click();
	await page.getByRole("heading", { name: "Effect of version 1" }).waitFor();
	await page.getByRole("row", { name: /Mira Okafor.*becomes due.*signature of training/ }).waitFor();
	await world.look(world.admin, "policy-effect");
	await page.getByRole("button", { name: "Go on writing" }).click();
	assert.match(await text(page).inputValue(), /^# Your training policy\..*\n/, "the text came back");
	await page.getByRole("button", { name: "Show effect" }).click();
	await page.getByLabel("Why it changes").fill("the first one of our own");
	await page.getByRole("checkbox").check();
	await page.getByRole("button", { name: "Publish" }).click();
	await page.getByText("Published.").waitFor();
	await page.getByRole("row", { name: /Version 1.*in force.*the first one of our own/ }).waitFor();
	await world.look(world.admin, "policy");
	const said = JSON.parse(world.server.assay(["policy", "list", "--json"]));
	assert.equal(said.length, 1);
	assert.equal(said[0].note, "the first one of our own");
	const page1 = world.server.assay(["policy", "show", "1", "--text"]);
	assert.ok(page1.includes(said[0].content), "the page to sign names the document's hash");
}

// A form that states other numbers, or no agreement, publishes nothing.
export async function confirmed(world) {
	const { page } = world.sven;
	await page.goto("/policy/edit");
	await write(page, (t) => t.replace(/^effective: .*$/m, `effective: ${today()}`)
		.replace("    first_days: 14\n", "    first_days: 7\n"));
	assert.match(await text(page).inputValue(), /^version: 2 /m, "the next version, by itself");
	await page.getByRole("button", { name: "Show effect" }).click();
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	const yaml = await page.locator("input[name=text]").first().getAttribute("value");
	const stated = await page.locator("input[name=stated]").getAttribute("value");
	const send = (form) => world.sven.context.request.post("/policy/publish",
		{ form: { csrf, text: yaml, note: "x", ...form }, maxRedirects: 0 });
	assert.equal((await send({ stated })).status(), 422, "not agreed");
	assert.equal((await send({ stated: "0".repeat(64), sure: "yes" })).status(), 422, "other numbers");
	assert.equal((await send({ stated, sure: "yes", note: " " })).status(), 422, "no reason");
	assert.equal((await send({ stated, sure: "yes", text: `${yaml}\n` })).status(), 422, "another text");
	assert.equal(JSON.parse(world.server.assay(["policy", "list", "--json"])).length, 1);
}

export async function sign(world) {
	const { page, context } = world.mira;
	await page.goto("/");
	const due = page.getByRole("region", { name: "Due", exact: true });
	const toSign = due.getByRole("listitem").filter({ hasText: "Signing the policy" });
	await toSign.getByText(/^Due \d{4}-\d\d-\d\d$/).waitFor();
	await toSign.getByText(/^because you .* policy v1 gives/).waitFor();
	await world.look(world.mira, "home-to-sign");
	await world.jonas.page.goto("/team");
	await world.jonas.page.getByRole("row", { name: /Mira Okafor.*Signing the policy/ }).getByText(/^Due/).first().waitFor();
	await toSign.getByRole("link", { name: "Signing the policy" }).click();
	assert.equal(await page.getByRole("link", { name: "Write the next version" }).count(), 0);
	await world.look(world.mira, "policy-to-sign");
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	const post = (path, form) => context.request.post(path, { form: { csrf, ...form }, maxRedirects: 0 });
	assert.equal((await post("/policy/sign", { version: "1", name: "Mira" })).status(), 422, "not agreed");
	assert.equal((await post("/policy/sign", { version: "2", name: "Mira", agree: "yes" })).status(), 422);
	assert.equal((await post("/policy/publish", { text: "x", sure: "yes" })).status(), 403, "a learner");
	assert.equal((await context.request.get("/policy/edit")).status(), 403);
	await page.getByLabel("Your name").fill("Mira Okafor");
	await page.getByRole("checkbox").check();
	await page.getByRole("button", { name: "Sign", exact: true }).click();
	await page.getByText("Signed. It is in your record.").waitFor();
	assert.equal(await page.getByRole("button", { name: "Sign", exact: true }).count(), 0);
	assert.equal((await post("/policy/sign", { version: "1", name: "Mira", agree: "yes" })).status(), 422, "twice");
	await page.goto("/record");
	await page.getByRole("region", { name: "Policy signed" }).getByRole("row", { name: /Version 1.*Mira Okafor/ }).waitFor();
	await world.look(world.mira, "record-signed");
	await page.getByRole("link", { name: "Version 1" }).click();
	await page.getByRole("heading", { name: "Security training policy, version 1" }).waitFor();
	await world.look(world.mira, "policy-version");
	await page.goto("/");
	await page.getByRole("heading", { name: "Due", exact: true }).waitFor();
	assert.equal(await page.getByRole("link", { name: "Signing the policy" }).count(), 0);
	await world.dana.page.goto("/policy");
	await world.dana.page.getByText("1 person who is here has signed it.").waitFor();
}
