#include "scan/testing.h"

static const struct row python_rows[] = {
    {"foo(...)", "foo()\nfoo(1, b=2)\nbar(foo(3))\nfood()\n", "1 2 3 "},
    {"foo(1, ...)", "foo(1)\nfoo(2)\nfoo(1, 2)\n", "1 3 "},
    {"foo(..., 3)", "foo(1, 2, 3)\nfoo(3)\nfoo(3, 4)\n", "1 2 "},
    {"foo(..., 3, ...)", "foo(1, 3, 5)\nfoo(5)\n", "1 "},
    {"foo($X, $X)", "foo(a, a)\nfoo(a, b)\nfoo(a.b, a.b)\n", "1 3 "},
    {"foo(b=2, a=1)", "foo(a=1, b=2)\nfoo(a=1)\nfoo(a=1, b=2, c=3)\n", "1 "},
    {"foo(..., shell=True)",
	"foo(1, shell=True, x=2)\nfoo(1)\nfoo(shell=False)\n", "1 "},
    {"foo(\"...\")", "foo('a')\nfoo(a)\nfoo('a' + 'b')\nfoo(f'{a}')\n", "1 3 "},
    {"foo(\"$X\")", "foo('a')\nfoo(a)\n", "1 "},
    {"foo(\"=~/^a.c$/\")", "foo('abc')\nfoo('abd')\n", "1 "},
    {"foo(\"a\")", "A = 'a'\nfoo(A)\nA2 = 'a'\nA2 = 'b'\nfoo(A2)\n", "2 "},
    {"foo($...ARGS)", "foo()\nfoo(1, 2)\n", "1 2 "},
    {"$X.execute($Q % ...)", "c.execute('a%s' % b)\nc.execute(b)\n", "1 "},
    {"$X == $X", "a == a\na == b\n", "1 "},
    {"a == b", "b == a\na == b\nb == c\n", "1 2 "},
    {"return $X", "def f():\n return a\ndef g():\n return\n", "2 "},
    {"$X = 1", "a = 1\nb: int = 1\nf(a=1)\nc = 2\n", "1 2 "},
    {"{..., \"a\": 1, ...}", "{'b': 2, 'a': 1}\n{'a': 2}\n", "1 "},
    {"[..., 2, ...]", "[1, 2, 3]\n[1]\n", "1 "},
    {"f\"...{$X}...\"", "f'a{b}c'\nf'{b}'\n'a'\n", "1 2 "},
    {"<... f(1) ...>", "g(h(f(1)))\ng(f(2))\n", "1 1 1 "},
    {"if <... f($X) ...>: ...", "if a and not f(1):\n pass\n", "1 "},
    {"$A. ... .end()", "a.b().c.end()\na.end()\nb()\n", "1 2 "},
    {"subprocess.call(...)",
	"import subprocess as s\nfrom subprocess import call\n"
	"from subprocess import call as c\ns.call(1)\ncall(2)\nc(3)\n"
	"x.call(4)\n",
	"4 5 6 "},
    {"import pickle", "import pickle\nimport json\n", "1 "},
    {"from a import b", "from a import c, b\nfrom b import b\n", "1 "},
    {"lambda $X: ...", "f(lambda a: a)\n", "1 "},
    {"$X: int = 1", "a: int = 1\nb = 1\nc: str = 1\n", "1 "},
    {"$X: $T = $T", "a: b = b\nb: c = d\n", "1 "},
    {"def $F(a): ...",
	"def f(a: int): pass\ndef g(a, b): pass\n"
	"def h(a) -> int: pass\n",
	"1 3 "},
    {"def $F($A: str, ...): ...", "def f(a: str): pass\ndef g(a): pass\n",
	"1 "},
    {"def $F(...) -> int: ...", "def f(a: str) -> int: pass\ndef g(a): pass\n",
	"1 "},
    {"not $X", "not a\na\n", "1 "},
    {"foo[...]", "foo[1]\nbar[1]\n", "1 "},
    {"await $X", "async def f():\n await a\n", "2 "},
    {"$F()", "a()\nb(1)\n", "1 "},
};

