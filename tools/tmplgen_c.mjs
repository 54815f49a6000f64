// A parsed template -> C.  Types first (struct tmpl_<name> and one struct for
// every list or maybe below it), then one function that appends the page.

const SCALAR_TYPES = { text: "struct str", int: "int64_t", date: "int64_t", time: "int64_t",
	url: "struct url", html: "struct html", flag: "bool" };

const TEXT_CALLS = { text: "tmpl_text", int: "tmpl_int", date: "tmpl_date", time: "tmpl_time",
	url: "tmpl_url" };

export function structOf(f, owner) {
	if (f.fields)
		return `${owner}_${f.name}`;
	return `tmpl_${f.of}`;
}

function member(f, owner) {
	if (f.kind === "part")
		return `\tconst struct tmpl_${f.shared ?? f.of} *${f.name};`;
	if (f.kind === "maybe")
		return `\tconst struct ${itemStruct(f, owner)} *${f.name}; /* NULL: nothing */`;
	if (f.kind !== "list")
		return `\t${SCALAR_TYPES[f.kind]} ${f.name};`;
	const item = SCALAR_TYPES[f.of] ?? `struct ${itemStruct(f, owner)}`;
	return `\tstruct ${owner}_${f.name}_list ${f.name};`.replace(/^/, "") +
		` /* of ${item} */`;
}

const itemStruct = (f, owner) => f.fields ? structOf(f, owner) : `tmpl_${f.shared ?? f.of}`;

// Structs innermost first, so that each is complete where it is used.
function structs(name, fields, out) {
	for (const f of fields) {
		if (f.fields)
			structs(structOf(f, name), f.fields, out);
		if (f.kind === "list") {
			const item = SCALAR_TYPES[f.of] ?? `struct ${itemStruct(f, name)}`;
			out.push(`struct ${name}_${f.name}_list {\n\t${item} *v;\n\tsize_t n, cap;\n};\n`);
		}
	}
	out.push(`struct ${name} {\n${fields.map((f) => member(f, name)).join("\n") ||
		"\tchar nothing; /* the view has no fields */"}\n};\n`);
}

export function header(t, includes) {
	const guard = `TEMPLATES_${t.name.toUpperCase()}_H`;
	const out = [];
	if (!t.view.shared)
		structs(`tmpl_${t.name}`, t.view.fields, out);
	return `/* Made from www/templates/${t.name}.html; edit that. */\n` +
		`#ifndef ${guard}\n#define ${guard}\n\n#include "tmpl/tmpl.h"\n` +
		includes.map((i) => `#include "templates/${i}.h"\n`).join("") +
		`\n${out.join("\n")}\nvoid tmpl_${t.name}(struct buf *out, const struct ${t.struct} *v);\n\n#endif\n`;
}

function literal(text) {
	const parts = text.match(/[^\n]{1,60}\n?|\n/gsu) ?? [];
	return parts.map((p) => `"${p.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")
		.replace(/\t/g, "\\t").replace(/\?/g, "\\?")
		.replace(/[\x00-\x1f\x7f]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)}"`)
		.join("\n    ");
}

function condition(node) {
	const { f, expr } = node;
	if (f.kind === "list")
		return `${expr}.n > 0`;
	if (f.kind === "text")
		return `${expr}.len > 0`;
	if (f.kind === "url" || f.kind === "html")
		return `${expr}.text.len > 0`;
	if (f.kind === "maybe" || f.kind === "part")
		return `${expr} != NULL`;
	return f.kind === "flag" ? expr : `${expr} != 0`;
}

function emitNode(node, d, out) {
	const tab = "\t".repeat(d);
	switch (node.type) {
	case "literal":
		out.push(`${tab}buf_add(out, STR(${literal(node.text)}));`);
		return;
	case "value":
		out.push(`${tab}${node.f.kind === "html" ? "tmpl_html" : node.instant ? "tmpl_instant" :
			TEXT_CALLS[node.f.kind]}(out, ${node.expr});`);
		return;
	case "partial":
		out.push(`${tab}tmpl_${node.name}(out, ${node.expr});`);
		return;
	case "if":
	case "unless":
		out.push(`${tab}if (${node.type === "if" ? condition(node) : `!(${condition(node)})`}) {`);
		break;
	case "each":
		out.push(`${tab}for (size_t i${d} = 0; i${d} < ${node.expr}.n; i${d}++) {`);
		if (node.used)
			out.push(`${tab}\t${node.itemType} *${node.item} = &${node.expr}.v[i${d}];\n`);
		break;
	case "with":
		out.push(`${tab}if (${node.expr} != NULL) {`);
		if (node.used)
			out.push(`${tab}\t${node.itemType} *${node.item} = ${node.expr};\n`);
		break;
	}
	node.body.forEach((n) => emitNode(n, d + 1, out));
	out.push(`${tab}}`);
}

export function source(t) {
	const out = [];
	t.nodes.forEach((n) => emitNode(n, 1, out));
	return `/* Made from www/templates/${t.name}.html; edit that. */\n` +
		`#include "templates/${t.name}.h"\n\nvoid\ntmpl_${t.name}(struct buf *out, ` +
		`const struct ${t.struct} *v)\n{\n${t.usesView ? "" : "\t(void)v;\n"}${out.join("\n")}\n}\n`;
}

export const itemType = (f, owner) => SCALAR_TYPES[f.of] ?? `struct ${itemStruct(f, owner)}`;
