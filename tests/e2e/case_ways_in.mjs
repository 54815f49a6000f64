// Setting up, and the ways in.
import assert from "node:assert/strict";
import { totp } from "./totp.mjs";

export const PASSWORD = "nine green hallmarks";
export const people = {
	admin: { name: "Ada Beaumont", email: "ada@parcels.example", role: "admin" },
	mira: { name: "Mira Okafor", email: "mira.okafor@parcels.example", role: "developer", team: "Parcels" },
	tomas: { name: "Tomas Reyes", email: "tomas.reyes@parcels.example", role: "developer", team: "Parcels" },
	jonas: { name: "Jonas Lindqvist", email: "jonas.lindqvist@parcels.example", role: "lead", team: "Parcels" },
	dana: { name: "Dana Whitfield", email: "dana.whitfield@parcels.example", role: "auditor", team: "" },
	sven: { name: "Sven Holm", email: "sven.holm@parcels.example", role: "security_lead", team: "" },
};

const path = (page) => new URL(page.url()).pathname;

export async function signIn(page, who, password = PASSWORD) {
	await page.goto("/signin");
	await page.getByLabel("E-mail").fill(who.email);
	await page.getByLabel("Password", { exact: true }).fill(password);
	await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page) {
	await page.getByRole("button", { name: "Sign out" }).click();
	assert.equal(path(page), "/signin");
}

export async function setup(world) {
	const token = world.server.setupToken();
	const admin = world.admin = await world.person();
	const { page } = admin;
	await page.goto("/curriculum");
	assert.equal(path(page), "/setup", "nothing else is there before");
	await world.look(admin, "setup");
	const fill = async (word) => {
		await page.getByLabel("Setup token").fill(word);
		await page.getByLabel("Organisation").fill("Parcels Ltd");
		await page.getByLabel("Your name").fill(people.admin.name);
		await page.getByLabel("Your e-mail").fill(people.admin.email);
		await page.getByLabel("Your password").fill(PASSWORD);
		await page.getByLabel("Mail comes from").fill("assay@parcels.example");
		await page.getByRole("button", { name: "Set up" }).click();
	};
	await fill("not-the-token-that-was-printed");
	assert.equal(path(page), "/setup");
	await page.getByRole("alert").getByText("setup token").waitFor();
	await fill(token);
	assert.equal(path(page), "/signin");
	await world.look(admin, "signin");
	await signIn(page, people.admin);
	assert.equal(path(page), "/");
	await page.goto("/setup");
	assert.equal(path(page), "/", "setting up is over");
}

export async function roster(world) {
	const { page } = world.admin;
	await page.goto("/people");
	await world.look(world.admin, "people");
	const preview = async (csv) => {
		await page.goto("/people");
		await page.getByLabel("or paste it").fill(csv);
		await page.getByRole("button", { name: "Preview" }).click();
	};
	await preview("name,email,role,team\nX,not an address,developer,\n");
	await page.getByRole("alert").getByText(/line 2/).waitFor();
	const rows = Object.values(people).filter((p) => p.role !== "admin");
	await preview(["name,email,role,team",
		...rows.map((p) => `${p.name},${p.email},${p.role},${p.team}`), ""].join("\n"));
	await page.getByText(people.mira.email).waitFor();
	await world.look(world.admin, "roster");
	await page.getByRole("button", { name: "Apply" }).click();
	for (const p of rows)
		await page.getByRole("cell", { name: p.email }).waitFor();
}

async function acceptInvitation(world, who) {
	const link = await world.mail.link(who.email, "signin/link");
	const person = await world.person();
	const { page } = person;
	await page.goto(link);
	await page.goto(link); // a mail scanner looked before
	await page.getByRole("button", { name: "Sign in" }).click();
	assert.equal(path(page), "/account");
	await page.getByLabel("New password").fill(PASSWORD);
	await page.getByRole("button", { name: "Set password" }).click();
	assert.equal(path(page), "/signin");
	await signIn(page, who);
	await page.getByRole("button", { name: "Sign out" }).waitFor();
	return { person, link };
}

export async function invitation(world) {
	const mira = await acceptInvitation(world, people.mira);
	world.mira = mira.person;
	const other = await world.person();
	await other.page.goto(mira.link);
	await other.page.getByRole("alert").getByText("used up").waitFor();
	await world.look(other, "link-used");
	for (const name of ["jonas", "dana", "sven"])
		world[name] = (await acceptInvitation(world, people[name])).person;
	await world.mira.page.goto("/account");
	await world.look(world.mira, "account");
}