static void
a_pattern_finds_python_as_semgrep_would(void)
{
	check_rows("python", python_rows, NELEM(python_rows));
}

static void
arguments_names_and_imports_of_python_are_found(void)
{
	static const struct row rows[] = {
	    {"foo($K=1)", "foo(a=1)\nfoo(a=2, b=1)\nfoo(1)\n", "1 "},
	    {"foo(..., $K=1, ...)", "foo(a=2, b=1)\nfoo(1)\n", "1 "},
	    {"foo(..., $K=$V, $L=$V)", "foo(a=1, b=1)\nfoo(a=1, b=2)\n", "1 "},
	    {"{..., 'a': ...}", "f({'b': 1, 'a': 2})\nf({'b': 1})\n", "1 "},
	    {"foo($...X, $X)", "foo(1, 2, 3)\nfoo(1)\nfoo()\n", "1 2 "},
	    {"$X.bar()", "bar()\nfrom foo import bar\nbar()\nfoo.bar()\n",
		"3 4 "},
	    {"$X = {...}", "a = {1, 2}\nb = {1: 2}\nc = [1]\n", "1 2 "},
	    {"foo(False)", "x = False\nfoo(x)\nfoo(True)\n", "2 "},
	    {"foo($...X)", "foo(1, a=2)\nfoo()\n", "1 2 "},
	    {"foo(f\"...\")", "foo(f'a')\nfoo(f'{a}')\nfoo('a')\n", "1 2 "},
	    {"a.b.$M(...)",
		"c(0)\nfrom a.b import c\nc(1)\nfrom a import d\nd(2)\n"
		"a.b.e(3)\n",
		"3 6 "},
	    {"a.b(...)", "b(0)\nfrom a import b\nb(1)\n", "3 "},
	    {"import a.b", "from a import b\nfrom a import c\nimport a.b\n",
		"1 3 "},
	    {"foo($X)", "foo(*a)\nfoo(**b)\nfoo(c=1)\n", "1 2 "},
	    {"import a", "import a\nfrom a.b import c\nimport ab\n", "1 2 "},
	    {"async def $F(...): ...", "async def f(): pass\ndef g(): pass\n",
		"1 "},
	    {"class $C(...): ...", "class A: pass\nclass B(A): pass\n", "1 2 "},
	};

	check_rows("python", rows, NELEM(rows));
}

static void
a_typed_metavariable_fits_what_is_told_to_be_of_its_type(void)
{
	static const struct row rows[] = {
	    {"f(($X: int))", "a: int = b\nf(a)\nf(1)\nf(c)\nf('d')\n", "2 3 "},
	    {"f($X: str)", "def g(a: str, b):\n  f(a)\n  f(b)\n  f('c')\n",
		"2 4 "},
	    {"($X: Foo).run(...)", "a: Foo = c\na.run()\nb.run()\n", "2 "},
	    {"def f($X: int): ...", "def f(a: int): pass\n", "1 "},
	};

	check_rows("python", rows, NELEM(rows));
}

static void
a_typed_metavariable_knows_typescripts_fields(void)
{
	static const struct row rows[] = {
	    {"($X: A).f(...)",
		"class C {\n  private a: A;\n  m() {\n    this.a.f();\n"
		"    this.b.f();\n  }\n}\n",
		"4 "},
	    {"($X: A).f(...)",
		"class C {\n  constructor(private a: A, b: A) { }\n  m() {\n"
		"    this.a.f();\n    this.b.f();\n  }\n}\n",
		"4 "},
	    {"($X: A).f(...)", "let a: A | null = b;\na.f();\nb.f();\n", "2 "},
	    {"($X: A).f(...)", "(a as A).f();\n(a as B).f();\na!.f();\n", "1 "},
	    {"f($X: A)", "const a = new A<B>();\nf(a);\nf(b);\n", "2 "},
	    {"($X: A) => { ... }", "f((a: A) => { });\nf((b: B) => { });\n",
		"1 "},
	    {"f(($X: string), ...)", "f('a');\nf(`b`, 1);\nf(1);\n", "1 2 "},
	};

	check_rows("typescript", rows, NELEM(rows));
}

