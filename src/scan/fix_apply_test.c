#include "scan/fix_apply.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "scan/testing.h"

static const char yaml[] =
    "rules:\n- id: r\n  languages: [python]\n  message: m\n"
    "  severity: ERROR\n  pattern: bad($X)\n  fix: good($X)\n"
    "- id: s\n  languages: [python]\n  message: m\n"
    "  severity: ERROR\n  pattern: worse($X)\n  fix: |-\n    a($X)\n"
    "    b($X)\n"
    "- id: t\n  languages: [python]\n  message: m\n"
    "  severity: ERROR\n  pattern: call(...)\n"
    "  fix-regex: {regex: 'off=(\\w+)', replacement: 'on=\\1'}\n";

struct scene {
	struct arena arena;
	struct rules rules;
	struct scan_file file;
	char path[64];
};

static void
scene_open(struct scene *s, const char *code)
{
	struct scan_options options = scan_options_default;
	struct err err;
	int fd;

	strcpy(s->path, "/tmp/assay-fix-XXXXXX");
	fd = mkstemp(s->path);
	CHECK(fd >= 0);
	close(fd);
	CHECK_OK(file_write(s->path, str_from(code), 0640, &err), &err);
	arena_init(&s->arena, 64 << 20);
	rules_init(&s->rules, &s->arena);
	CHECK_OK(
	    rules_read_text(&s->rules, "r.yaml", str_from(yaml), &err), &err);
	options.rules = &s->rules;
	options.fixes = true;
	s->file = (struct scan_file){.path = STR("a.py"),
	    .open = s->path,
	    .language = language_named(STR("python"))};
	CHECK_OK(scan_run(&options, &s->file, 1, &s->arena, &err), &err);
}

static void
scene_close(struct scene *s)
{
	unlink(s->path);
	rules_release(&s->rules);
	arena_release(&s->arena);
}

static void
check_file(struct scene *s, const char *expected)
{
	struct str text;
	struct err err;

	CHECK_OK(file_read(s->path, 4096, &s->arena, &text, &err), &err);
	CHECK_STR(text, str_from(expected));
}

static void
fixes_are_written_and_the_mode_is_kept(void)
{
	struct fix_totals totals;
	struct scene s;
	struct stat st;
	struct err err;

	scene_open(&s,
	    "x = bad(1) + bad(2)\ny = 0\nworse(bad(3))\n"
	    "bad(4)  # nosemgrep\nz = bad(5)");
	CHECK_OK(fix_apply(&s.file, 1, NULL, &totals, &err), &err);
	check_file(&s,
	    "x = good(1) + good(2)\ny = 0\na(bad(3))\nb(bad(3))\n"
	    "bad(4)  # nosemgrep\nz = good(5)");
	CHECK(totals.fixes == 4 && totals.files == 1);
	CHECK(totals.overlapping == 1 && totals.changed == 0);
	CHECK(stat(s.path, &st) == 0 && (st.st_mode & 0777) == 0640);
	scene_close(&s);
}

static void
a_fix_by_regex_is_written_too(void)
{
	struct fix_totals totals;
	struct scene s;
	struct err err;

	scene_open(&s, "call(a, off=b)\n");
	CHECK_OK(fix_apply(&s.file, 1, NULL, &totals, &err), &err);
	check_file(&s, "call(a, on=b)\n");
	CHECK(totals.fixes == 1);
	scene_close(&s);
}

static void
a_dry_run_tells_the_difference_and_writes_nothing(void)
{
	static const char code[] = "a\nbad(1)\nb\nworse(2)\nbad(3)\n";
	struct fix_totals totals;
	struct scene s;
	struct buf diff;
	struct err err;

	scene_open(&s, code);
	buf_init(&diff, 4096);
	CHECK_OK(fix_apply(&s.file, 1, &diff, &totals, &err), &err);
	CHECK_STR(buf_view(&diff),
	    STR("--- a/a.py\n+++ b/a.py\n@@ -1,5 +1,6 @@\n "
		"a\n-bad(1)\n+good(1)\n"
		" b\n-worse(2)\n+a(2)\n+b(2)\n-bad(3)\n+good(3)\n"));
	check_file(&s, code);
	buf_release(&diff);
	scene_close(&s);
}

static void
a_file_that_changed_since_is_left_alone(void)
{
	struct fix_totals totals;
	struct scene s;
	struct err err;

	scene_open(&s, "bad(1)\n");
	CHECK_OK(file_write(s.path, STR("# new\nbad(1)\n"), 0640, &err), &err);
	CHECK_OK(fix_apply(&s.file, 1, NULL, &totals, &err), &err);
	check_file(&s, "# new\nbad(1)\n");
	CHECK(totals.fixes == 0 && totals.changed == 1);
	CHECK_OK(file_write(s.path, STR("bad(1)\n# new\n"), 0640, &err), &err);
	CHECK_OK(fix_apply(&s.file, 1, NULL, &totals, &err), &err);
	check_file(&s, "bad(1)\n# new\n");
	CHECK(totals.fixes == 0 && totals.changed == 1);
	unlink(s.path);
	CHECK(symlink("/nowhere", s.path) == 0);
	CHECK_OK(fix_apply(&s.file, 1, NULL, &totals, &err), &err);
	CHECK(totals.fixes == 0 && totals.changed == 1);
	scene_close(&s);
}

TEST_MAIN(T(fixes_are_written_and_the_mode_is_kept),
    T(a_fix_by_regex_is_written_too),
    T(a_dry_run_tells_the_difference_and_writes_nothing),
    T(a_file_that_changed_since_is_left_alone))
