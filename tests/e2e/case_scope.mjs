// People and access over time: the administrator's pages, and who sees them.
import assert from "node:assert/strict";

export async function person(world) {
	const { page } = world.admin;
	await page.goto("/people");
	await page.getByLabel("Name", { exact: true }).fill("Kim Osei");
	await page.getByLabel("E-mail").fill("kim.osei@parcels.example");
	await page.getByRole("button", { name: "Invite" }).click();
	await page.goto("/people");
	const find = async (words) => {
		await page.getByLabel("Find somebody").fill(words);
		await page.getByRole("button", { name: "Find", exact: true }).click();
	};
	await find("kim.osei@");
	await page.getByText("1 person", { exact: true }).waitFor();
	await world.look(world.admin, "people-found");
	await find("100%");
	await page.getByText("Nobody here has that in their name or address.").waitFor();
	assert.equal(await page.getByLabel("Find somebody").inputValue(), "100%");
	await find("OSEI");
	await page.getByRole("link", { name: "Kim Osei" }).click();
	const address = new URL(page.url()).pathname;
	await page.getByLabel("Time zone").fill("Mars/Olympus");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByRole("alert").getByText(/Mars\/Olympus/).waitFor();
	await page.getByLabel("Business unit").fill("Logistics");
	await page.getByLabel("Duties").fill("On-Call; reviewer");
	await page.getByLabel("Time zone").fill("Europe/Vienna");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Saved.").waitFor();
	assert.equal(await page.getByLabel("Duties").inputValue(), "on-call; reviewer");
	await page.getByLabel("System").fill("production");
	await page.getByLabel("Level").fill("admin");
	await page.getByRole("button", { name: "Record" }).first().click();
	await page.getByText("Saved.").waitFor();
	await page.getByLabel("First day").fill("2027-01-04");
	await page.getByLabel("Last day").first().fill("2027-01-01");
	await page.getByRole("button", { name: "Record" }).last().click();
	await page.getByRole("alert").getByText(/before/).waitFor();
	await page.getByLabel("First day").fill("2027-01-04");
	await page.getByLabel("Last day").first().fill("2027-01-15");
	await page.getByRole("button", { name: "Record" }).last().click();
	await page.getByText("Saved.").waitFor();
	await world.look(world.admin, "person-scope");
	await page.getByRole("button", { name: "End admin of production" }).click();
	await page.getByRole("row", { name: /production/ }).getByText("Ended").waitFor();
	await page.getByRole("button", { name: /Withdraw the leave/ }).click();
	await page.getByText("Withdrawn").waitFor();
	await page.getByRole("button", { name: "This person has left" }).click();
	await page.getByRole("button", { name: "This person is here again" }).click();
	await page.getByText("Saved.").waitFor();
	assert.equal(new URL(page.url()).pathname, address, "the same person");
	await page.getByRole("cell", { name: /joined, role developer/ }).first().waitFor();
}

export async function access(world) {
	const { page } = world.admin;
	const preview = async (csv, whole) => {
		await page.goto("/access");
		await page.getByLabel("or paste it").fill(csv);
		if (whole)
			await page.getByLabel(/whole of that source/).check();
		await page.getByRole("button", { name: "Preview" }).click();
	};
	await page.goto("/access");
	await world.look(world.admin, "access");
	await preview("email,system\nnobody@parcels.example,production\n");
	await page.getByRole("alert").getByText(/line 2/).waitFor();
	await preview("email,system,level,since\nkim.osei@parcels.example,production,user,2026-02-02\n" +
		"kim.osei@parcels.example,customer-data,admin,\n");
	await page.getByText("2 will be granted, 0 end; 0 stay as they are.").waitFor();
	await world.look(world.admin, "access-import");
	await page.getByRole("button", { name: "Apply" }).click();
	await page.getByText("The list is in.").waitFor();
	await preview("email,system\nkim.osei@parcels.example,production\n", true);
	await page.getByText("0 will be granted, 1 end; 1 stay as they are.").waitFor();
	await page.getByRole("button", { name: "Apply" }).click();
	await page.getByRole("link", { name: "production" }).click();
	await page.getByRole("row", { name: /Kim Osei/ }).getByText("Stands").waitFor();
	await world.look(world.admin, "access-system");
	for (const who of ["admin", "dana", "sven"].filter((name) => world[name])) {
		const reply = await world[who].context.request.get("/access?system=production");
		assert.equal(reply.status(), 200);
		assert.match(await reply.text(), /kim\.osei@parcels\.example/, `${who} sees it`);
	}
}