static const struct row javascript_rows[] = {
    {"eval(...)", "eval(a);\nx.eval(a);\n", "1 "},
    {"f($X, () => { ...; g($X); })",
	"let x;\nf(x, () => { x = 1; g(x); });\n"
	"f(x, () => { let x = 1; g(x); });\n",
	"2 "},
    {"a.f($X). ...", "a.f(1);\na.f(2).b().c();\na.g(3);\n", "1 2 "},
    {"if (a) { }", "if (a) { }\nif (a) { b(); }\n", "1 "},
    {"$X = 1", "const a = 1;\nlet b = 1;\nc = 1;\n", "1 2 3 "},
    {"const $X = 1", "const a = 1;\nlet b = 1;\n", "1 "},
    {"var $X = 1", "const a = 1;\nlet b = 1;\nc = 1;\n", "1 2 "},
    {"child_process.exec(...)",
	"const cp = require('child_process');\n"
	"const {exec, execSync: run} = require('node:child_process');\n"
	"cp.exec(1);\nexec(2);\nrun(3);\n",
	"3 4 "},
    {"fs.readFile(...)",
	"import fs from 'fs';\nimport {readFile as r} from 'fs';\n"
	"import * as g from 'node:fs';\nfs.readFile(1);\nr(2);\n"
	"g.readFile(3);\n",
	"4 5 6 "},
    {"{secure: false, ...}", "f({a: 1, secure: false});\nf({a: 1});\n", "1 "},
    {"function (...) { ... }", "f(function (a) { b(); });\nf(x => y);\n",
	"1 2 "},
    {"($REQ, ...) => { ... }", "f((a, b) => { c(); });\nf(() => 1);\n", "1 "},
    {"new Foo(...)", "new Foo(1);\nFoo(1);\n", "1 "},
    {"`...${$X}...`", "`a${b}`;\n`a`;\n", "1 "},
    {"foo(\"...\")", "foo('a');\nfoo(`b`);\nfoo(`c${d}`);\n", "1 2 "},
    {"$X.innerHTML = $Y", "a.innerHTML = b;\na.html = b;\n", "1 "},
    {"if (...) { ... }", "if (a) b();\n", "1 "},
    {"foo(1)", "let a = 1, b = 1;\nfunction f() { a = 2; }\nfoo(a);\nfoo(b);\n",
	"4 "},
    {"f(($X: string), ...)", "const a = 'b';\nf(a);\nf(c);\nf(`d`);\n", "2 4 "},
    {"<$EL dangerouslySetInnerHTML={...} />",
	"x = <div dangerouslySetInnerHTML={{a: b}} />;\ny = <p/>;\n", "1 "},
    {"{a: 1}", "f({b: 2, a: 1});\nf({a: 2});\n", "1 "},
    {"{a: {b: $X}}", "f({c: 1, a: {d: 2, b: 3}});\nf({a: 1});\n", "1 "},
    {"const {$X} = require('m')",
	"const {a, b} = require('m');\nconst c = require('m');\n", "1 "},
    {"function ... (..., $X, ...) { ... }",
	"f((a) => a);\nfunction g(b) { }\nclass A { m(c) { } }\n({ "
	"n(d) { } });\n",
	"1 2 3 4 "},
    {"for (...) { ... }",
	"for (;;) { }\nfor (const a of b) c();\nfor (let i = 0; i < 1; "
	"i++) { }\nwhile (a) { }\n",
	"1 2 3 "},
    {"/$X/", "a = /b+/g;\n'c';\n", "1 "},
    {"/.../", "a = /b+/g;\nc / d / e;\n", "1 "},
    {"$X = [..., /.../, ...]", "a = [1, /b/];\na = [1];\n", "1 "},
    {"class $C { ... m() { ... } }",
	"class A { a() { } m() { } b() { } }\nclass B { a() { } }\n", "1 "},
    {"class $C { ... }", "class A extends B { x = 1; m() { } }\n", "1 "},
    {"function ($X) { ... if ($X) { ... } ... }",
	"f(function (a) { b(); if (a) { c(); } d(); });\nf(function "
	"(a) { b(); });\n",
	"1 "},
    {"<$EL a={$X} />", "x = <p b={1} a={c}>d</p>;\ny = <p b={1} />;\n", "1 "},
    {"<$EL a=... />", "x = <p b a=\"c\" />;\ny = <p b />;\n", "1 "},
    {"<$EL {...$X} />", "x = <p b {...c} />;\ny = <p b />;\n", "1 "},
    {"<p>...</p>", "x = <p b>c{d}</p>;\ny = <q/>;\n", "1 "},
    {"<$EL>{f($X)}</$EL>", "x = <p b>{f(d)}</p>;\ny = <p>e</p>;\n", "1 "},
    {"debugger", "debugger;\n", "1 "},
    {"$M(...) { ... }", "class A {\n m(a) { }\n x = 1;\n}\nm(a);\n", "2 "},
    {"static $M(...) { ... }", "class A {\n m() { }\n static n() { }\n}\n",
	"3 "},
    {"catch ($E) { ... }", "try { a(); } catch (e) { b(); }\nc();\n", "1 "},
    {"case $X: ...", "switch (a) {\ncase 1:\n b();\n}\n", "2 "},
    {"@D(...)", "class A {\n @D(1) m() { }\n @E() n() { }\n}\n", "2 "},
    {"f(<... g() ...>)", "f(h(g()));\nf(() => g());\nf(() => { g(); });\n",
	"1 2 "},
    {"import \"a/b\"",
	"import c from 'a/b/d';\nimport 'a/b';\nimport 'a/bc';\n", "1 2 "},
    {"f(...)", "function g(a: A): B {\n f(a as C);\n}\n", "2 "},
    {"$X.readFile(...)",
	"const {readFile} = require('fs');\nreadFile(1);\nf(1);\n", "2 "},
    {"\"$X\" + $Y", "'a' + 'b' + c;\na + b;\n", "1 1 "},
    {"function $F(...) { ... <... g(...) ...> ... }",
	"function a() {\n if (g(1)) { }\n}\nfunction b() { }\n", "1 "},
    {"{a: $X, ...}", "f({a: 1});\n", "1 "},
    {"($X: A) => { ... }", "f((a) => { });\n", ""},
};

