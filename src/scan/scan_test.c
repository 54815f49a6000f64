#include "scan/scan.h"

#include "base/test.h"
#include "scan/report.h"

#define FILES 40

static const char yaml[] =
    "rules:\n"
    "- id: taint\n  languages: [python]\n  message: m $X\n"
    "  severity: ERROR\n  mode: taint\n"
    "  pattern-sources: [{pattern: source(...)}]\n"
    "  pattern-sinks: [{pattern: sink($X)}]\n"
    "- id: plain\n  languages: [python, javascript]\n  message: p\n"
    "  severity: INFO\n  pattern: eval(...)\n";

/* The JSON of a scan of FILES made up files with so many threads. */
static void
scan_files(unsigned jobs, size_t empty, struct buf *out)
{
	struct scan_options options = scan_options_default;
	struct scan_file *files;
	struct report report = {.version = "0"};
	struct rules rules;
	struct arena arena;
	struct err err;

	arena_init(&arena, 256 << 20);
	rules_init(&rules, &arena);
	CHECK_OK(rules_read_text(&rules, "r", str_from(yaml), &err), &err);
	files = ARENA_ARRAY(&arena, FILES + empty, struct scan_file);
	for (size_t i = 0; i < FILES; i++)
		files[i] =
		    (struct scan_file){.path = arena_strf(&arena, "f%zu.py", i),
			.language = language_named(STR("python")),
			.text = arena_strf(&arena,
			    "a = source(%zu)\nsink(a)\neval(%zu)\n", i, i)};
	for (size_t i = FILES; i < FILES + empty; i++)
		files[i] = (struct scan_file){.path = STR("empty.py"),
		    .language = language_named(STR("python")),
		    .text = STR("")};
	options.rules = &rules;
	options.jobs = jobs;
	CHECK_OK(scan_run(&options, files, FILES + empty, &arena, &err), &err);
	report.rules = &rules;
	report.files = files;
	report.count = FILES;
	buf_init(out, 16 << 20);
	report_json(out, &report);
	report_sarif(out, &report);
	report_text(out, &report);
	CHECK_OK(buf_finish(out, &err), &err);
	rules_release(&rules);
	arena_release(&arena);
}

static void
the_report_is_the_same_for_any_number_of_threads(void)
{
	struct buf one, many;

	scan_files(1, 0, &one);
	for (unsigned jobs = 2; jobs <= 8; jobs *= 2) {
		scan_files(jobs, 0, &many);
		CHECK_STR(buf_view(&many), buf_view(&one));
		buf_release(&many);
	}
	CHECK(str_find(buf_view(&one), STR("f39.py")) < one.len);
	buf_release(&one);
}

static void
a_thousand_empty_files_change_nothing(void)
{
	struct buf without, with;

	scan_files(2, 0, &without);
	scan_files(2, 1000, &with);
	CHECK_STR(buf_view(&with), buf_view(&without));
	buf_release(&without);
	buf_release(&with);
}

/* One file with one text, and what became of it. */
static struct scan_file
scan_text(struct arena *arena, struct rules *rules,
    const struct scan_options *given, struct str text)
{
	struct scan_options options = *given;
	struct scan_file file = {.path = STR("a.py"),
	    .language = language_named(STR("python")),
	    .text = text};
	struct err err;

	rules_init(rules, arena);
	CHECK_OK(rules_read_text(rules, "r", str_from(yaml), &err), &err);
	options.rules = rules;
	CHECK_OK(scan_run(&options, &file, 1, arena, &err), &err);
	return file;
}

static void
a_file_that_costs_too_much_is_named_with_the_reason(void)
{
	struct scan_options options = scan_options_default;
	struct scan_file file;
	struct rules rules;
	struct arena arena;
	struct buf deep;

	arena_init(&arena, 256 << 20);
	options.steps = 3;
	file = scan_text(&arena, &rules, &options, STR("eval(1)\neval(2)\n"));
	CHECK(
	    str_find(file.skipped, STR("needs more steps")) < file.skipped.len);
	rules_release(&rules);
	options.steps = 1000000;
	options.memory_max = 100 << 10;
	buf_init(&deep, 4 << 20);
	for (int i = 0; i < 5000; i++)
		buf_add(&deep, STR("eval(1)\n"));
	file = scan_text(&arena, &rules, &options, buf_view(&deep));
	CHECK(file.skipped.len > 0);
	CHECK_INT(file.finding_count, 0);
	rules_release(&rules);
	file =
	    scan_text(&arena, &rules, &scan_options_default, STR("eval\0(1)"));
	CHECK_STR(file.skipped, STR("binary"));
	rules_release(&rules);
	buf_release(&deep);
	arena_release(&arena);
}

static void
nesting_of_any_depth_neither_crashes_nor_hides_the_rest(void)
{
	struct scan_file file;
	struct rules rules;
	struct arena arena;
	struct buf deep;

	arena_init(&arena, 256 << 20);
	buf_init(&deep, 4 << 20);
	for (int i = 0; i < 10000; i++)
		buf_add(&deep, STR("f("));
	for (int i = 0; i < 10000; i++)
		buf_add(&deep, STR(")"));
	buf_add(&deep, STR("\neval(1)\n"));
	file =
	    scan_text(&arena, &rules, &scan_options_default, buf_view(&deep));
	CHECK_INT(file.finding_count, 1);
	CHECK(file.broken);
	rules_release(&rules);
	buf_release(&deep);
	arena_release(&arena);
}

TEST_MAIN(T(the_report_is_the_same_for_any_number_of_threads),
    T(a_thousand_empty_files_change_nothing),
    T(a_file_that_costs_too_much_is_named_with_the_reason),
    T(nesting_of_any_depth_neither_crashes_nor_hides_the_rest))
