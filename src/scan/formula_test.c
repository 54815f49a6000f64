#include "scan/testing.h"

struct formula_row {
	const char *formula, *code, *lines;
};

static void
check_formulas(const struct formula_row *rows, size_t n)
{
	char yaml[2000];

	for (size_t i = 0; i < n; i++) {
		snprintf(yaml, sizeof(yaml), "%s%s", RULE("python", ""),
		    rows[i].formula);
		check_lines("python", yaml, rows[i].code, rows[i].lines);
	}
}

static void
a_formula_joins_its_parts(void)
{
	static const struct formula_row rows[] = {
	    {"  pattern-either:\n  - pattern: a()\n  - pattern: b()\n",
		"a()\nb()\nc()\n", "1 2 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-not: f(1)\n",
		"f(1)\nf(2)\n", "2 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-inside: |\n"
	     "      def g(...): ...\n",
		"f(1)\ndef g():\n  f(2)\n", "3 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-not-inside: |\n"
	     "      def g(...): ...\n",
		"f(1)\ndef g():\n  f(2)\n", "1 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-inside: |\n"
	     "      def $G($X): ...\n",
		"def g(a):\n  f(a)\n  f(b)\n", "2 "},
	    {"  patterns:\n  - pattern: f($X, $Y)\n"
	     "  - focus-metavariable: $Y\n",
		"f(1,\n  2)\n", "2 "},
	    {"  patterns:\n  - pattern-either:\n    - pattern-inside: |\n"
	     "        def g(...): ...\n    - pattern-inside: |\n"
	     "        def h(...): ...\n  - pattern: f($X)\n",
		"f(1)\ndef g():\n  f(2)\ndef h(): f(3)\n", "3 4 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-either:\n"
	     "    - patterns:\n      - pattern-inside: |\n"
	     "          class $C: ...\n      - pattern-inside: |\n"
	     "          def $G(...): ...\n",
		"f(1)\nclass A:\n  f(2)\n  def g():\n    f(3)\n", "5 "},
	    {"  patterns:\n  - pattern: f($X)\n  - pattern-not-inside: |\n"
	     "      $X = 1\n      ...\n",
		"def g():\n  a = 1\n  f(a)\ndef h():\n  f(a)\n", "5 "},
	    {"  options: {symbolic_propagation: true}\n"
	     "  pattern: g(a()).b()\n",
		"x = a()\ny = g(x)\ny.b()\nx.b()\n", "3 "},
	    {"  options: {symbolic_propagation: true}\n  patterns:\n"
	     "  - pattern-inside: |\n      def $F($D=[]): ...\n"
	     "  - pattern: $D.append(...)\n",
		"def f(d=[]):\n  x = d\n  x.append(1)\n  y.append(1)\n", "3 "},
	    {"  patterns:\n  - pattern-inside: |\n      $X = a()\n"
	     "      ...\n      f($X)\n  - pattern: f($Y)\n",
		"x = a()\nf(x)\ny\nf(x)\n", "2 4 "},
	    {"  pattern: |\n    $X = a()\n    ...\n    f($X)\n",
		"x = a()\nf(x)\ny\nf(x)\n", "1 "},
	    {"  options: {symbolic_propagation: true}\n"
	     "  pattern: a().b()\n",
		"x = a()\nx = c()\nx.b()\n", ""},
	    {"  pattern: a().b()\n", "x = a()\nx.b()\n", ""},
	    {"  patterns:\n  - pattern: |\n      f($X)\n      ...\n"
	     "      g($X)\n"
	     "  - pattern-not: |\n      ...\n      h($X)\n      ...\n",
		"def a(x):\n  f(x)\n  g(x)\ndef b(x):\n  h(x)\n", "2 "},
	    {"  pattern-regex: a+b\n", "aab\nb\nab\n", "1 3 "},
	    {"  patterns:\n  - pattern: f(...)\n"
	     "  - pattern-not-regex: secret\n",
		"f(1)\n", "1 "},
	};

	check_formulas(rows, NELEM(rows));
}

static void
a_match_within_its_focus_stays_and_statements_may_be_whole(void)
{
	static const struct formula_row rows[] = {
	    {"  patterns:\n  - pattern-inside: f($X)\n  - pattern: g($Y)\n"
	     "  - focus-metavariable: $X\n",
		"f(h(\n  g(1)))\n", "2 "},
	    {"  options: {implicit_deep_exprstmt: false}\n"
	     "  pattern: |\n    f()\n    ...\n    g()\n",
		"f()\nx(g())\nf()\nreturn g()\ng()\n", "1 3 "},
	    {"  options: {implicit_deep_exprstmt: false}\n"
	     "  pattern: |\n    f()\n    ...\n    g()\n",
		"f()\nx(g())\nreturn g()\n", ""},
	};

	check_formulas(rows, NELEM(rows));
}

