#include "scan/settings.h"

#include "base/test.h"
#include "scan/scan.h"

static void
a_name_is_known_where_files_agree(void)
{
	struct settings s;
	struct arena arena;
	struct err err;
	struct str value;

	arena_init(&arena, 1 << 20);
	CHECK_OK(settings_init(&s, &arena, &err), &err);
	CHECK_OK(settings_add(&s,
		     STR("# a = b\n!c\nhash = MD5\n\nx:1\ny\nlong = a\\\n  b\n"
			 "twice=1"),
		     &err),
	    &err);
	CHECK_OK(settings_add(&s, STR("twice = 2\nhash=MD5\n"), &err), &err);
	CHECK(settings_get(&s, STR("hash"), &value));
	CHECK_STR(value, STR("MD5"));
	CHECK(settings_get(&s, STR("x"), &value));
	CHECK_STR(value, STR("1"));
	CHECK(!settings_get(&s, STR("twice"), &value));
	CHECK(!settings_get(&s, STR("long"), &value));
	CHECK(!settings_get(&s, STR("# a"), &value));
	CHECK(!settings_get(&s, STR("y"), &value));
	arena_release(&arena);
}

static void
code_that_asks_for_a_setting_has_its_value(void)
{
	static const char rule[] =
	    "rules:\n- id: r\n  languages: [java]\n  message: m\n"
	    "  severity: ERROR\n  pattern: digest(\"MD5\")\n";
	static const char code[] =
	    "class A { void m(Properties p) {\n"
	    " String a = p.getProperty(\"one\", \"SHA-256\");\n digest(a);\n"
	    " digest(p.getProperty(\"one\"));\n"
	    " String b = p.getProperty(\"two\");\n digest(b);\n"
	    " String c = p.getProperty(\"three\", \"MD5\");\n digest(c);\n"
	    "} }\n";
	struct scan_options options = scan_options_default;
	struct scan_file files[2] = {
	    {.path = STR("A.java"), .text = str_from(code)},
	    {.path = STR("a.properties"),
		.text = STR("one = MD5\ntwo = SHA-512\n")}};
	struct rules rules;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 20);
	rules_init(&rules, &arena);
	CHECK_OK(rules_read_text(&rules, "r", str_from(rule), &err), &err);
	for (size_t i = 0; i < 2; i++)
		files[i].language = language_of_path(files[i].path);
	options.rules = &rules;
	CHECK_OK(scan_run(&options, files, 2, &arena, &err), &err);
	CHECK(files[0].finding_count == 2);
	CHECK(files[0].findings[0].place.line == 3);
	CHECK(files[0].findings[1].place.line == 4);
	rules_release(&rules);
	arena_release(&arena);
}

TEST_MAIN(T(a_name_is_known_where_files_agree),
    T(code_that_asks_for_a_setting_has_its_value))
