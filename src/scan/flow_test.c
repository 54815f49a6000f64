#include "scan/scan.h"

#include "base/test.h"

/* Flow through functions and files: each row is a small project. */
static const char yaml[] =
    "rules:\n"
    "- id: t\n  languages: [python, javascript, java, php]\n  message: m\n"
    "  severity: ERROR\n  mode: taint\n"
    "  pattern-sources: [{pattern: source(...)}]\n"
    "  pattern-sanitizers: [{pattern: clean(...)}]\n"
    "  pattern-sinks: [{pattern: sink(...)}]\n";

struct project_row {
	const char *files[8]; /* path, text, ... */
	const char *found;    /* "path:line " */
};

static void
check_project(const struct project_row *row)
{
	struct scan_options options = scan_options_default;
	struct scan_file files[4] = {0};
	struct rules rules;
	struct arena arena;
	struct err err;
	struct buf got;
	size_t n = 0;

	arena_init(&arena, 64 << 20);
	rules_init(&rules, &arena);
	CHECK_OK(rules_read_text(&rules, "r", str_from(yaml), &err), &err);
	for (; n < 4 && row->files[n * 2] != NULL; n++)
		files[n] = (struct scan_file){
		    .path = str_from(row->files[n * 2]),
		    .language = language_of_path(str_from(row->files[n * 2])),
		    .text = str_from(row->files[n * 2 + 1])};
	options.rules = &rules;
	CHECK_OK(scan_run(&options, files, n, &arena, &err), &err);
	buf_init(&got, 4096);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < files[i].finding_count; k++)
			buf_addf(&got, "%.*s:%u ", STR_FMT(files[i].path),
			    files[i].findings[k].place.line);
	if (!str_eq(buf_view(&got), str_from(row->found)))
		print_error("in this code:\n%s\n", row->files[1]);
	CHECK_STR(buf_view(&got), str_from(row->found));
	buf_release(&got);
	rules_release(&rules);
	arena_release(&arena);
}

static void
check_projects(const struct project_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_project(&rows[i]);
}

#define PY(code, found)               \
	{                             \
		{"a.py", code}, found \
	}
#define JS(code, found)               \
	{                             \
		{"a.js", code}, found \
	}
#define JAVA(code, found)               \
	{                               \
		{"A.java", code}, found \
	}

static void
a_call_is_followed_into_its_function(void)
{
	static const struct project_row rows[] = {
	    PY("def f(x):\n  sink(x)\nf(source())\n", "a.py:2 "),
	    PY("def f(x):\n  sink(x)\nf('a')\n", ""),
	    PY("def f(x):\n  return x\nsink(f(source()))\n", "a.py:3 "),
	    PY("def f(x):\n  return 'safe'\nsink(f(source()))\n", ""),
	    PY("def f(x):\n  return clean(x)\nsink(f(source()))\n", ""),
	    PY("def f():\n  return source()\nsink(f())\n", "a.py:3 "),
	    PY("def f(x, y):\n  return y\nsink(f(source(), 1))\n"
	       "sink(f(1, source()))\n",
		"a.py:4 "),
	    PY("def f(x, y=1):\n  return y\nsink(f(y=source(), x=1))\n"
	       "sink(f(y=1, x=source()))\n",
		"a.py:3 "),
	    PY("def f(*a, **k):\n  sink(a)\nf(1, source())\n", "a.py:2 "),
	    PY("def g(x):\n  return f(x)\ndef f(x):\n  return x\n"
	       "sink(g(source()))\n",
		"a.py:5 "),
	    PY("def f(x):\n  return f(x) if x else x\nsink(f(source()))\n",
		"a.py:3 "),
	    PY("f = lambda x: x\ng = lambda x: 1\nsink(f(source()))\n"
	       "sink(g(source()))\n",
		"a.py:3 "),
	    PY("def f(x):\n  def g():\n    sink(x)\n  g()\nf(source())\n",
		"a.py:3 "),
	    PY("def call(f, x):\n  f(x)\ndef to(x):\n  sink(x)\n"
	       "call(to, source())\n",
		"a.py:4 "),
	    JS("const f = x => x;\nfunction g(x) { return ''; }\n"
	       "sink(f(source()));\nsink(g(source()));\n",
		"a.js:3 "),
	    JS("function run(cb) { cb(source()); }\nrun(x => sink(x));\n",
		"a.js:2 "),
	    JAVA("class A {\n void m() { sink(f(source())); }\n"
		 " void n() { sink(g(source())); }\n"
		 " String f(String x) { return x; }\n"
		 " String g(String x) { return \"\"; }\n}\n",
		"A.java:2 "),
	};

	check_projects(rows, NELEM(rows));
}