static void
conditions_are_about_what_is_bound(void)
{
	static const struct formula_row rows[] = {
	    {"  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n"
	     "      metavariable: $X\n      regex: a.*\n",
		"f(ab)\nf(ba)\n", "1 "},
	    {"  patterns:\n  - pattern: f($X)\n"
	     "  - metavariable-comparison:\n"
	     "      comparison: $X < 2048 and not $X == 7\n",
		"f(1024)\nf(4096)\nf(7)\nf(a)\n", "1 "},
	    {"  patterns:\n  - pattern: f($K=1)\n  - metavariable-regex:\n"
	     "      metavariable: $K\n      regex: ^ab$\n",
		"f(ab=1)\nf(a=1)\n", "1 "},
	    {"  patterns:\n  - pattern: f($X, $Y)\n"
	     "  - metavariable-comparison:\n"
	     "      comparison: $X == False or str($X) == str($Y)\n",
		"f(False, a)\nf(True, a)\nf('a', \"a\")\nf(b, 'b')\n",
		"1 3 4 "},
	    {"  patterns:\n  - pattern: f($X)\n"
	     "  - metavariable-comparison:\n"
	     "      comparison: int($X) > 3 and $X != 'a'\n",
		"f('4')\nf('x')\nf(2)\n", "1 "},
	    {"  patterns:\n  - pattern-regex: (a+)(?<B>b+)?\n"
	     "  - metavariable-regex: {metavariable: $B, regex: bb}\n"
	     "  - metavariable-regex: {metavariable: $1, regex: a$}\n",
		"abb\naabb\nab\na\n", "1 "},
	    {"  patterns:\n  - pattern: f(\"$X\")\n"
	     "  - metavariable-analysis:\n"
	     "      metavariable: $X\n      analyzer: entropy\n",
		"f('4f9Kq0ZxP7vWd2RkYtBn')\nf('changethispassword')\n"
		"f('short')\nf('words with spaces here')\n",
		"1 "},
	    {"  patterns:\n  - pattern: f(\"$X\")\n"
	     "  - metavariable-analysis:\n"
	     "      metavariable: $X\n      analyzer: redos\n",
		"f('(a+)+$')\nf('(a|a)*')\nf('([a-z]+){2,}')\nf('((a+)b)*')\n"
		"f('(a+){2}')\nf('[(a+)+]')\nf('(ab|cd)*')\nf('a+b*')\n"
		"f(r'\\(a+\\)+')\n",
		"1 2 3 4 "},
	};

	check_formulas(rows, NELEM(rows));
}

static void
a_condition_may_be_a_formula(void)
{
	static const struct formula_row rows[] = {
	    {"  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
	     "      metavariable: $X\n      pattern: g(...)\n",
		"f(g(1))\nf(h(1))\n", "1 "},
	    {"  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
	     "      metavariable: $X\n      language: generic\n"
	     "      pattern: <$TAG ... href=$URL\n"
	     "  - metavariable-regex:\n"
	     "      metavariable: $TAG\n      regex: a$\n",
		"f('<a class=b href=c>')\nf('<b href=c>')\nf('a')\nf(a)\n",
		"1 "},
	    {"  patterns:\n  - pattern: f(\"$X\")\n"
	     "  - metavariable-pattern:\n"
	     "      metavariable: $X\n      language: regex\n"
	     "      patterns:\n      - pattern-regex: '^http:'\n"
	     "      - pattern-not-regex: .*local\n",
		"f('http://a')\nf('http://local')\nf('a http:')\n", "1 "},
	    {"  patterns:\n  - pattern: a.$M($X)\n"
	     "  - metavariable-pattern:\n"
	     "      metavariable: $M\n      pattern: chmod\n"
	     "  - metavariable-comparison:\n"
	     "      metavariable: $X\n"
	     "      comparison: $X >= 0o650 and $X < 0x8000\n",
		"a.chmod(0o777)\na.chmod(511)\na.chmod(1)\na.chown(511)\n",
		"1 2 "},
	    {"  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
	     "      metavariable: $X\n      patterns:\n"
	     "      - pattern-not: '\"...\"'\n      - pattern-not: g(...)\n",
		"f(a)\nf('a')\nf(g(1))\nf([g(1)])\n", "1 4 "},
	};

	check_formulas(rows, NELEM(rows));
}

static void
code_within_a_text_is_a_tree_of_its_own(void)
{
	check_lines("python",
	    RULE("python",
		"  patterns:\n  - pattern: f(\"$X\")\n"
		"  - metavariable-pattern:\n      metavariable: $X\n"
		"      language: javascript\n"
		"      pattern: eval(..., `...`)\n"),
	    "f('eval(a, `b`)')\nf('eval(`b`, a)')\nf('(')\nf(eval(a))\n", "1 ");
}

TEST_MAIN(T(code_within_a_text_is_a_tree_of_its_own),
    T(a_formula_joins_its_parts),
    T(a_match_within_its_focus_stays_and_statements_may_be_whole),
    T(conditions_are_about_what_is_bound), T(a_condition_may_be_a_formula))
