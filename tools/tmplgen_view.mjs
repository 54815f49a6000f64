// The view of a template: the fields its page is made of, and their kinds.
//
//	{{! view
//	frame    of frame_head
//	title    text
//	rows     list
//	    name text
//	    link url
//	tags     list of text
//	next     maybe
//	    link url
//	}}
//
// or, where two templates share one struct,
//
//	{{! view of frame_head }}

export const SCALARS = ["text", "int", "date", "time", "url", "html", "flag"];
const NAME = /^[a-z][a-z0-9_]*$/;
const KEYWORDS = new Set(("auto break case char const continue default do double else enum extern " +
	"float for goto if inline int long register restrict return short signed sizeof static struct " +
	"switch typedef union unsigned void volatile while").split(" "));

export class Stop extends Error {
	constructor(file, line, text) {
		super(`${file}:${line}: ${text}`);
	}
}

function depth(line) {
	const lead = /^[ \t]*/.exec(line)[0];
	return [...lead].reduce((n, c) => n + (c === "\t" ? 8 : 1), 0);
}

// "list of text" -> {kind: "list", of: "text"}
function kindOf(words, stop) {
	const [kind, of, name, ...more] = words;
	if (more.length || (of !== undefined && of !== "of") || (of && !name))
		stop(`'${words.join(" ")}' is not a kind`);
	if (SCALARS.includes(kind) && of === undefined)
		return { kind };
	if (kind === "list" || kind === "maybe")
		return { kind, of: name };
	stop(`'${kind}' is not a kind: write ${SCALARS.join(", ")}, list, list of X, ` +
		"maybe, maybe of X, or of X");
	return null;
}

function field(text, line, stop) {
	const words = text.trim().split(/\s+/);
	const name = words.shift();
	if (!NAME.test(name) || KEYWORDS.has(name))
		stop(`'${name}' cannot be a field's name`);
	if (words[0] === "of" && words.length === 2)
		return { name, kind: "part", of: words[1], line };
	if (!words.length)
		stop(`field '${name}' has no kind`);
	return { name, ...kindOf(words, stop), line };
}

// Fields by indentation: deeper lines belong to the list or maybe above.
export function parseView(comment, file, firstLine) {
	const shared = /^\s*view\s+of\s+(\S+)\s*$/.exec(comment);
	if (shared)
		return { shared: shared[1], fields: [] };
	const lines = comment.split("\n");
	if (lines[0].trim() !== "view")
		throw new Stop(file, firstLine, "the first comment must be {{! view ... }}");
	const root = { fields: [], depth: -1 };
	const open = [root];
	lines.slice(1).forEach((text, i) => {
		const line = firstLine + 1 + i;
		const stop = (why) => { throw new Stop(file, line, why); };
		if (!text.trim())
			return;
		const at = depth(text);
		while (open.length > 1 && at <= open[open.length - 1].depth)
			open.pop();
		const parent = open[open.length - 1];
		if (parent.fields.length && parent.fields[0].depth !== at)
			stop("fields of one struct stand at one depth");
		const f = { ...field(text, line, stop), depth: at };
		if (parent.fields.some((other) => other.name === f.name))
			stop(`field '${f.name}' is declared twice`);
		parent.fields.push(f);
		if ((f.kind === "list" || f.kind === "maybe") && !f.of) {
			f.fields = [];
			open.push(f);
		}
	});
	checkFilled(root.fields, file);
	return { shared: null, fields: root.fields };
}

function checkFilled(fields, file) {
	for (const f of fields) {
		if (f.fields && !f.fields.length)
			throw new Stop(file, f.line, `'${f.name}' has no fields below it`);
		if (f.fields)
			checkFilled(f.fields, file);
	}
}
