#include "scan/testing.h"

#define SPEC                                             \
	"  mode: taint\n"                                \
	"  pattern-sources:\n  - pattern: source(...)\n" \
	"  - patterns:\n    - pattern-inside: |\n"       \
	"        def view(..., $P, ...): ...\n"          \
	"    - focus-metavariable: $P\n"                 \
	"  pattern-sinks:\n  - pattern: sink(...)\n"     \
	"  - patterns:\n    - pattern: run($Q, ...)\n"   \
	"    - focus-metavariable: $Q\n"                 \
	"  pattern-sanitizers:\n  - pattern: clean(...)\n"

#define SPEC_JS                                        \
	"  mode: taint\n"                              \
	"  pattern-sources:\n  - pattern: req.query\n" \
	"  pattern-sinks:\n  - pattern: sink(...)\n"   \
	"  - pattern: $E.innerHTML = $X\n"             \
	"  pattern-sanitizers:\n  - pattern: clean(...)\n"

#define SPEC_JAVA                                        \
	"  mode: taint\n"                                \
	"  pattern-sources:\n  - pattern: source(...)\n" \
	"  - patterns:\n    - pattern-inside: |\n"       \
	"        $T view(..., String $P, ...) { ... }\n" \
	"    - focus-metavariable: $P\n"                 \
	"  pattern-sinks:\n  - pattern: sink(...)\n"     \
	"  - patterns:\n    - pattern: run($Q, ...)\n"   \
	"    - focus-metavariable: $Q\n"                 \
	"  pattern-sanitizers:\n  - pattern: clean(...)\n"