static void
a_pattern_finds_javascript_as_semgrep_would(void)
{
	check_rows("javascript", javascript_rows, NELEM(javascript_rows));
}

static const struct row typescript_rows[] = {
    {"f(...)", "f<A>(x);\nf(x as A);\ng(f());\n", "1 2 3 "},
    {"f<A>(...)", "f<A>(x);\nf<B>(x);\nf(x);\n", "1 "},
    {"new M(...)", "new M<A>();\nnew M();\nnew N();\n", "1 2 "},
    {"$X as any", "a as any;\nb as A;\n<any>c;\n", "1 3 "},
    {"$X as $T", "f(a as any);\nb;\n", "1 "},
    {"const $X: string = $Y",
	"const a: string = b;\nconst c: number = d;\nconst e = f;\n", "1 "},
    {"const $X = $Y", "const a: string = b;\nlet c = d;\n", "1 "},
    {"let $X: $T = $Y", "let a: A = b;\nlet c = d;\n", "1 "},
    {"function $F(...): string { ... }",
	"function f(a: A): string { }\nfunction g(): A { }\nfunction "
	"h() { }\n",
	"1 "},
    {"function $F(..., $X: string, ...) { ... }",
	"function f(a: A, b: string): void { }\nfunction g(b: A) { "
	"}\nfunction h(b) { }\n",
	"1 "},
    {"function $F($X) { ... }", "function f(a: A) { }\nfunction g(a, b) { }\n",
	"1 "},
    {"function ... (...) { ... }",
	"function f() { }\nconst g = () => 1;\nclass A { m() { } "
	"}\nf(function () { });\n",
	"1 2 3 4 "},
    {"(...) => { ... }", "const f = (a: A): B => { };\nfunction g() { }\n",
	"1 "},
    {"($X: string, ...) => { ... }",
	"f((a: string, b) => { });\nf((a) => { });\n", "1 "},
    {"class $C { ... }",
	"class A extends B implements C { x: A; }\nabstract class D { "
	"}\ninterface E { }\nenum F { G }\n",
	"1 2 "},
    {"class $C implements D { ... }",
	"class A implements C, D { }\nclass B { }\n", "1 "},
    {"class $C extends B { ... }",
	"class A extends B<C> implements D { }\nclass E { }\n", "1 "},
    {"abstract class $C { ... }", "abstract class A { }\nclass B { }\n", "1 "},
    {"interface $I { ... }", "interface A { x: B; }\nclass C { }\n", "1 "},
    {"interface $I extends A { ... }",
	"interface B extends A { }\ninterface C { }\n", "1 "},
    {"enum $E { ... }", "enum A { B }\nclass C { }\n", "1 "},
    {"class $C { $X: string; }",
	"class A { y: B; x: string; }\nclass D { x: B; }\n", "1 "},
    {"class $C { private $X; }",
	"class A { y; private x: B; }\nclass D { x: B; }\n", "1 "},
    {"class $C { @Get(...) $M(...) { ... } }",
	"class A { n() { } @Get('/') m(a: B) { } }\nclass D { m() { } "
	"}\n",
	"1 "},
    {"class $C { static $M(...) { ... } }",
	"class A { static m() { } }\nclass D { m() { } }\n", "1 "},
    {"class $C { constructor(..., private $X: A, ...) { ... } }",
	"class C { constructor(a, private b: A) { } }\nclass D { "
	"constructor(b: A) { } }\n",
	"1 "},
    {"@D(...) class $C { ... }",
	"@D({a: 1})\nexport class A { }\n@E() class B { }\n", "1 "},
    {"import {$X} from 'm'",
	"import {a, b} from 'm';\nimport type {c} from 'm';\nimport "
	"{d} from 'n';\n",
	"1 2 "},
    {"import 'm'",
	"import a from 'm';\nimport b = require('m');\nimport c from "
	"'n';\n",
	"1 2 "},
    {"m.f(...)",
	"import {f} from 'm';\nimport * as n from 'm';\nimport o = "
	"require('m');\nf(1);\nn.f(2);\no.f(3);\np.f(4);\n",
	"4 5 6 "},
    {"try { ... } catch ($E) { ... }",
	"try { a(); } catch (e: unknown) { b(); }\ntry { a(); } "
	"finally { }\n",
	"1 "},
    {"for (const $X of $Y) { ... }",
	"for (const a of b as C[]) { }\nfor (const a in b) { }\n", "1 2 "},
    {"$X!.f()", "a!.f();\na.f();\nb.g();\n", "1 2 "},
    {"foo(\"...\")", "foo('a');\nfoo(b);\nconst c: string = 'd';\nfoo(c);\n",
	"1 4 "},
    {"$X?.y", "a?.y;\na.y;\n", "1 2 "},
    {"type", "x.type;\nlet y: type;\nf(type);\n", "3 "},
    {"{a: $X}", "f({b: 1, a: 2});\nlet x: {a: string};\nf({b: 1});\n", "1 "},
    {"<any>$X", "a as any;\n<any>b;\n", "1 2 "},
    {"async function $F(...) { ... }", "async function f(): Promise<A> { }\n",
	"1 "},
    {"namespace $N { ... }", "namespace A { }\nclass B { }\n", "1 "},
    {"if ($X instanceof $T) { ... }", "if (a instanceof B) { c(); }\n", "1 "},
    {"$X = $Y as $T", "a = b as C;\na = b;\n", "1 "},
    {"return $X as any", "function f() { return a as any; }\n", "1 "},
    {"useState(...)", "const [a, b] = useState<C | null>(null);\n", "1 "},
};

