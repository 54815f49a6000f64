#include "scan/testing.h"

/* One pattern of several lines. */
static void
check_found(const char *language, const char *pattern, const char *code,
    const char *lines)
{
	struct buf yaml;

	buf_init(&yaml, 8192);
	buf_addf(&yaml,
	    "rules:\n- id: r\n  languages: [%s]\n  message: m\n"
	    "  severity: ERROR\n  pattern: |\n    ",
	    language);
	for (const char *p = pattern; *p != '\0'; p++)
		buf_addf(&yaml, *p == '\n' ? "%c    " : "%c", *p);
	buf_add(&yaml, STR("\n"));
	buf_add_char(&yaml, '\0');
	check_lines(language, yaml.ptr, code, lines);
	buf_release(&yaml);
}

static void
terraform_patterns_find_blocks_and_attributes(void)
{
	static const struct row rows[] = {
	    {"resource \"a\" $X {\n  ...\n  b = true\n  ...\n}",
		"resource \"a\" \"n\" {\n c = 1\n b = true\n}\n"
		"resource \"a\" \"n\" {\n b = false\n}\n",
		"1 "},
	    {"a = \"...\"", "x {\n a = \"b\"\n}\ny {\n a = c\n}\n", "2 "},
	    {"a = ...", "x {\n a = b\n}\n", "2 "},
	    {"b {\n  c = $X\n}", "a {\n b {\n  c = 1\n  d = 2\n }\n}\n", "2 "},
	    {"[..., \"*\", ...]", "a = [\"x\", \"*\"]\nb = [\"x\"]\n", "1 "},
	    {"{..., A = \"*\", ...}",
		"a = f({ B = 1, A = \"*\" })\nb = { A = \"x\" }\n", "1 "},
	    {"f(...)", "a = f(1, 2)\n", "1 "},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_found(
		    "hcl", rows[i].pattern, rows[i].code, rows[i].lines);
}

static void
yaml_patterns_find_pairs_items_and_mappings(void)
{
	static const struct row rows[] = {
	    {"privileged: true", "a:\n  privileged: true\n  b: 1\n", "2 "},
	    {"run: $X", "steps:\n- run: a\n- uses: b\n", "2 "},
	    {"- name: $X\n  ...", "a:\n- name: b\n  c: d\n- e: f\n", "2 "},
	    {"a: ...\n...", "b: 1\na: 2\n", "1 "},
	    {"a:\n  - ...\n  - x\n  - ...", "a:\n  - y\n  - x\n", "1 "},
	    {"a:\n  ...\n  b: c", "a:\n  d: e\n  b: c\n", "1 "},
	    {"a: [..., \"b\", ...]", "a:\n- c\n- b\n", "1 "},
	    {"- ...\n  b: c", "- a: 1\n  b: c\n- b: d\n", "1 "},
	    {"$K: \"x\"", "a: x\nb: y\n", "1 "},
	    {"{a: $X, ...}", "a: 1\nb: 2\n", "1 "},
	    {"a: b\nc: d", "- a: b\n  c: d\n- a: b\n  c: d\n  e: f\n", "1 "},
	    {"{a: ...}", "x:\n  b: 2\n  a: 1\n", "3 "},
	    {"a: \"\"", "a: b\na:\na: ''\n", "2 3 "},
	    {"a: [...,b,...]", "a: [b]\na: [c]\n", "1 "},
	    {"a: true", "a: yes\na: \"yes\"\na: no\n", "1 "},
	    {"a: \"=~/b\\nc$/\"", "a: |\n  b\n  c\na: >\n  b\n  c\n", "1 "},
	    {"a: \"$X\"", "a: b\na: |\n  c\na: 1\n", "1 2 "},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_found(
		    "yaml", rows[i].pattern, rows[i].code, rows[i].lines);
}

static void
what_stands_in_a_block_of_lines_is_read_in_its_language(void)
{
	check_lines("yaml",
	    "rules:\n- id: r\n  languages: [yaml]\n  message: m\n"
	    "  severity: ERROR\n  patterns:\n  - pattern: 'run: $X'\n"
	    "  - metavariable-pattern:\n      metavariable: $X\n"
	    "      language: python\n      pattern: f('a')\n",
	    "- run: |\n    if g():\n      f('a')\n- run: |\n    f('b')\n",
	    "1 ");
}

static void
json_patterns_find_pairs_and_objects(void)
{
	static const struct row rows[] = {
	    {"\"a\": $X", "{\"b\": {\n\"a\": 1}}", "2 "},
	    {"{..., \"a\": \"*\", ...}", "[{\"b\": 1, \"a\": \"*\"},\n{}]",
		"1 "},
	    {"[..., 2, ...]", "[1,\n2]", "1 "},
	    {"a: ...", "{\n\"a\": [1]}", "2 "},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_found(
		    "json", rows[i].pattern, rows[i].code, rows[i].lines);
}

static void
dockerfile_patterns_find_instructions_and_words(void)
{
	static const struct row rows[] = {
	    {"FROM $I:latest", "FROM a:latest\nFROM a:1\nFROM b\n", "1 "},
	    {"FROM $I", "FROM --platform=x a:1@b AS c\n", "1 "},
	    {"RUN ... curl ...", "RUN a && curl b\nRUN c\n", "1 "},
	    {"apt-get update", "RUN x && apt-get update && y\nRUN apt-get\n",
		"1 "},
	    {"CMD [...]", "CMD [\"a\"]\nCMD a\n", "1 "},
	    {"USER root\n...\nCMD $...X", "USER root\nRUN a\nCMD b c\n", "1 "},
	    {"ENV ... $K=$V ...", "ENV A=b\nENV C d\n", "1 "},
	    {"USER $X", "USER root\n", "1 "},
	    {"root", "USER root\n", "1 "},
	    {"ADD $F $T", "ADD a b\nCOPY a b\n", "1 "},
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		check_found(
		    "dockerfile", rows[i].pattern, rows[i].code, rows[i].lines);
}

TEST_MAIN(T(terraform_patterns_find_blocks_and_attributes),
    T(yaml_patterns_find_pairs_items_and_mappings),
    T(what_stands_in_a_block_of_lines_is_read_in_its_language),
    T(json_patterns_find_pairs_and_objects),
    T(dockerfile_patterns_find_instructions_and_words))
