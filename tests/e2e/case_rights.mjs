// Who may open what: the whole table of pages, as every role and as a stranger.
import assert from "node:assert/strict";
import fs from "node:fs";

const NONE = "00000000-0000-7000-8000-000000000000";
const NAMES = { developer: "mira", lead: "jonas", auditor: "dana", security_lead: "sven", admin: "admin" };

// What each page answers to those who may come in.  A page of pages.c that
// stands in neither list fails the test.
const OPEN = {
	"GET /": 200, "GET /curriculum": 200, "GET /modules/{id}": 200, "GET /modules/{id}/quiz": 200,
	"GET /modules/{id}/attest": 200, "GET /modules/{id}/ability": 200, "GET /attempts/{id}": 404, "GET /attempts/{id}/result": 404,
	"GET /record": 200, "GET /team": 200, "GET /findings": 200, "GET /findings/{id}": 404,
	"GET /account": 200, "GET /people": 200, "GET /people/{id}": 404, "GET /evidence": 200,
	"GET /evidence/completions.csv": 200, "GET /signin": 200, "GET /signin/link/{token}": 404,
	"GET /reset": 200, "GET /reset/{token}": 200, "GET /setup": 303, "GET /{path*}": 404,
	"GET /signin/second-factor": 200, "GET /labs": 200, "GET /labs/{lab}": 200,
	"GET /labs/{lab}/runs/{id}": 404,
	"GET /items": 200, "GET /items/{id}": 200, "GET /items/{id}/items.csv": 200,
	"GET /team/misconceptions": 200,
	"GET /review": 200, "GET /review/l/{token}": 404,
	"GET /access": 200,
	"GET /campaigns": 200, "GET /concern": 200, "GET /concern/{id}": 404, "GET /concerns": 200,
	"GET /notices": 200, "GET /notices/new": 200, "GET /notices/{notice}": 404, "GET /incidents": 200,
	"GET /controls": 200, "GET /controls/{framework}/{id}": 200, "GET /controls/{framework}/{id}/people": 200,
	"GET /controls/{framework}/{id}/people.csv": 200, "GET /controls/person/{id}": 404,
	"GET /attachments/{id}": 404, "GET /crosswalk": 200, "GET /readiness": 200,
	"GET /policy": 200, "GET /policy/edit": 200, "GET /policy/versions/{n}": 404,
	"GET /messages": 200, "GET /calendar/{token}": 404,
	"GET /paths": 200, "GET /paths/{id}": 404, "GET /proficiency": 200,
	"GET /exceptions": 200, "GET /exceptions/new": 200, "GET /exceptions/certificate": 200,
	"GET /exceptions/override": 200, "GET /exceptions/{id}": 404, "GET /exceptions/{id}/document": 404,
	"GET /duties": 200, "GET /duties/{id}/document": 404,
	"GET /gates": 200, "GET /gates/ordering.csv": 200,
};
// Without a token a form does nothing, whoever sends it.
const FORMS = new Set(["POST /modules/{id}/quiz", "POST /modules/{id}/attest",
	"POST /attempts/{id}/answers/{no}", "POST /attempts/{id}/submit", "POST /account/password",
	"POST /account/totp/start", "POST /account/totp", "POST /account/tokens",
	"POST /account/tokens/{id}/drop", "POST /people", "POST /people/{id}",
	"POST /people/{id}/leave", "POST /people/roster", "POST /people/roster/apply", "POST /signin",
	"POST /signin/link/{token}", "POST /signin/second-factor", "POST /signout", "POST /reset",
	"POST /reset/{token}", "POST /setup", "POST /labs/{lab}/attack", "POST /labs/{lab}/check",
	"POST /labs/{lab}/submit", "POST /labs/{lab}/hint", "POST /labs/{lab}/runs/{id}/withdraw",
	"POST /review", "POST /review/l/{token}", "POST /account/review-mail", "POST /paths/{id}",
	"POST /people/{id}/return", "POST /people/{id}/access", "POST /people/{id}/access/end",
	"POST /people/{id}/absences", "POST /people/{id}/absences/withdraw",
	"POST /access/import", "POST /access/import/apply",
	"POST /campaigns", "POST /campaigns/apply", "POST /concern", "POST /concerns/channel", "POST /concerns/{id}",
	"POST /notices/new", "POST /notices/{notice}/read", "POST /incidents", "POST /incidents/review",
	"POST /controls/{framework}/{id}/attach", "POST /attachments/{id}/withdraw",
	"POST /review", "POST /review/l/{token}", "POST /account/review-mail", "POST /paths/{id}",
	"POST /exceptions/new", "POST /exceptions/certificate", "POST /exceptions/override",
	"POST /exceptions/{id}", "POST /exceptions/{id}/withdraw", "POST /duties",
	"POST /policy/sign", "POST /policy/edit", "POST /policy/publish",
	"POST /gates/open", "POST /gates/hooks/{id}",
	"POST /account/calendar", "POST /team/nudge", "POST /team/assign",
	"POST /people/{id}/nudge", "POST /people/{id}/assign",
	"POST /controls/person/{id}/nudge", "POST /controls/person/{id}/assign",
	"POST /messages/{channel}/{id}/retry", "POST /messages/{channel}/{id}/drop"]);

