// The answer key, from the content's own files: a test that passes a quiz must
// know it, and the browser must not.
import fs from "node:fs";

// What a reader sees of a line of Markdown: no marks, no spaces to compare by.
export const plain = (text) => text.replace(/[`*_\\]/g, "").replace(/\s+/g, "")
	.replace(/[“”"]/g, '"').replace(/[‘’']/g, "'");

// Block scalars and plain ones of the strict subset that quiz.yaml is kept to.
function scalar(lines, i) {
	const indent = lines[i].search(/[^\s-]/);
	const head = lines[i].slice(lines[i].indexOf(":") + 1).trim();
	if (!/^[|>]/.test(head))
		return head.replace(/^(["'])(.*)\1$/s, "$2");
	const block = [];
	for (let j = i + 1; j < lines.length; j++) {
		if (lines[j].trim() && lines[j].search(/\S/) <= indent)
			break;
		block.push(lines[j]);
	}
	return block.join("\n");
}

// A text whose variables may have any value.
function pattern(text, vars) {
	let source = plain(text).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
	for (const name of vars)
		source = source.replaceAll(`\\$\\{${plain(name)}\\}`, ".+?");
	return new RegExp(`^${source}$`);
}

function readItem(lines) {
	const item = { vars: [], options: [], lefts: [], decoys: [], whys: [] };
	let list = "";
	lines.forEach((line, i) => {
		const [, indent, dash, name] = /^( *)(- )?([a-z_]+):/.exec(line) ?? [];
		const depth = indent === undefined ? -1 : indent.length + (dash?.length ?? 0);
		if (depth === 4)
			list = name;
		if (depth === 4 && ["id", "objective", "kind", "stem"].includes(name))
			item[name] = scalar(lines, i).trim();
		else if (depth === 4 && name === "key_lines")
			item.lines = line.match(/\d+/g).map(Number);
		else if (depth === 6 && list === "seed_vars")
			item.vars.push(name);
		else if (depth === 8 && name === "text" && list === "options")
			item.options.push({ text: scalar(lines, i), key: false });
		else if (depth === 8 && name === "key")
			item.options.at(-1).key = true;
		else if (depth === 8 && name === "left")
			item.lefts.push(scalar(lines, i));
		else if (depth === 8 && name === "right")
			(list === "pairs" ? item.options : item.decoys).push({ text: scalar(lines, i) });
		if (name === "why" && depth >= 4)
			item.whys.push(scalar(lines, i));
	});
	for (const option of [...item.options, ...item.decoys])
		option.is = pattern(option.text, item.vars);
	item.is = pattern(item.stem, item.vars);
	return item;
}

export function answerKey(module, file = `content/modules/${module}/quiz.yaml`) {
	const lines = fs.readFileSync(file, "utf8").split("\n");
	const starts = lines.flatMap((line, i) => (/^ {2}- id:/.test(line) ? [i] : []));
	return starts.map((from, n) => readItem(lines.slice(from, starts[n + 1])));
}

// What of the texts shown each option is.
const placesOf = (options, shown) => options.map((o) => shown.findIndex((text) => o.is.test(text)));

function find(key, stem, shown) {
	const item = key.find((i) => i.is.test(plain(stem)) &&
		(i.kind === "spot-line" || placesOf(i.options, shown).every((place) => place >= 0)));
	if (!item)
		throw new Error(`no question in the pool reads: ${stem.slice(0, 200)}`);
	return item;
}

// How to answer the question on the page: {id, kind} and
//	choices	which options, counted from 0 (single, multi)
//	numbers	of each step shown, its number (order)
//	letters	of each left side, which right side, counted from 1 (match)
//	line	(spot-line)
export async function plan(page, key, right) {
	const stem = await page.locator("#stem").innerText();
	const shown = (await page.locator(".choice > span, label.place > span, .sides li > span").allInnerTexts())
		.map(plain);
	const item = find(key, stem, shown);
	const out = { id: item.id, kind: item.kind };
	const places = placesOf(item.options, shown);
	if (item.kind === "order") {
		const numbers = places.map((_, place) => places.indexOf(place) + 1);
		out.numbers = right ? numbers : numbers.map((n) => numbers.length + 1 - n);
	} else if (item.kind === "match") {
		const letters = places.slice(0, item.lefts.length).map((place) => place + 1);
		out.letters = right ? letters : [...letters.slice(1), letters[0]];
	} else if (item.kind === "spot-line")
		out.line = right ? item.lines[0] : [1, 2, 3, 4].find((n) => !item.lines.includes(n));
	else
		out.choices = right ? places.filter((_, i) => item.options[i].key)
			: [places.find((_, i) => !item.options[i].key)];
	return out;
}

export async function answer(page, key, right) {
	const how = await plan(page, key, right);
	for (const i of how.choices ?? [])
		await page.locator(".choice input").nth(i).check();
	for (const [i, n] of (how.numbers ?? how.letters ?? []).entries())
		await page.locator("label.place select").nth(i).selectOption(String(n));
	if (how.line)
		await page.locator(`.spot input[value="${how.line}"]`).check();
	return how;
}