static void
objects_keep_what_is_in_their_fields(void)
{
	static const struct project_row rows[] = {
	    PY("class A:\n  def __init__(self, x):\n    self.x = x\n"
	       "    self.y = 1\n  def run(self):\n    sink(self.x)\n"
	       "a = A(source())\na.run()\nsink(a.y)\n",
		"a.py:6 "),
	    PY("class A:\n  def x(self):\n    return 'a'\n"
	       "class B(A):\n  def y(self, v):\n    return v\n"
	       "sink(B().x())\nsink(B().y(source()))\n",
		"a.py:8 "),
	    PY("class W:\n  def __init__(self, r):\n    self.r = r\n"
	       "  def get(self):\n    return self.r\n"
	       "  def safe(self):\n    return 'bar'\n"
	       "w = W(source())\nsink(w.safe())\nsink(w.get())\n",
		"a.py:10 "),
	    JS("class A {\n constructor(x) { this.x = x; }\n"
	       " run() { sink(this.x); }\n}\nnew A(source()).run();\n",
		"a.js:3 "),
	    JAVA("class A {\n private String x;\n A(String x) { this.x = x; }\n"
		 " void run() { sink(x); }\n"
		 " static void m() { new A(source()).run(); }\n}\n",
		"A.java:4 "),
	    JAVA("class A {\n void m() {\n"
		 "  String b = new Inner().go(source());\n  sink(b);\n }\n"
		 " class Inner {\n  String go(String p) { return \"x\"; }\n"
		 " }\n}\n",
		""),
	};

	check_projects(rows, NELEM(rows));
}

static void
containers_keep_their_keys_apart(void)
{
	static const struct project_row rows[] = {
	    PY("m = {}\nm['a'] = 'x'\nm['b'] = source()\nsink(m['a'])\n"
	       "sink(m['b'])\nsink(m)\n",
		"a.py:5 a.py:6 "),
	    PY("m = {'a': source(), 'b': 1}\nsink(m.get('b'))\n"
	       "sink(m.get('a'))\nsink(m.get(k))\n",
		"a.py:3 a.py:4 "),
	    PY("l = []\nl.append('a')\nl.append(source())\nl.append('b')\n"
	       "l.pop(0)\nsink(l[1])\nsink(l[0])\n",
		"a.py:7 "),
	    PY("l = []\nfor i in x:\n  l.append('a')\n  l.append(source())\n"
	       "sink(l[0])\n",
		"a.py:5 "),
	    PY("c = ConfigParser()\nc.set('s', 'a', 'x')\n"
	       "c.set('s', 'b', source())\nsink(c.get('s', 'a'))\n"
	       "sink(c.get('s', 'b'))\n",
		"a.py:5 "),
	    PY("a, b = [1, source()]\nsink(a)\nsink(b)\n", "a.py:3 "),
	    PY("def f():\n  return 1, source()\na, b = f()\nsink(a)\nsink(b)\n",
		"a.py:5 "),
	    JS("const {a, b} = {a: source(), b: 1};\nsink(b);\nsink(a);\n",
		"a.js:3 "),
	    JAVA("class A { void m() {\n Map<String, String> m = "
		 "new HashMap<>();\n m.put(\"a\", \"x\");\n"
		 " m.put(\"b\", source());\n sink(m.get(\"a\"));\n"
		 " sink(m.get(\"b\"));\n} }\n",
		"A.java:6 "),
	    JAVA("class A { void m() {\n List<String> l = new ArrayList<>();\n"
		 " l.add(\"x\");\n l.add(source());\n l.add(\"y\");\n"
		 " l.remove(0);\n sink(l.get(1));\n sink(l.get(0));\n} }\n",
		"A.java:8 "),
	};

	check_projects(rows, NELEM(rows));
}

