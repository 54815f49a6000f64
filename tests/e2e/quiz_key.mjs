// The answer key, from the content's own files: a test that passes a quiz must
// know it, and the browser must not.
import fs from "node:fs";

// What a reader sees of a line of Markdown: no marks, no spaces to compare by.
export const plain = (text) => text.replace(/[`*_\\]/g, "").replace(/\s+/g, "")
	.replace(/[“”"]/g, '"').replace(/[‘’']/g, "'");

// Block scalars and plain ones of the strict subset that quiz.yaml is kept to.
function scalar(lines, i, indent) {
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

export function answerKey(module) {
	const lines = fs.readFileSync(`content/modules/${module}/quiz.yaml`, "utf8").split("\n");
	const items = [];
	lines.forEach((line, i) => {
		if (/^ {2}- id:/.test(line))
			items.push({ id: line.split(":")[1].trim(), stem: "", options: [] });
		const item = items.at(-1);
		if (/^ {4}stem:/.test(line))
			item.stem = plain(scalar(lines, i, 4));
		else if (/^ {6}- text:/.test(line))
			item.options.push({ text: plain(scalar(lines, i, 8)), key: false });
		else if (/^ {8}key: true/.test(line))
			item.options.at(-1).key = true;
	});
	return items;
}

// Which of the options shown to answer with: the right ones, or one wrong.
export function choose(key, stem, shown, right) {
	const texts = shown.map(plain);
	const item = key.find((i) => i.stem === plain(stem) &&
		i.options.every((o) => texts.includes(o.text)));
	if (!item)
		throw new Error(`no question in the pool reads: ${stem.slice(0, 200)}`);
	const is = (text) => item.options.find((o) => o.text === text).key;
	const keys = texts.map((text, i) => (is(text) ? i : -1)).filter((i) => i >= 0);
	if (right)
		return keys;
	return [texts.findIndex((text) => !is(text))];
}