export async function secondFactor(world) {
	const { page } = world.sven;
	await page.goto("/account");
	await page.getByRole("button", { name: "Set up an authenticator" }).click();
	await world.look(world.sven, "account-enrol");
	const secret = await page.locator("#secret").textContent();
	await page.getByLabel("Six digits").fill("000000");
	await page.getByRole("button", { name: "Turn on" }).click();
	await page.getByRole("alert").waitFor();
	await page.getByRole("button", { name: "Set up an authenticator" }).click();
	const second = await page.locator("#secret").textContent();
	assert.notEqual(second, secret, "a new offer is a new secret");
	await page.getByLabel("Six digits").fill(totp(second));
	await page.getByRole("button", { name: "Turn on" }).click();
	const codes = (await page.locator("pre code").textContent()).trim().split("\n");
	assert.equal(codes.length, 10);
	await world.look(world.sven, "recovery");
	await signOut(page);
	await signIn(page, people.sven);
	assert.equal(path(page), "/signin/second-factor");
	await world.look(world.sven, "second-factor");
	await page.goto("/record");
	assert.equal(path(page), "/signin/second-factor", "half-way in opens nothing else");
	await page.getByLabel("Six digits").fill("123456");
	await page.getByRole("button", { name: "Continue" }).click();
	await page.getByRole("alert").waitFor();
	await page.getByLabel("Six digits").fill(codes[0]);
	await page.getByRole("button", { name: "Continue" }).click();
	assert.equal(path(page), "/");
	await signOut(page);
	await signIn(page, people.sven);
	await page.getByLabel("Six digits").fill(codes[0]);
	await page.getByRole("button", { name: "Continue" }).click();
	await page.getByRole("alert").waitFor(); // once is once
	await page.getByLabel("Six digits").fill(codes[1]);
	await page.getByRole("button", { name: "Continue" }).click();
	assert.equal(path(page), "/");
}

export async function reset(world) {
	const person = await world.person();
	const { page } = person;
	const ask = async (email) => {
		await page.goto("/reset");
		await page.getByLabel("E-mail").fill(email);
		await page.getByRole("button", { name: "Send a link" }).click();
		return page.getByRole("status").textContent();
	};
	await page.goto("/reset");
	await world.look(person, "reset");
	assert.equal(await ask("nobody@parcels.example"), await ask(people.dana.email), "a stranger learns nothing");
	await page.goto(await world.mail.link(people.dana.email, "reset"));
	await world.look(person, "reset-set");
	const anew = "a quite different sentence";
	await page.getByLabel("New password").fill(anew);
	await page.getByRole("button", { name: "Set password" }).click();
	assert.equal(path(page), "/signin");
	await world.dana.page.goto("/record");
	assert.equal(path(world.dana.page), "/signin", "a new password ends every session");
	await signIn(page, people.dana);
	await page.getByRole("alert").waitFor(); // the old one is over
	await signIn(world.dana.page, people.dana, anew);
	assert.equal(path(world.dana.page), "/evidence");
}

export async function guessing(world) {
	const person = await world.person();
	const { page } = person;
	for (let i = 0; i < 40; i++) {
		await signIn(page, people.tomas, `wrong password ${i}`);
		const text = await page.getByRole("alert").textContent();
		if (!/do not belong together/.test(text)) {
			assert.match(text, /wait|again|until|too many/i);
			return;
		}
	}
	assert.fail("forty guesses were taken one after another");
}

export async function change(world) {
	const { page } = world.admin;
	await page.goto("/people");
	await page.getByLabel("Name", { exact: true }).fill("Nora Vance");
	await page.getByLabel("E-mail").fill("nora.vance@parcels.example");
	await page.getByRole("button", { name: "Invite" }).click();
	await page.getByRole("link", { name: "Nora Vance" }).click();
	await world.look(world.admin, "person");
	await page.getByLabel("Role").selectOption("lead");
	await page.getByLabel("Team", { exact: true }).fill("Depots");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Saved.").waitFor();
	await page.getByRole("button", { name: "This person has left" }).click();
	await page.goto("/people");
	await page.getByRole("row", { name: /Nora Vance/ }).getByText("Left").waitFor();
}
