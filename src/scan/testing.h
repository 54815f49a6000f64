#ifndef SCAN_TESTING_H
#define SCAN_TESTING_H

/* For tests: rules against code, in a line each.  Test executables only. */
#include "base/test.h"
#include "scan/scan.h"

struct
try {
	struct arena arena;
	struct rules rules;
	struct scan_file file;
};

static inline void UNUSED
try_scan(
    struct try *t, const char *language, const char *yaml, const char *code)
{
	struct scan_options options = scan_options_default;
	struct err err;

	arena_init(&t->arena, 64 << 20);
	rules_init(&t->rules, &t->arena);
	CHECK_OK(
	    rules_read_text(&t->rules, "r.yaml", str_from(yaml), &err), &err);
	if (t->rules.refused.n > 0)
		fail_msg("%s", t->rules.refused.v[0].ptr);
	options.rules = &t->rules;
	t->file = (struct scan_file){.path = STR("code"),
	    .text = str_from(code),
	    .language = language_named(str_from(language))};
	CHECK_OK(scan_run(&options, &t->file, 1, &t->arena, &err), &err);
}

static inline void UNUSED
try_end(struct try *t)
{
	rules_release(&t->rules);
	arena_release(&t->arena);
}

/* The lines of the findings, as "1 3 7 ". */
static inline void UNUSED
check_lines(
    const char *language, const char *yaml, const char *code, const char *lines)
{
	struct try t;
	struct buf got;

	try_scan(&t, language, yaml, code);
	buf_init(&got, 4096);
	for (size_t i = 0; i < t.file.finding_count; i++)
		buf_addf(&got, "%u ", t.file.findings[i].place.line);
	if (!str_eq(buf_view(&got), str_from(lines)))
		print_error("in this code:\n%s\n", code);
	CHECK_STR(buf_view(&got), str_from(lines));
	buf_release(&got);
	try_end(&t);
}

#define RULE(language, rest)                             \
	"rules:\n- id: r\n  languages: [" language "]\n" \
	"  message: m\n  severity: ERROR\n" rest

struct row {
	const char *pattern, *code, *lines;
};

/* Each pattern is one line of YAML block text. */
static inline void UNUSED
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

#endif
