// Page templates -> typed C: node tools/tmplgen.mjs OUT_DIR [TEMPLATE_DIR]
//
// Mustache files whose first comment declares their view (tmplgen_view.mjs);
// where each interpolation stands decides how it is escaped
// (tmplgen_html.mjs); tmplgen_c.mjs writes the result.  src/tmpl/README.md
// shows the whole.  Anything doubtful stops the build with file:line.
import fs from "node:fs";
import path from "node:path";
import mustache from "mustache";
import { header, itemType, source, structOf } from "./tmplgen_c.mjs";
import { Place } from "./tmplgen_html.mjs";
import { SCALARS, Stop, parseView } from "./tmplgen_view.mjs";

const lineAt = (text, offset) => text.slice(0, offset).split("\n").length;

function read(dir, name) {
	const file = path.join(dir, `${name}.html`);
	const text = fs.readFileSync(file, "utf8");
	let tokens;
	if (!/^[a-z][a-z0-9_]*$/.test(name))
		throw new Stop(file, 1, "a template's name is lower case letters, digits and _");
	try {
		tokens = mustache.parse(text);
	} catch (e) {
		const at = / at (\d+)$/.exec(e.message);
		throw new Stop(file, at ? lineAt(text, Number(at[1])) : 1, e.message.replace(/ at \d+$/, ""));
	}
	const [first] = tokens;
	if (!first || first[0] !== "!")
		throw new Stop(file, 1, "a template begins with {{! view ... }}");
	const view = parseView(text.slice(first[2] + 3, first[3] - 2).replace(/^ /, ""), file, 1);
	return { name, file, text, tokens: tokens.slice(1), view, partials: new Set(), usesView: false };
}

// The struct a template's view is: its own or the one it shares.
function resolve(all, t) {
	const owner = t.view.shared ?? t.name;
	const base = all.get(owner);
	if (!base || base.view.shared)
		throw new Stop(t.file, 1, `there is no view '${owner}'`);
	t.struct = `tmpl_${owner}`;
	t.fields = base.view.fields;
	if (!t.view.shared)
		resolveFields(all, t, t.fields);
	else
		t.partials.add(owner);
}

function resolveFields(all, t, fields) {
	for (const f of fields) {
		if (f.fields)
			resolveFields(all, t, f.fields);
		if (!f.of || (f.kind === "list" && SCALARS.includes(f.of)))
			continue;
		const target = all.get(f.of);
		if (!target)
			throw new Stop(t.file, f.line, `there is no view '${f.of}'`);
		f.shared = target.view.shared ?? f.of;
		t.partials.add(f.shared);
	}
}

// What names mean at one point: the fields of one struct, and nothing else.
const scope = (struct, fields, expr, owner) => ({ struct, fields, expr, owner, used: false });

class Reader {
	constructor(all, t) {
		this.all = all;
		this.t = t;
		this.line = 1;
		this.place = new Place((why) => this.stop(why));
		this.count = 0;
	}

	stop(why) {
		throw new Stop(this.t.file, this.line, why);
	}

	lookup(here, name) {
		if (here.scalar) {
			if (name !== ".")
				this.stop(`inside a list of ${here.scalar} only {{.}} has a meaning, not '${name}'`);
			here.used = true;
			return { f: { kind: here.scalar, name: "." }, expr: `*${here.expr}` };
		}
		const f = here.fields.find((one) => one.name === name);
		if (!f)
			this.stop(`'${name}' is not in the view; here are ${here.fields.map((one) => one.name)
				.join(", ") || "no fields"}`);
		here.used = true;
		return { f, expr: `${here.expr}->${name}` };
	}

	body(tokens, here) {
		return tokens.flatMap((token) => {
			this.line = lineAt(this.t.text, token[2]);
			return this.token(token, here);
		});
	}

	token(token, here) {
		const [type, value] = token;
		switch (type) {
		case "!":
			return [];
		case "text":
			return this.literal(value, token[2]);
		case "name":
			return [this.value(here, value, false)];
		case "&":
			return [this.value(here, value, true)];
		case "#":
		case "^":
			return [this.section(token, here)];
		case ">":
			return [this.partial(here, value)];
		default:
			return this.stop(`'${type}' tags are not used here`);
		}
	}

	literal(text, offset) {
		let at = 0;
		for (const line of text.split(/(?<=\n)/)) {
			this.line = lineAt(this.t.text, offset + at);
			this.place.feed(line);
			at += line.length;
		}
		return [{ type: "literal", text }];
	}