static void
python_values_are_followed_to_the_sink(void)
{
	static const struct {
		const char *code, *lines;
	} rows[] = {
	    {"sink(source())", "1 "},
	    {"a = source()\nsink(a)", "2 "},
	    {"a = source()\nb = 'x' + a\nsink(b)", "3 "},
	    {"a = source()\nsink(f'x{a}')", "2 "},
	    {"a = source()\nsink('x %s' % (a,))", "2 "},
	    {"a = source()\nsink('{}'.format(a))", "2 "},
	    {"a = source()\nsink(other(a))", "2 "},
	    {"a = source()\nsink(a.strip()[0])", "2 "},
	    {"a = source()\nsink(clean(a))", ""},
	    {"a = source()\na = clean(a)\nsink(a)", ""},
	    {"a = source()\na = 1\nsink(a)", ""},
	    {"a = source()\nsink(len(a))\nsink(a == 1)", ""},
	    {"a = 'x'\nif b:\n  a = source()\nsink(a)", "4 "},
	    {"a = source()\nif b:\n  a = 'x'\nsink(a)", "4 "},
	    {"a = source()\nif b:\n  a = 'x'\nelse:\n  a = 'y'\nsink(a)", ""},
	    {"def f(b):\n  a = source()\n  if b:\n    a = 'x'\n    return\n"
	     "  sink(a)",
		"6 "},
	    {"while b:\n  sink(a)\n  a = source()", "2 "},
	    {"for a in source():\n  sink(a)", "2 "},
	    {"x = []\nx.append(source())\nsink(x)", "3 "},
	    {"d = {'a': source()}\nsink(d['a'])", "2 "},
	    {"d = {}\nd['a'] = source()\nsink(d['a'])\nsink(d['b'])", "3 "},
	    {"o.f = source()\nsink(o.f)\nsink(o.g)", "2 "},
	    {"a, b = source(), 1\nsink(b)\nsink(a)", "3 "},
	    {"try:\n  a = source()\nexcept E:\n  a = ''\nsink(a)", "5 "},
	    {"with source() as a:\n  sink(a)", "2 "},
	    {"def view(p):\n  sink(p)", "2 "},
	    {"def view(p):\n  run('x', p)\n  run(p)", "3 "},
	    {"def f(a):\n  sink(a)\na = source()", ""},
	    {"sink([x for x in source()])", "1 "},
	    {"sink(a := source())", "1 "},
	    {"a = b if c else source()\nsink(a)", "2 "},
	    {"a = TABLE[source()]\nsink(a)", ""},
	    {"a = source()\na += 'x'\nsink(a)", "3 "},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines("python", RULE("python", SPEC), rows[i].code,
		    rows[i].lines);
}

static void
javascript_values_are_followed_to_the_sink(void)
{
	static const struct {
		const char *code, *lines;
	} rows[] = {
	    {"sink(req.query.a);", "1 "},
	    {"const {a, b: c} = req.query;\nsink(a);\nsink(c);\nsink(b);",
		"2 3 "},
	    {"const a = req.query.a;\nsink(`x${a}`);", "2 "},
	    {"app.get('/', (req, res) => {\n  sink(req.query.a);\n});", "2 "},
	    {"const a = clean(req.query.a);\nsink(a);", ""},
	    {"req.query.list.forEach(x => sink(x));", "1 "},
	    {"el.innerHTML = req.query.a;", "1 "},
	    {"let a = '';\na += req.query.a;\nsink(a);", "3 "},
	    {"switch (b) {\ncase 1:\n  a = req.query.a;\n}\nsink(a);", "5 "},
	    {"const a = b ? req.query.a : '';\nsink(a);", "2 "},
	    {"const a = req.query.a ?? 'x';\nsink(a);", "2 "},
	    {"class A {\n  m(req) {\n    sink(req.query.a);\n  }\n}", "3 "},
	    {"sink(Number(req.query.a));", ""},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines("javascript", RULE("javascript", SPEC_JS),
		    rows[i].code, rows[i].lines);
}

static const struct {
	const char *code, *lines;
} java_rows[] = {
    {"sink(source());", "1 "},
    {"String a = source();\nsink(a);", "2 "},
    {"String a = source();\nString b = \"x\" + a + \"y\";\nsink(b);", "3 "},
    {"String a = source();\nsink(String.format(\"x %s\", a));", "2 "},
    {"String a = source();\nsink(other(a));", "2 "},
    {"String a = source();\nsink(a.trim().split(\",\")[0]);", "2 "},
    {"String a = source();\nsink(clean(a));", ""},
    {"String a = source();\na = clean(a);\nsink(a);", ""},
    {"String a = source();\na = \"x\";\nsink(a);", ""},
    {"String a = source();\nsink(a.equals(\"x\"));\nsink(a == null);", ""},
    {"sink(Integer.parseInt(source()));", ""},
    {"Object a = (String) source();\nsink((Object) a);", "2 "},
    {"String a = b ? \"x\" : source();\nsink(a);", "2 "},
    {"String a;\nif (b) a = source(); else a = \"x\";\nsink(a);", "3 "},
    {"String a = \"x\";\n"
     "for (int i = 0; i < n; i++) {\n"
     "  sink(a);\n"
     "  a = source();\n"
     "}",
	"3 "},
    {"for (String a : source()) {\n  sink(a);\n}", "2 "},
    {"String a = \"x\";\n"
     "while (b) {\n"
     "  if (c) {\n"
     "    a = source();\n"
     "    break;\n"
     "  }\n"
     "}\n"
     "sink(a);",
	"8 "},
    {"switch (b) {\n"
     "case 1:\n"
     "  a = source();\n"
     "  break;\n"
     "default:\n"
     "  a = \"x\";\n"
     "}\n"
     "sink(a);",
	"8 "},
    {"String a = switch (b) { case 1 -> source(); default -> \"x\"; "
     "};\n"
     "sink(a);",
	"2 "},
    {"try {\n"
     "  a = source();\n"
     "} catch (E e) {\n"
     "  a = \"x\";\n"
     "}\n"
     "sink(a);",
	"6 "},
    {"try (R r = open(source())) {\n  sink(r);\n}", "2 "},
    {"StringBuilder s = new StringBuilder(\"x\");\n"
     "s.append(source());\n"
     "sink(s.toString());",
	"3 "},
    {"StringBuilder s = new StringBuilder(source());\nsink(s);", "2 "},
    {"List<String> l = new ArrayList<>();\n"
     "l.add(source());\n"
     "sink(l.get(0));",
	"3 "},
    {"Map<String, String> m = f();\n"
     "m.put(\"a\", source());\n"
     "sink(m.get(\"a\"));",
	"3 "},
    {"String[] a = {\"x\", source()};\nsink(a);", "2 "},
    {"String[] a = new String[]{source()};\nsink(a[0]);", "2 "},
    {"String[] a = new String[3];\n"
     "a[0] = source();\n"
     "sink(a[0]);\n"
     "sink(a[1]);",
	"3 "},
    {"o.f = source();\nsink(o.f);\nsink(o.g);", "2 "},
    {"this.f = source();\nsink(this.f);", "2 "},
    {"source().forEach(x -> sink(x));", "1 "},
    {"source().stream().map(x -> { sink(x); return x; });", "1 "},
    {"run(() -> { sink(source()); });", "1 "},
    {"f(new Runnable() {\n"
     "  public void run() {\n"
     "    sink(source());\n"
     "  }\n"
     "});",
	"3 "},
    {"class A {\n  void view(String p) {\n    sink(p);\n  }\n}", "3 "},
    {"class A {\n"
     "  void view(String p, int q) {\n"
     "    run(p, q);\n"
     "    run(1, p);\n"
     "  }\n"
     "}",
	"3 "},
    {"class A {\n"
     "  String a = source();\n"
     "  void f(String a) {\n"
     "    sink(a);\n"
     "  }\n"
     "}",
	""},
    {"if (source() instanceof String s) {\n  sink(s);\n}", "2 "},
    {"synchronized (a) {\n  sink(source());\n}", "2 "},
    {"a += source();\nsink(a);", "2 "},
    {"sink(b = source());", "1 "},
    {"class A {\n"
     "  void view(String p) {\n"
     "    String.valueOf(1);\n"
     "    sink(String.valueOf(2));\n"
     "  }\n"
     "}",
	""},
};

static void
java_values_are_followed_to_the_sink(void)
{
	for (size_t i = 0; i < NELEM(java_rows); i++)
		check_lines("java", RULE("java", SPEC_JAVA), java_rows[i].code,
		    java_rows[i].lines);
}

static void
statements_that_follow_one_another_are_one_sink(void)
{
	static const char rule[] = RULE("java",
	    "  mode: taint\n"
	    "  pattern-sources:\n  - pattern: source(...)\n"
	    "  pattern-sinks:\n  - pattern: |\n"
	    "      $S = open();\n      ...\n      $S.run(...);\n");

	check_lines(
	    "java", rule, "a = source();\nb = open();\nb.run(a);", "2 ");
	check_lines("java", rule, "b = open();\nb.run(a);\na = source();", "");
}

static void
typescript_values_are_followed_past_their_types(void)
{
	static const struct {
		const char *code, *lines;
	} rows[] = {
	    {"sink(req.query.a as string);", "1 "},
	    {"sink(<string>req.query.a);", "1 "},
	    {"sink(req.query!.a!);", "1 "},
	    {"const a: string = req.query.a;\nsink(a);", "2 "},
	    {"let a: string;\na = req.query.a;\nsink(a);", "3 "},
	    {"const {a}: Q = req.query;\nsink(a);\nsink(b);", "2 "},
	    {"sink(clean(req.query.a) as string);", ""},
	    {"sink(f<A>(req.query.a));", "1 "},
	    {"sink(new M<A>(req.query.a));", "1 "},
	    {"sink(<A>b);\nconst A = req.query.a;", ""},
	    {"type A = B;\nconst A = req.query.a;\nlet c: A = 'x';\nsink(c);",
		""},
	    {"const o: {a: string} = {a: req.query.a};\nsink(o.a);", "2 "},
	    {"class A {\n  constructor(private d: D) { }\n  m(req: Request): "
	     "void {\n    sink(req.query.a);\n  }\n}",
		"4 "},
	    {"class A {\n  @Get('/') m(@Query() q: Q, req: Request) {\n    "
	     "sink(req.query.a);\n  }\n}",
		"3 "},
	    {"namespace N {\n  export function f(req: R) {\n    if (a) { "
	     "return; }\n    sink(req.query.a);\n  }\n}",
		"4 "},
	    {"export const f = async (req: R): Promise<void> => {\n  "
	     "sink(await g(req.query.a));\n};",
		"2 "},
	    {"for (const a of req.query.list as string[]) {\n  sink(a);\n}",
		"2 "},
	    {"(req.query.list as string[]).map((a: string) => sink(a));", "1 "},
	    {"try {\n  a = req.query.a;\n} catch (e: unknown) {\n}\nsink(a);",
		"5 "},
	    {"switch (req.query.a as T) {\ncase 'x':\n  sink('x');\n}", ""},
	    {"t[req.query.a] = 1;\nsink(t);", ""},
	    {"sink(t[req.query.a]);", ""},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_lines("typescript", RULE("typescript", SPEC_JS),
		    rows[i].code, rows[i].lines);
}

static void
a_flow_names_its_source_its_steps_and_its_sink(void)
{
	static const uint32_t want[] = {1, 1, 2, 3};
	struct try t;

	try_scan(&t, "python", RULE("python", SPEC),
	    "a = source()\nb = 'x' + a\nsink(b)\n");
	CHECK_INT(t.file.finding_count, 1);
	CHECK_INT(t.file.findings[0].step_count, NELEM(want));
	for (size_t i = 0; i < NELEM(want); i++)
		CHECK_INT(t.file.findings[0].steps[i].line, want[i]);
	CHECK_STR(t.file.findings[0].steps[2].text, STR("b = 'x' + a"));
	try_end(&t);
}

#define FROM "  mode: taint\n  pattern-sources:\n"
#define TO   "  pattern-sinks:\n"

static void
labels_propagators_and_the_like_mean_what_they_do_in_semgrep(void)
{
	static const struct {
		const char *spec, *code, *lines;
	} rows[] = {
	    {FROM "  - {pattern: a(), label: A}\n"
		  "  - {pattern: b(), label: B}\n" TO
		  "  - {pattern: f(...), requires: A and not B}\n",
		"f(a())\nf(b())\nf(a() + b())\n", "1 "},
	    {FROM "  - {pattern: a(), label: A}\n"
		  "  - {pattern: b(), label: B}\n" TO
		  "  - {pattern: f(...), requires: A and (B or C)}\n",
		"x = a()\nif y:\n  x = b()\nf(x)\nf(a())\n", "4 "},
	    {FROM "  - {pattern: a(), label: A}\n" TO "  - pattern: f(...)\n",
		"f(a())\n", ""},
	    {FROM "  - {pattern: a(), label: A}\n"
		  "  - {pattern: b(...), label: B, requires: A}\n" TO
		  "  - {pattern: f(...), requires: B}\n",
		"f(b(a()))\nf(b(1))\nf(a())\n", "1 "},
	    {FROM "  - pattern: a()\n" TO "  - pattern: f(...)\n"
		  "  pattern-sanitizers:\n"
		  "  - {pattern: $X(...), not_conflicting: true}\n",
		"f(a())\nf(g(a()))\n", "1 "},
	    {FROM "  - pattern: a()\n" TO "  - pattern: f(...)\n"
		  "  pattern-propagators:\n"
		  "  - {pattern: $T.feed($X), from: $X, to: $T}\n",
		"t = t()\nt.feed(a())\nf(t)\nu.other(a())\nf(u)\n", "3 "},
	    {FROM "  - pattern: a()\n" TO "  - pattern: f(...)\n"
		  "  pattern-propagators:\n"
		  "  - {pattern: 'g($X, lambda $P: ...)', from: $X, to: $P}\n",
		"g(a(), lambda p: f(p))\ng(1, lambda p: f(p))\n", "1 "},
	    {"  options: {taint_unify_mvars: true}\n" FROM
	     "  - patterns:\n    - pattern: $R.a\n" TO
	     "  - patterns:\n    - pattern: $R.f($X)\n"
	     "    - focus-metavariable: $X\n",
		"r.f(r.a)\ns.f(r.a)\n", "1 "},
	    {FROM "  - pattern: '\"http:...\"'\n  - pattern: a()\n" TO
		  "  - pattern: f(...)\n",
		"def g(x=a(), y=1):\n  f(y)\n  f(x)\n", "3 "},
	    {FROM "  - pattern: a()\n" TO "  - pattern: float(...)\n",
		"float(a())\n", "1 "},
	};
	char yaml[2000];

	for (size_t i = 0; i < NELEM(rows); i++) {
		snprintf(yaml, sizeof(yaml), "%s%s", RULE("python", ""),
		    rows[i].spec);
		check_lines("python", yaml, rows[i].code, rows[i].lines);
	}
}

TEST_MAIN(T(labels_propagators_and_the_like_mean_what_they_do_in_semgrep),
    T(python_values_are_followed_to_the_sink),
    T(javascript_values_are_followed_to_the_sink),
    T(typescript_values_are_followed_past_their_types),
    T(java_values_are_followed_to_the_sink),
    T(statements_that_follow_one_another_are_one_sink),
    T(a_flow_names_its_source_its_steps_and_its_sink))
