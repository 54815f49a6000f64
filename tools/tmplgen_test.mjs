// node --test tools/tmplgen_test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { generate } from "./tmplgen.mjs";

function folder(templates) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "tmplgen-"));
	for (const [name, text] of Object.entries(templates))
		fs.writeFileSync(path.join(dir, `${name}.html`), text);
	return dir;
}

function with_folder(templates, fn) {
	const dir = folder(templates);
	try {
		return fn(dir);
	} finally {
		fs.rmSync(dir, { recursive: true });
	}
}

const FRAME = {
	head: "{{! view\ntitle text\n}}\n<!doctype html>\n<html><head><title>{{title}}</title></head><body>\n",
	foot: "{{! view of head }}\n<footer>{{title}}</footer></body></html>\n",
};
const VIEW = "{{! view\nt text\nn int\nd date\nu url\nh html\nf flag\nr list\n  x text\n  y url\n" +
	"w list of text\nm maybe\n  z text\n}}\n";

const bad = [
	["no view", "<p>", /page\.html:1: a template begins with \{\{! view/],
	["unknown field", VIEW + "<p>{{q}}</p>", /page\.html:15: 'q' is not in the view; here are t, n/],
	["a parent's field in a list", VIEW + "{{#r}}{{t}}{{/r}}", /'t' is not in the view; here are x, y/],
	["text unescaped", VIEW + "{{&t}}", /'t' is text: only html/],
	["text unescaped, three braces", VIEW + "{{{t}}}", /'t' is text: only html/],
	["html escaped", VIEW + "{{h}}", /write \{\{&h\}\}/],
	["html in an attribute", VIEW + "<p title=\"{{&h}}\">", /cannot stand in an attribute/],
	["html in a title", VIEW + "<title>{{&h}}</title>", /cannot stand/],
	["text as a link", VIEW + "<a href=\"{{t}}\">", /href takes a field of kind url; 't' is text/],
	["text as an action", VIEW + "<form ACTION='{{t}}'>", /action takes/],
	["a link behind other text", VIEW + "<a href=\"x{{u}}\">", /begins the value/],
	["a second link", VIEW + "<a href=\"{{u}}{{u}}\">", /begins the value/],
	["an unquoted attribute", VIEW + "<p class={{t}}>", /page\.html:15: the value of class is not quoted/],
	["a literal unquoted attribute", VIEW + "<p class=x>", /the value of class is not quoted/],
	["an attribute's name", VIEW + "<p {{t}}>", /among the names of <p>/],
	["a tag's name", VIEW + "<{{t}}>", /opens no tag/],
	["a handler", VIEW + "<p onclick=\"{{t}}\">", /onclick= is inline/],
	["a literal handler", VIEW + "<p onClick=\"x\">", /onclick= is inline/],
	["a style attribute", VIEW + "<p style=\"{{t}}\">", /style= is inline/],
	["a script", VIEW + "<script>{{t}}</script>", /inside <script>/],
	["a literal script", VIEW + "\n\n<script>x()</script>", /page\.html:17: inline <script>/],
	["a style", VIEW + "<style>{{t}}</style>", /inside <style>/],
	["a comment", VIEW + "<!-- {{t}} -->", /inside a comment/],
	["srcset", VIEW + "<img srcset=\"{{t}}\">", /nothing may be interpolated into srcset/],
	["a refresh", VIEW + "<meta content=\"{{t}}\">", /nothing may be interpolated into content/],
	["a base", VIEW + "<base href=\"{{u}}\">", /nothing may be interpolated into href of <base>/],
	["a flag as text", VIEW + "{{f}}", /'f' is a flag/],
	["a list as text", VIEW + "{{r}}", /'r' is a list/],
	["a section across a quote", VIEW + "<p class=\"{{#f}}\"{{/f}}>", /ends elsewhere in the markup/],
	["a section across a tag", VIEW + "<p{{#f}}>{{/f}}", /ends elsewhere/],
	["a name grown by a section", VIEW + "<a hre{{#f}} x{{/f}}f=\"y\">", /no space before/],
	["a value grown by a section", VIEW + "<a href{{#f}} x{{/f}}=\"{{t}}\">", /= between the attributes/],
	["an open section", VIEW + "{{#f}}", /page\.html:15: Unclosed section/],
	["an open tag at the end", VIEW + "<p class=\"", /ends inside a tag/],
	["new delimiters", VIEW + "{{=<% %>=}}", /'=' tags are not used/],
	["an unknown partial", VIEW + "{{>nope}}", /no template 'nope'/],
	["a partial without its view", VIEW + "{{>head}}", /no field here is 'of head'/],
	["a partial in an attribute", "{{! view\nf of head\n}}\n<p title=\"{{>head}}\">", /between tags/],
	["a field twice", "{{! view\na text\na int\n}}\n", /page\.html:3: field 'a' is declared twice/],
	["an unknown kind", "{{! view\na string\n}}\n", /'string' is not a kind/],
	["no kind", "{{! view\na\n}}\n", /has no kind/],
	["a C keyword", "{{! view\nint text\n}}\n", /cannot be a field's name/],
	["an empty list", "{{! view\na list\nb text\n}}\n", /'a' has no fields/],
	["a dot outside a list of scalars", VIEW + "{{.}}", /'\.' is not in the view/],
];

for (const [name, page, why] of bad)
	if (why)
		test(`${name} stops the build with file and line`, () =>
			with_folder({ ...FRAME, page }, (dir) => assert.throws(() => generate(dir), why)));

test("templates that include each other stop the build", () =>
	with_folder({
		a: "{{! view\nt text\n}}\n{{>b}}",
		b: "{{! view of a }}\n{{>c}}",
		c: "{{! view of a }}\n{{>b}}",
	}, (dir) => assert.throws(() => generate(dir), /includes itself/)));

const MAIN = `
#include <stdio.h>
#include "templates/page.h"
int main(void)
{
	struct buf out;
	struct tmpl_head head = {.title = STR("<&>")};
	struct tmpl_page_rows rows[] = {{.name = STR("a<b"), .link = URL("/x?a=1&b")}, {.name = STR("2")}};
	struct str tags[] = {STR("t1"), STR("'t2'")};
	struct tmpl_page_next next = {.label = STR("go")};
	struct tmpl_page page = {.frame = &head, .rows = {rows, 2, 2}, .tags = {tags, 2, 2},
		.next = &next, .done = true, .at = 86400000000, .body = html_trusted(STR("<b>x</b>")),
		.count = -3, .note = STR_NONE};
	buf_init(&out, 1 << 16);
	tmpl_page(&out, &page);
	fwrite(out.ptr, 1, out.len, stdout);
	return 0;
}
`;
const PAGE = `{{! view
frame  of head
rows   list
    name text
    link url
tags   list of text
next   maybe
    label text
done   flag
at     date
body   html
count  int
note   text
}}
{{>head}}
{{#rows}}
<a href="{{link}}"{{#name}} title="{{name}}"{{/name}}>{{name}}</a>
{{/rows}}
{{^rows}}none{{/rows}}
<ul>{{#tags}}<li>{{.}}</li>{{/tags}}</ul>
{{#next}}<em>{{label}}</em>{{/next}}
<input{{#done}} checked{{/done}} value="{{count}}">
<time datetime="{{at}}">{{at}}</time>
{{&body}}{{^note}} no "note" \\ ??/ here{{/note}}
{{>foot}}
`;
const WANT = `<!doctype html>
<html><head><title>&lt;&amp;&gt;</title></head><body>
<a href="/x?a=1&amp;b" title="a&lt;b">a&lt;b</a>
<a href="" title="2">2</a>

<ul><li>t1</li><li>&#39;t2&#39;</li></ul>
<em>go</em>
<input checked value="-3">
<time datetime="1970-01-02T00:00:00Z">1970-01-02</time>
<b>x</b> no "note" \\ ??/ here
<footer>&lt;&amp;&gt;</footer></body></html>
`;

test("a template becomes C that writes the page", () =>
	with_folder({ ...FRAME, page: PAGE }, (dir) => {
		const gen = path.join(dir, "gen", "templates");
		fs.mkdirSync(gen, { recursive: true });
		const files = generate(dir).map(([name, text]) => {
			fs.writeFileSync(path.join(gen, name), text);
			return path.join(gen, name);
		});
		fs.writeFileSync(path.join(dir, "main.c"), MAIN);
		const c = (d) => fs.readdirSync(d).filter((f) => f.endsWith(".c") &&
			!/_(test|fuzz)\.c$|torture/.test(f)).map((f) => path.join(d, f));
		const program = path.join(dir, "program");
		execFileSync(process.env.CC ?? "cc", ["-std=gnu17", "-Wall", "-Wextra", "-Werror", "-Wshadow",
			"-D_GNU_SOURCE", "-Isrc", `-I${path.join(dir, "gen")}`, "-o", program,
			path.join(dir, "main.c"), ...files.filter((f) => f.endsWith(".c")),
			...c("src/base"), ...c("src/tmpl")]);
		assert.equal(execFileSync(program, { encoding: "utf8" }), WANT);
	}));