static void
a_pattern_finds_typescript_as_semgrep_would(void)
{
	check_rows("typescript", typescript_rows, NELEM(typescript_rows));
}

static void
a_rule_for_typescript_reads_tsx_and_none_for_javascript_does(void)
{
	static const char cast[] = RULE("ts", "  pattern: <any>$X\n");
	static const char element[] = RULE("typescript", "  pattern: <p />\n");

	check_lines("tsx", cast, "a as any;\nb;\n", "1 ");
	check_lines("typescript", cast, "a as any;\n<any>b;\n", "1 2 ");
	check_lines("tsx", element, "x = <p a />;\ny = <q />;\n", "1 ");
	check_lines("tsx", RULE("javascript", "  pattern: f()\n"), "f();", "");
	check_lines(
	    "javascript", RULE("typescript", "  pattern: f()\n"), "f();", "");
	check_lines("typescript",
	    RULE("javascript, typescript", "  pattern: f()\n"), "f();", "1 ");
}

static void
statements_of_a_pattern_follow_one_another_nested_ones_too(void)
{
	static const struct {
		const char *patterns, *code, *lines;
	} rows[] = {
	    {"  pattern: |\n    $X = source()\n    ...\n    sink($X)\n",
		"a = source()\nb = 1\nsink(a)\n", "1 "},
	    {"  pattern: |\n    $X = source()\n    ...\n    sink($X)\n",
		"a = source()\nif b:\n  c(sink(a))\n", "1 "},
	    {"  pattern: |\n    $X = source()\n    ...\n    sink($X)\n",
		"a = source()\nsink(b)\n", ""},
	    {"  pattern: |\n    $X = source()\n    sink($X)\n",
		"a = source()\nb\nsink(a)\n", ""},
	    {"  pattern: |\n    def $F(...):\n      ...\n      return None\n",
		"def f(a):\n  b()\n  return None\ndef g():\n  return 1\n",
		"1 "},
	    {"  pattern: |\n    @route(...)\n    def $F(...): ...\n",
		"@other\n@route('/')\ndef f(a): pass\ndef g(): pass\n", "1 "},
	    {"  pattern: |\n    for $X in $Y:\n      ...\n      $Y.pop()\n",
		"for a in b:\n  c\n  b.pop()\n  d\n", "1 "},
	    {"  pattern: |\n    for $X in $Y:\n      $Y.pop()\n",
		"for a in b:\n  c\n  b.pop()\n", ""},
	    {"  pattern: |\n    f($X)\n    ...\n    g($X)\n",
		"def a(x):\n  f(x)\ndef b(x):\n  g(x)\n"
		"def c(x):\n  f(x)\n  g(x)\n",
		"6 "},
	    {"  pattern: |\n    class $C(Base, ...): ...\n",
		"class A(Base): pass\nclass B: pass\n", "1 "},
	    {"  pattern: |\n    try:\n      ...\n    except $E:\n      pass\n",
		"try:\n  a()\nexcept B:\n  pass\n", "1 "},
	    {"  pattern: |\n    with open(...) as $F: ...\n",
		"with open(a) as f:\n  b()\n", "1 "},
	};
	char yaml[2000];

	for (size_t i = 0; i < NELEM(rows); i++) {
		snprintf(yaml, sizeof(yaml), "%s%s", RULE("python", ""),
		    rows[i].patterns);
		check_lines("python", yaml, rows[i].code, rows[i].lines);
	}
}