static void
what_cannot_be_taken_is_not_walked(void)
{
	static const struct project_row rows[] = {
	    PY("n = 86\na = source()\nif 7 * 42 - n > 200:\n  a = 'x'\n"
	       "sink(a)\n",
		""),
	    PY("n = 106\na = source()\nif 7 * 18 + n < 200:\n  a = 'x'\n"
	       "sink(a)\n",
		"a.py:5 "),
	    PY("a = 'x' if 7 * 18 + 106 > 200 else source()\nsink(a)\n", ""),
	    PY("t = 'ABC'[1]\na = source()\nmatch t:\n  case 'A':\n    pass\n"
	       "  case 'B':\n    a = 'x'\n  case _:\n    pass\nsink(a)\n",
		""),
	    PY("t = 'ABC'[0]\na = ''\nmatch t:\n  case 'A' | 'D':\n"
	       "    a = source()\n  case _:\n    a = ''\nsink(a)\n",
		"a.py:8 "),
	    PY("a = source()\nif 'should' in 'this should':\n  a = ''\n"
	       "sink(a)\n",
		""),
	    PY("def f():\n  a = ''\n  try:\n    a = source()\n"
	       "  except E:\n    return\n  sink(a)\n",
		"a.py:7 "),
	    PY("def f():\n  a = source()\n  try:\n    a = clean(a)\n"
	       "  except E:\n    return\n  sink(a)\n",
		""),
	    PY("n = 1\nfor i in x:\n  n = n + 1\na = source()\nif n == 1:\n"
	       "  a = ''\nsink(a)\n",
		"a.py:7 "),
	    PY("s = 'ab' + source() + 'cd'\nsink('abcd'[1:3])\nsink(s[1:3])\n",
		"a.py:3 "),
	    JAVA("class A { void m() {\n String g = \"ABC\"; String b;\n"
		 " char t = g.charAt(1);\n switch (t) {\n"
		 " case 'A': b = source(); break;\n case 'B': b = \"x\"; "
		 "break;\n"
		 " case 'C': case 'D': b = source(); break;\n"
		 " default: b = source();\n }\n sink(b);\n} }\n",
		""),
	    JAVA("class A { void m() {\n String g = \"ABC\"; String b;\n"
		 " char t = g.charAt(2);\n switch (t) {\n"
		 " case 'A': b = \"x\"; break;\n"
		 " case 'C': case 'D': b = source(); break;\n"
		 " default: b = \"y\";\n }\n sink(b);\n} }\n",
		"A.java:9 "),
	};

	check_projects(rows, NELEM(rows));
}

