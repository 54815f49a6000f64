#include "scan/testing.h"

struct row {
	const char *pattern, *code, *lines;
};

/* Each pattern is one line of YAML block text. */
static void
check_rows(const char *language, const struct row *rows, size_t n)
{
	char yaml[2000];

	for (size_t i = 0; i < n; i++) {
		snprintf(yaml, sizeof(yaml),
		    "rules:\n- id: r\n  languages: [%s]\n  message: m\n"
		    "  severity: ERROR\n  pattern: |\n    %s\n",
		    language, rows[i].pattern);
		check_lines(language, yaml, rows[i].code, rows[i].lines);
	}
}

static void
a_pattern_finds_python_as_semgrep_would(void)
{
	static const struct row rows[] = {
	    {"foo(...)", "foo()\nfoo(1, b=2)\nbar(foo(3))\nfood()\n", "1 2 3 "},
	    {"foo(1, ...)", "foo(1)\nfoo(2)\nfoo(1, 2)\n", "1 3 "},
	    {"foo(..., 3)", "foo(1, 2, 3)\nfoo(3)\nfoo(3, 4)\n", "1 2 "},
	    {"foo(..., 3, ...)", "foo(1, 3, 5)\nfoo(5)\n", "1 "},
	    {"foo($X, $X)", "foo(a, a)\nfoo(a, b)\nfoo(a.b, a.b)\n", "1 3 "},
	    {"foo(b=2, a=1)", "foo(a=1, b=2)\nfoo(a=1)\nfoo(a=1, b=2, c=3)\n",
		"1 "},
	    {"foo(..., shell=True)",
		"foo(1, shell=True, x=2)\nfoo(1)\nfoo(shell=False)\n", "1 "},
	    {"foo(\"...\")", "foo('a')\nfoo(a)\nfoo('a' + 'b')\nfoo(f'{a}')\n",
		"1 3 "},
	    {"foo(\"$X\")", "foo('a')\nfoo(a)\n", "1 "},
	    {"foo(\"=~/^a.c$/\")", "foo('abc')\nfoo('abd')\n", "1 "},
	    {"foo(\"a\")", "A = 'a'\nfoo(A)\nA2 = 'a'\nA2 = 'b'\nfoo(A2)\n",
		"2 "},
	    {"foo($...ARGS)", "foo()\nfoo(1, 2)\n", "1 2 "},
	    {"$X.execute($Q % ...)", "c.execute('a%s' % b)\nc.execute(b)\n",
		"1 "},
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
	    {"def $F($A: str, ...): ...",
		"def f(a: str): pass\ndef g(a): pass\n", "1 "},
	    {"def $F(...) -> int: ...",
		"def f(a: str) -> int: pass\ndef g(a): pass\n", "1 "},
	    {"not $X", "not a\na\n", "1 "},
	    {"foo[...]", "foo[1]\nbar[1]\n", "1 "},
	    {"await $X", "async def f():\n await a\n", "2 "},
	    {"$F()", "a()\nb(1)\n", "1 "},
	};

	check_rows("python", rows, NELEM(rows));
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
a_pattern_finds_javascript_as_semgrep_would(void)
{
	static const struct row rows[] = {
	    {"eval(...)", "eval(a);\nx.eval(a);\n", "1 "},
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
	    {"{secure: false, ...}", "f({a: 1, secure: false});\nf({a: 1});\n",
		"1 "},
	    {"function (...) { ... }",
		"f(function (a) { b(); });\nf(x => y);\n", "1 2 "},
	    {"($REQ, ...) => { ... }", "f((a, b) => { c(); });\nf(() => 1);\n",
		"1 "},
	    {"new Foo(...)", "new Foo(1);\nFoo(1);\n", "1 "},
	    {"`...${$X}`", "`a${b}`;\n`${b}a`;\n", "1 "},
	    {"`...${$X}...`", "`a${b}`;\n`a`;\n", "1 "},
	    {"foo(\"...\")", "foo('a');\nfoo(`b`);\nfoo(`c${d}`);\n", "1 2 "},
	    {"$X.innerHTML = $Y", "a.innerHTML = b;\na.html = b;\n", "1 "},
	    {"if (...) { ... }", "if (a) b();\n", "1 "},
	    {"<$EL dangerouslySetInnerHTML={...} />",
		"x = <div dangerouslySetInnerHTML={{a: b}} />;\ny = <p/>;\n",
		"1 "},
	};

	check_rows("javascript", rows, NELEM(rows));
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

TEST_MAIN(T(a_pattern_finds_python_as_semgrep_would),
    T(arguments_names_and_imports_of_python_are_found),
    T(a_pattern_finds_javascript_as_semgrep_would),
    T(statements_of_a_pattern_follow_one_another_nested_ones_too))