static const struct {
	const char *formula, *code, *lines;
} formulas[] = {
    {"  pattern-either:\n  - pattern: a()\n  - pattern: b()\n",
	"a()\nb()\nc()\n", "1 2 "},
    {"  patterns:\n  - pattern: f($X)\n  - pattern-not: f(1)\n", "f(1)\nf(2)\n",
	"2 "},
    {"  patterns:\n  - pattern: f($X)\n  - pattern-inside: |\n"
     "      def g(...): ...\n",
	"f(1)\ndef g():\n  f(2)\n", "3 "},
    {"  patterns:\n  - pattern: f($X)\n  - pattern-not-inside: |\n"
     "      def g(...): ...\n",
	"f(1)\ndef g():\n  f(2)\n", "1 "},
    {"  patterns:\n  - pattern: f($X)\n  - pattern-inside: |\n"
     "      def $G($X): ...\n",
	"def g(a):\n  f(a)\n  f(b)\n", "2 "},
    {"  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n"
     "      metavariable: $X\n      regex: a.*\n",
	"f(ab)\nf(ba)\n", "1 "},
    {"  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
     "      metavariable: $X\n      pattern: g(...)\n",
	"f(g(1))\nf(h(1))\n", "1 "},
    {"  patterns:\n  - pattern: f($X)\n"
     "  - metavariable-comparison:\n"
     "      comparison: $X < 2048 and not $X == 7\n",
	"f(1024)\nf(4096)\nf(7)\nf(a)\n", "1 "},
    {"  patterns:\n  - pattern: f($X, $Y)\n"
     "  - focus-metavariable: $Y\n",
	"f(1,\n  2)\n", "2 "},
    {"  patterns:\n  - pattern-inside: |\n      $X = f()\n      ...\n"
     "  - pattern: g($X)\n",
	"a = f()\ng(a)", "2 "},
    {"  patterns:\n  - pattern-inside: |\n      $X = f()\n      ...\n"
     "  - pattern-inside: g($X)\n",
	"a = f()\ng(a)\n", "2 "},
    {"  patterns:\n  - pattern-either:\n    - pattern-inside: |\n"
     "        $X = f()\n        ...\n    - pattern-inside: |\n"
     "        $X = e()\n        ...\n  - pattern-inside: g($X)\n",
	"a = f()\ng(a)\n", "2 "},
    {"  patterns:\n  - pattern-inside: |\n      $X = f()\n      ...\n"
     "      g($X)\n  - pattern: h($X)\n",
	"a = f()\ng(a)\nh(a)\ng(a)\nh(a)\n", "3 "},
    {"  patterns:\n  - pattern-inside: |\n      $X = g()\n      ...\n"
     "  - pattern: f($X)\n",
	"def a():\n  x = g()\n  def b(x):\n    f(x)\n  f(x)\n", "5 "},
    {"  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
     "      metavariable: $X\n      patterns:\n"
     "      - pattern-not: g(...)\n",
	"f(g(1))\nf(2)\n", "2 "},
    {"  patterns:\n  - pattern: |\n      if a: $S\n"
     "  - metavariable-pattern:\n      metavariable: $S\n      patterns:\n"
     "      - pattern-not: |\n          ...\n          f(...)\n"
     "          ...\n",
	"if a: f(1)\nif a: g(1)\n", "2 "},
    {"  pattern-regex: a+b\n", "aab\nb\nab\n", "1 3 "},
    {"  patterns:\n  - pattern: f(...)\n"
     "  - pattern-not-regex: secret\n",
	"f(1)\n", "1 "},
};

static void
a_formula_joins_its_parts(void)
{
	char yaml[2000];

	for (size_t i = 0; i < NELEM(formulas); i++) {
		snprintf(yaml, sizeof(yaml), "%s%s", RULE("python", ""),
		    formulas[i].formula);
		check_lines(
		    "python", yaml, formulas[i].code, formulas[i].lines);
	}
}

TEST_MAIN(T(a_pattern_finds_python_as_semgrep_would),
    T(arguments_names_and_imports_of_python_are_found),
    T(a_pattern_finds_javascript_as_semgrep_would),
    T(a_typed_metavariable_fits_what_is_told_to_be_of_its_type),
    T(a_typed_metavariable_knows_typescripts_fields),
    T(a_pattern_finds_typescript_as_semgrep_would),
    T(a_rule_for_typescript_reads_tsx_and_none_for_javascript_does),
    T(statements_of_a_pattern_follow_one_another_nested_ones_too),
    T(a_formula_joins_its_parts))
