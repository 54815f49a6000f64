#include "scan/testing.h"

static void
check_refused(const char *yaml, const char *why)
{
	struct rules rules;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 20);
	rules_init(&rules, &arena);
	CHECK_OK(rules_read_text(&rules, "r.yaml", str_from(yaml), &err), &err);
	CHECK_INT(rules.n, 0);
	CHECK_INT(rules.refused.n, 1);
	if (str_find(rules.refused.v[0], str_from(why)) ==
	    rules.refused.v[0].len)
		CHECK_STR(rules.refused.v[0], str_from(why));
	rules_release(&rules);
	arena_release(&arena);
}

static void
what_is_not_understood_is_refused_with_rule_file_and_line(void)
{
	static const struct {
		const char *yaml, *why;
	} bad[] = {
	    {"", "r.yaml:"},
	    {"rules: 7\n", "r.yaml:1:"},
	    {"a: [1\n", "r.yaml:"},
	    {"rules:\n- message: m\n", "'id'"},
	    {RULE("python", ""), "none of pattern"},
	    {RULE("cobol", "  pattern: f()\n"), "accepted: python"},
	    {RULE("python", "  mode: join\n  pattern: f()\n"),
		"mode 'join' is not supported"},
	    {RULE("python", "  mode: taint\n  pattern: f()\n"),
		"pattern-sources"},
	    {RULE("python", "  pattern: f()\n  pattern-regex: a\n"),
		"both 'pattern'"},
	    {RULE("python", "  pattern: f()\n  r2c-internal: 1\n"),
		"r2c-internal"},
	    {RULE("python", "  patterns: []\n"), "an empty list"},
	    {RULE("python", "  patterns:\n  - pattern-where-python: a\n"),
		"'pattern-where-python' is not supported here"},
	    {RULE("python",
		 "  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n"
		 "      metavariable: X\n      regex: a\n"),
		"'X' is no metavariable"},
	    {RULE("python",
		 "  patterns:\n  - pattern: f($X)\n  - metavariable-regex:\n"
		 "      metavariable: $X\n      regex: '('\n"),
		"the expression fails at"},
	    {RULE("python",
		 "  patterns:\n  - pattern: f($X)\n"
		 "  - metavariable-comparison:\n"
		 "      comparison: open('x')\n"),
		"the comparison is not understood"},
	    {"rules:\n- id: r\n  languages: [python]\n  message: m\n"
	     "  severity: LOUD\n  pattern: f()\n",
		"severity 'LOUD'"},
	    {RULE("python",
		 "  options: {symbolic_propagation: perhaps}\n"
		 "  pattern: f()\n"),
		"r.yaml:6:"},
	    {RULE("python",
		 "  options: {generic_ellipsis_max_span: -1}\n"
		 "  pattern: f()\n"),
		"not a number of lines"},
	    {RULE("python",
		 "  pattern: f()\n  fix-regex: {regex: '(', "
		 "replacement: a}\n"),
		"the expression fails at"},
	    {RULE("python", "  pattern: f()\n  fix-regex: {regex: a}\n"),
		"'replacement'"},
	};

	for (size_t i = 0; i < NELEM(bad); i++)
		check_refused(bad[i].yaml, bad[i].why);
}

static void
a_pattern_that_is_no_code_is_refused(void)
{
	static const struct {
		const char *yaml, *why;
	} bad[] = {
	    {RULE("python", "  pattern: f(\n"), "r.yaml:6:"},
	    {RULE("python", "  pattern: f(\n"), "does not parse as python"},
	    {RULE("java", "  pattern: 'f('\n"), "does not parse as java"},
	    {RULE("java", "  pattern: 'finally { ... }'\n"),
		"no piece of code of its own"},
	    {RULE("python", "  pattern: f(\n"), "(rule 'r')"},
	    {RULE("python", "  pattern: 'f(\"=~/(/\")'\n"), "does not compile"},
	};

	for (size_t i = 0; i < NELEM(bad); i++)
		check_refused(bad[i].yaml, bad[i].why);
}

static void
conditions_and_taint_say_what_they_do_not_take(void)
{
	static const struct {
		const char *yaml, *why;
	} bad[] = {
	    {RULE("generic", "  pattern: '... '\n"), "the pattern is empty"},
	    {RULE("python",
		 "  patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n"
		 "      metavariable: $X\n      language: html\n"
		 "      pattern: a\n"),
		"language 'html' is not supported; accepted"},
	    {RULE("python",
		 "  patterns:\n  - pattern: f($X)\n"
		 "  - metavariable-analysis:\n"
		 "      metavariable: $X\n      analyzer: mood\n"),
		"accepted: entropy, redos"},
	    {RULE("python",
		 "  mode: taint\n  pattern-sources: [{pattern: a()}]\n"
		 "  pattern-sinks: [{pattern: b(), requires: A and}]\n"),
		"'requires' is not understood"},
	    {RULE("python",
		 "  mode: taint\n  pattern-sources: [{pattern: a()}]\n"
		 "  pattern-sinks: [{pattern: b()}]\n"
		 "  pattern-propagators: [{pattern: f($A), from: $A}]\n"),
		"'to'"},
	    {RULE("python",
		 "  mode: taint\n  pattern-sources: [{pattern: a(), "
		 "control: true}]\n  pattern-sinks: [{pattern: b()}]\n"),
		"unknown key 'control'"},
	};

	for (size_t i = 0; i < NELEM(bad); i++)
		check_refused(bad[i].yaml, bad[i].why);
}