	value(here, name, raw) {
		const { f, expr } = this.lookup(here, name);
		if (!SCALARS.includes(f.kind) || f.kind === "flag")
			this.stop(`'${name}' is a ${f.kind}: it has no text to show`);
		if (raw && f.kind !== "html")
			this.stop(`'${name}' is ${f.kind}: only html may be written unescaped`);
		if (!raw && f.kind === "html")
			this.stop(`'${name}' is html: write {{&${name}}}`);
		const place = this.place.interpolate();
		if (f.kind === "html" && (place !== "text" || this.place.state === "raw"))
			this.stop(`'${name}' is html: it cannot stand in an attribute`);
		if (place === "url" && f.kind !== "url")
			this.stop(`${this.place.attribute} takes a field of kind url; '${name}' is ${f.kind}`);
		const instant = (f.kind === "date" || f.kind === "time") && this.place.attribute === "datetime";
		return { type: "value", f, expr, instant };
	}

	// One struct further in, or a condition.
	section(token, here) {
		const [type, name, , , children] = token;
		const { f, expr } = this.lookup(here, name);
		const enters = type === "#" && (f.kind === "list" || f.kind === "maybe");
		const owner = here.owner;
		const before = this.place;
		this.place = before.copy();
		this.place.settle();
		const node = enters ? this.entered(f, expr, owner, children) :
			{ type: type === "#" ? "if" : "unless", f, expr, body: this.body(children, here) };
		this.line = lineAt(this.t.text, token[5]);
		this.place.settle();
		if (this.place.key() !== before.key())
			this.stop(`section '${name}' ends elsewhere in the markup than it began`);
		if (this.place.value !== before.value)
			before.value += "\0";
		before.settle();
		this.place = before;
		return node;
	}

	entered(f, expr, owner, children) {
		const item = `v${++this.count}`;
		let inner;
		if (f.kind === "list" && SCALARS.includes(f.of)) {
			inner = { scalar: f.of, expr: item, used: false };
		} else {
			const struct = f.fields ? structOf(f, owner) : `tmpl_${f.shared}`;
			inner = scope(struct, f.fields ?? this.all.get(f.shared).view.fields, item, struct);
		}
		const body = this.body(children, inner);
		return { type: f.kind === "list" ? "each" : "with", f, expr, item, body,
			itemType: `const ${itemType(f, owner)}`, used: inner.used };
	}

	partial(here, name) {
		const target = this.all.get(name);
		if (!target)
			this.stop(`there is no template '${name}'`);
		if (this.place.state !== "text")
			this.stop(`a partial stands between tags, not inside one`);
		this.t.partials.add(name);
		if (here.struct === target.struct) {
			here.used = true;
			return { type: "partial", name, expr: here.expr };
		}
		const fits = (here.fields ?? []).filter((f) =>
			(f.kind === "part") && `tmpl_${f.shared}` === target.struct);
		if (fits.length !== 1)
			this.stop(`${fits.length ? "more than one" : "no"} field here is 'of ${target.struct.slice(5)}'`);
		here.used = true;
		return { type: "partial", name, expr: `${here.expr}->${fits[0].name}` };
	}

	whole() {
		const top = scope(this.t.struct, this.t.fields, "v", this.t.struct);
		this.t.nodes = this.body(this.t.tokens, top);
		this.t.usesView = top.used;
		this.line = lineAt(this.t.text, this.t.text.length);
		if (this.place.state !== "text")
			this.stop("the template ends inside a tag or a comment");
	}
}

function refuseCircles(all) {
	const visit = (t, trail) => {
		if (trail.includes(t.name))
			throw new Stop(t.file, 1, `includes itself: ${[...trail, t.name].join(" > ")}`);
		for (const name of t.partials)
			if (name !== t.name)
				visit(all.get(name), [...trail, t.name]);
	};
	for (const t of all.values())
		visit(t, []);
}

export function generate(dir) {
	const names = fs.readdirSync(dir).filter((f) => f.endsWith(".html")).sort();
	const all = new Map(names.map((f) => [f.slice(0, -5), read(dir, f.slice(0, -5))]));
	for (const t of all.values())
		resolve(all, t);
	for (const t of all.values())
		new Reader(all, t).whole();
	refuseCircles(all);
	return [...all.values()].flatMap((t) => [
		[`${t.name}.h`, header(t, [...t.partials].filter((p) => p !== t.name).sort())],
		[`${t.name}.c`, source(t)],
	]);
}

function main([out, dir = "www/templates"]) {
	try {
		const files = generate(dir);
		fs.mkdirSync(out, { recursive: true });
		for (const [name, text] of files)
			fs.writeFileSync(path.join(out, name), text);
	} catch (e) {
		if (!(e instanceof Stop))
			throw e;
		console.error(e.message);
		process.exit(1);
	}
}

if (process.argv[1] === new URL(import.meta.url).pathname)
	main(process.argv.slice(2));