const routes = () => fs.readFileSync("tests/e2e/routes.txt", "utf8").trim().split("\n").map((line) => {
	const [method, path, ...who] = line.split(" ");
	return { name: `${method} ${path}`, method, path, who };
});

const address = (path) => path.replace("{framework}/{id}", "soc2/CC1.4").replace(/^\/(modules|items)\/{id}/, "/$1/a05-injection")
	.replace("{lab}", "sql-second-order").replace("{channel}", "mail").replace("{notice}", "no-such-notice").replace("{id}", NONE)
	.replace("{n}", "99").replace("{no}", "1").replace("{token}", "x".repeat(43)).replace("{path*}", "no/such/page");

function expected({ name, method, path, who }, role) {
	if (who.includes(role))
		return method === "POST" ? 403 : role === "auditor" && path === "/" ? 303 : OPEN[name];
	if (role === "guest")
		return 303; // to sign in
	const strangersOnly = who.every((w) => w === "guest");
	return strangersOnly ? 303 : 403;
}

async function ask(context, { method, path }) {
	const reply = await context.request.fetch(address(path), { method, maxRedirects: 0,
		...(method === "POST" ? { form: { csrf: "made up" } } : {}) });
	return reply.status();
}

export async function table(world) {
	const stranger = await world.person();
	const contexts = { guest: stranger.context };
	for (const [role, name] of Object.entries(NAMES))
		contexts[role] = world[name].context;
	for (const route of routes()) {
		assert.ok(route.name in OPEN || FORMS.has(route.name), `what should ${route.name} answer?`);
		for (const [role, context] of Object.entries(contexts)) {
			const want = expected(route, role);
			const got = await ask(context, route);
			if (got !== want)
				world.wrong.push(`${route.name} as ${role}: ${got}, should be ${want}`);
		}
	}
	await world.mira.page.goto("/people");
	await world.mira.page.getByText("Not for you").waitFor();
	await world.look(world.mira, "error-403");
	await world.mira.page.goto("/no/such/page");
	await world.look(world.mira, "error-404");
}

export async function forgery(world) {
	const { page, context } = world.mira;
	await page.goto("/account");
	const csrf = await page.locator("input[name=csrf]").first().getAttribute("value");
	const leave = (form, headers) => context.request.post("/signout", { form, headers, maxRedirects: 0 });
	const refused = [
		await leave({}), await leave({ csrf: "" }), await leave({ csrf: `${csrf}x` }),
		await leave({ csrf: csrf.slice(1) }),
		await leave({ csrf }, { Origin: "https://evil.example" }),
		await leave({ csrf }, { Origin: "null" }),
		await leave({ csrf }, { "Sec-Fetch-Site": "cross-site" }),
		await leave({ csrf }, { "Sec-Fetch-Site": "same-site" }),
	];
	for (const reply of refused)
		assert.equal(reply.status(), 403);
	const admin = await world.admin.context.request.post("/people", { maxRedirects: 0,
		form: { csrf, name: "E", email: "e@evil.example", role: "admin" } });
	assert.equal(admin.status(), 403, "the token of another session");
	const stranger = await world.person();
	await stranger.page.goto("/signin?to=//evil.example/");
	assert.equal(await stranger.page.locator("input[name=to]").getAttribute("value"), "/");
	const cookie = (await context.cookies()).find((c) => c.name === "assay");
	assert.ok(cookie.httpOnly && cookie.sameSite === "Lax", "the session's cookie");
	await page.goto("/account");
	assert.equal(new URL(page.url()).pathname, "/account", "still signed in");
}
