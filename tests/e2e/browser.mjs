// A browser that notices: every page it opens is checked for what must hold
// on all of them.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(path.resolve("tests/npm/node_modules/x.js"));
const { chromium } = require("playwright-core");
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PAGE_MAX = 100 * 1024;

export async function openBrowser() {
	const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
		.find((file) => fs.existsSync(file));
	if (!executablePath)
		throw new Error("there is no chromium");
	return chromium.launch({ executablePath, args: ARGS });
}

// Everything one person does: cookies of their own, and what went wrong.
export async function openPerson(browser, base, wrong, options = {}) {
	const context = await browser.newContext({ baseURL: base, ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(30000); // two servers, two people and the judges share the machine
	page.on("console", (m) => {
		if (m.type() === "error" && !/status of 4\d\d/.test(m.text()))
			wrong.push(`${page.url()}: console: ${m.text()}`);
	});
	page.on("pageerror", (e) => wrong.push(`${page.url()}: script: ${e.message}`));
	page.on("request", (r) => {
		if (!r.url().startsWith(`${base}/`))
			wrong.push(`${page.url()} asks elsewhere: ${r.url()}`);
	});
	page.on("response", async (r) => {
		if (r.status() >= 500)
			wrong.push(`${r.request().method()} ${r.url()}: ${r.status()}`);
		const policy = r.headers()["content-security-policy"] ?? "";
		if (r.url().startsWith(base) && (!policy || /unsafe|\*|data:/.test(policy)))
			wrong.push(`${r.url()}: content policy '${policy}'`);
	});
	return { context, page };
}

async function axe(page, wrong, what) {
	await page.evaluate(axeSource);
	const result = await page.evaluate((values) => globalThis.axe.run(document,
		{ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
	for (const v of result.violations)
		wrong.push(`${what}: axe ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
}

const smallTargets = () => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
	.filter((e) => !e.closest("p, li, td, th, dd, .prose, .skip"))
	.map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
	.filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24)).map(([html]) => html);

// Three ways of looking, each a window of its own that stays open.
const VIEWS = [
	{ colorScheme: "light", width: 1200, height: 800, axe: true },
	{ colorScheme: "dark", width: 1200, height: 800, axe: true },
	{ colorScheme: "light", width: 390, height: 844, axe: false },
];

async function openViews(browser, base) {
	return Promise.all(VIEWS.map(async (view) => {
		const context = await browser.newContext({ baseURL: base, colorScheme: view.colorScheme,
			viewport: { width: view.width, height: view.height } });
		return { ...view, context, page: await context.newPage() };
	}));
}

async function lookThrough(view, { url, body, name, wrong, shots }) {
	const { page } = view;
	const what = `${name} (${view.colorScheme}, ${view.width} px)`;
	let weight = 0;
	const weigh = async (r) => { weight += (await r.body().catch(() => Buffer.alloc(0))).length; };
	await page.unrouteAll();
	await page.route((u) => u.href === url, (route) =>
		route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
	page.on("response", weigh);
	await page.goto(url);
	if (view.axe)
		await axe(page, wrong, what);
	const over = await page.evaluate(() =>
		document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (over > 0)
		wrong.push(`${what}: scrolls ${over} px sideways`);
	const small = await page.evaluate(smallTargets);
	if (small.length)
		wrong.push(`${what}: targets under 24 px: ${small.join(" ")}`);
	if (shots)
		await page.screenshot({ path: path.join(shots, `${name}-${view.colorScheme}-${view.width}.png`),
			fullPage: true });
	page.off("response", weigh);
	if (weight > PAGE_MAX && !body.includes("data-editor")) // a lab's page brings the editor
		wrong.push(`${what}: weighs ${weight} bytes`);
}

// What the person sees, in both themes and on a phone: the same markup, shown
// again in windows where the page checker may run.
export async function openAuditor(browser, base) {
	const views = await openViews(browser, base);
	return async (person, name, wrong, shots) => {
		const url = person.page.url().replace(/#.*/, "");
		const body = await person.page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`);
		await Promise.all(views.map((view) => lookThrough(view, { url, body, name, wrong, shots })));
	};
}