static void
imports_lead_into_other_files(void)
{
	static const struct project_row rows[] = {
	    {{"app/v.py", "from app.db import find\nfind(source())\n",
		 "app/db.py", "def find(q):\n  sink(q)\n"},
		"app/db.py:2 "},
	    {{"app/v.py", "from .db import find as f\nf(source())\n",
		 "app/db.py", "def find(q):\n  sink(q)\n"},
		"app/db.py:2 "},
	    {{"app/v.py", "import app.db\nsink(app.db.get())\n", "app/db.py",
		 "def get():\n  return source()\n"},
		"app/v.py:2 "},
	    {{"app/v.py", "from app import db\nsink(db.get())\nsink(db.no())\n",
		 "app/db/__init__.py", "from .inner import get, no\n",
		 "app/db/inner.py",
		 "def get():\n  return source()\ndef no():\n  return 1\n"},
		"app/v.py:2 "},
	    {{"v.py", "from m import W\nw = W(source())\nw.run()\n", "m.py",
		 "class W:\n  def __init__(self, x):\n    self.x = x\n"
		 "  def run(self):\n    sink(self.x)\n"},
		"m.py:5 "},
	    {{"src/a.js",
		 "const {find} = require('./lib/db');\nfind(source());\n",
		 "src/lib/db.js",
		 "exports.find = function (q) {\n  sink(q);\n};\n"},
		"src/lib/db.js:2 "},
	    {{"src/a.js", "const db = require('../db');\ndb.find(source());\n",
		 "db/index.js",
		 "module.exports = {\n  find: (q) => sink(q),\n};\n"},
		"db/index.js:2 "},
	    {{"src/a.js", "import {find} from './db.js';\nfind(source());\n",
		 "src/db.js", "export function find(q) {\n  sink(q);\n}\n"},
		"src/db.js:2 "},
	    {{"a.py",
		 "import os.path\nfrom json import loads\n"
		 "sink(loads(source()))\n",
		 "b/json.py", "def loads(x):\n  return 1\n"},
		"a.py:3 "},
	};

	check_projects(rows, NELEM(rows));
}

static void
java_s_classes_are_found_by_their_packages(void)
{
	static const struct project_row rows[] = {
	    {{"x/p/A.java",
		 "package p;\nclass A { void m() { B.run(source()); } }\n",
		 "x/p/B.java",
		 "package p;\nclass B {\n static void run(String q) {\n"
		 "  sink(q);\n }\n}\n"},
		"x/p/B.java:4 "},
	    {{"x/p/A.java",
		 "package p;\nimport q.r.B;\nclass A { void m() {\n"
		 " B b = new B(source());\n sink(b.safe());\n sink(b.get());\n"
		 "} }\n",
		 "x/q/r/B.java",
		 "package q.r;\nclass B {\n private String v;\n"
		 " B(String v) { this.v = v; }\n"
		 " String get() { return v; }\n"
		 " String safe() { return \"bar\"; }\n}\n"},
		"x/p/A.java:6 "},
	    {{"x/p/A.java",
		 "package p;\nclass A { void m() {\n"
		 " q.r.B b = new q.r.B(source());\n sink(b.v);\n} }\n",
		 "x/q/r/B.java",
		 "package q.r;\nclass B {\n static B NONE = new B(\"\");\n"
		 " String v;\n B(String v) { this.v = v; }\n}\n"},
		"x/p/A.java:4 "},
	};

	check_projects(rows, NELEM(rows));
}

static void
php_s_classes_are_found_where_a_folder_stands_for_the_namespace(void)
{
	static const struct project_row rows[] = {
	    {{"src/Web/Page.php",
		 "<?php\nnamespace Shop\\Web;\nuse Shop\\Data\\Orders;\n"
		 "class Page {\n  function show() {\n"
		 "    $o = new Orders();\n    $o->find(source());\n"
		 "    Text::put(source());\n  }\n}\n",
		 "src/Data/Orders.php",
		 "<?php\nnamespace Shop\\Data;\nclass Orders {\n"
		 "  function find($x) { sink($x); }\n}\n",
		 "src/Web/Text.php",
		 "<?php\nnamespace Shop\\Web;\nclass Text {\n"
		 "  static function put($x) {\n    sink($x);\n  }\n}\n"},
		"src/Data/Orders.php:4 src/Web/Text.php:5 "},
	    {{"src/Page.php",
		 "<?php\nuse Other\\Orders;\nOrders::find(source());\n",
		 "lib/Other/Orders.php",
		 "<?php\nclass Order {\n"
		 "  static function find($x) { sink($x); }\n}\n"},
		""},
	};

	check_projects(rows, NELEM(rows));
}

TEST_MAIN(T(a_call_is_followed_into_its_function),
    T(objects_keep_what_is_in_their_fields),
    T(containers_keep_their_keys_apart), T(what_cannot_be_taken_is_not_walked),
    T(imports_lead_into_other_files),
    T(java_s_classes_are_found_by_their_packages),
    T(php_s_classes_are_found_where_a_folder_stands_for_the_namespace))