static void
one_bad_rule_leaves_the_others(void)
{
	struct rules rules;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 20);
	rules_init(&rules, &arena);
	CHECK_OK(rules_read_text(&rules, "r.yaml",
		     STR("rules:\n"
			 "- {id: a, languages: [python], message: m, "
			 "severity: INFO, pattern: f(}\n"
			 "- {id: b, languages: [python], message: m, "
			 "severity: INFO, pattern: f(1)}\n"
			 "- {id: b, languages: [python], message: m, "
			 "severity: INFO, pattern: f(2)}\n"),
		     &err),
	    &err);
	CHECK_INT(rules.n, 1);
	CHECK_STR(rules.v[0]->id, STR("b"));
	CHECK_INT(rules.refused.n, 2);
	rules_release(&rules);
	arena_release(&arena);
}

static void
metadata_gives_the_cwe_and_the_lesson(void)
{
	struct try t;

	try_scan(&t, "python",
	    RULE("python",
		"  pattern: f($X)\n  metadata:\n    module: a05\n"
		"    confidence: HIGH\n"
		"    cwe: [\"CWE-89: SQL\", \"CWE-564\"]\n"),
	    "f(1)");
	CHECK_INT(t.rules.v[0]->cwe_count, 2);
	CHECK_INT(t.rules.v[0]->cwes[0], 89);
	CHECK_INT(t.rules.v[0]->cwes[1], 564);
	CHECK_STR(t.rules.v[0]->module, STR("a05"));
	try_end(&t);
}

static void
a_message_shows_what_its_metavariables_are_bound_to(void)
{
	struct try t;

	try_scan(&t, "python",
	    "rules:\n- id: r\n  languages: [python]\n  severity: INFO\n"
	    "  message: $X and $XX, not $Y\n  fix: g($X)\n"
	    "  pattern: f($X, $XX)\n",
	    "f(a.b, 'c')");
	CHECK_INT(t.file.finding_count, 1);
	CHECK_STR(t.file.findings[0].message, STR("a.b and 'c', not $Y"));
	CHECK_STR(t.file.findings[0].fix, STR("g(a.b)"));
	try_end(&t);
}

static void
a_fix_may_be_an_expression_over_what_was_found(void)
{
	static const struct {
		const char *fix, *code, *fixed;
	} rows[] = {
	    {"{regex: 'http:', replacement: 'https:'}", "f('http://http:')",
		"f('https://https:')"},
	    {"{regex: 'http:', replacement: 'https:', count: 1}",
		"f('http://http:')", "f('https://http:')"},
	    {"{regex: 'f\\((.*)\\)', replacement: 'g(\\1, \\\\x)'}", "f(a)",
		"g(a, \\\\x)"},
	    {"{regex: '(b)?$', replacement: '\\1'}", "f(a)", "f(a)"},
	    {"{regex: 'no', replacement: 'yes'}", "f(a)", NULL},
	};
	char yaml[500];

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct try t;

		snprintf(yaml, sizeof(yaml), "%s  fix-regex: %s\n",
		    RULE("python", "  pattern: f(...)\n"), rows[i].fix);
		try_scan(&t, "python", yaml, rows[i].code);
		CHECK_INT(t.file.finding_count, 1);
		CHECK_STR(t.file.findings[0].fix,
		    rows[i].fixed != NULL ? str_from(rows[i].fixed) : STR(""));
		try_end(&t);
	}
}

static void
a_comment_silences_with_a_reason_only(void)
{
	static const struct {
		const char *code;
		bool silenced;
	} rows[] = {
	    {"f(1) # assay:ignore r the value is ours", true},
	    {"# assay:ignore r the value is ours\nf(1)", true},
	    {"f(1) # assay:ignore r", false},
	    {"f(1) # assay:ignore other because", false},
	    {"a # assay:ignore r because\nf(1)", false},
	    {"f(1) # nosemgrep", true},
	    {"f(1) # nosemgrep: r", true},
	    {"f(1) # nosemgrep: rules.x.r, b", true},
	    {"f(1) # nosemgrep: other", false},
	    {"f('assay:ignore r because')", false},
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct try t;

		try_scan(&t, "python", RULE("python", "  pattern: f(...)\n"),
		    rows[i].code);
		CHECK_INT(t.file.finding_count, 1);
		CHECK_INT(t.file.findings[0].suppressed, rows[i].silenced);
		try_end(&t);
	}
}

TEST_MAIN(T(what_is_not_understood_is_refused_with_rule_file_and_line),
    T(a_pattern_that_is_no_code_is_refused),
    T(conditions_and_taint_say_what_they_do_not_take),
    T(one_bad_rule_leaves_the_others), T(metadata_gives_the_cwe_and_the_lesson),
    T(a_message_shows_what_its_metavariables_are_bound_to),
    T(a_fix_may_be_an_expression_over_what_was_found),
    T(a_comment_silences_with_a_reason_only))
