#include "scan/testing.h"

static void
generic_patterns_go_by_words_and_signs(void)
{
	static const struct {
		const char *pattern, *code, *lines;
	} rows[] = {
	    {"a.b", "a . b\nab\na\n.b\na-b\n", "1 3 "},
	    {"<$TAG ... href=$URL", "<a\n class=b\n href=c>\n", "1 "},
	    {"$X = $X", "a = a\na = b\n", "1 "},
	    {"f(...)", "f(g(1), 2)\nf(\n", "1 "},
	    {"f(... 2)", "f(1) 2)\nf((1) 2)\n", "2 "},
	    {"a ... b", "a\n\n\n\n\n\n\n\n\n\nb\n", "1 "},
	    {"a ... b", "a\n\n\n\n\n\n\n\n\n\n\nb\n", ""},
	    {"a ... ... b", "a\n\n\n\n\n\n\n\n\n\n\n\n\nb\n", "1 "},
	    {"a $...X b $...X", "a 1 2 b 1 2\n", "1 "},
	    {"a $...X b $...X c", "a 1 2 b 1 c\n", ""},
	    {"... a", "b a\n", "1 "},
	    {"pass$", "pass$\npass\n", "1 "},
	    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9 \xc3\xa9t\n", "1 "},
	};
	char yaml[500];

	for (size_t i = 0; i < NELEM(rows); i++) {
		snprintf(yaml, sizeof(yaml), "%s  pattern: \"%s\"\n",
		    RULE("generic", ""), rows[i].pattern);
		check_lines("python", yaml, rows[i].code, rows[i].lines);
	}
	check_lines("python",
	    RULE("generic",
		"  options: {generic_ellipsis_max_span: 1}\n"
		"  pattern: a ... b\n"),
	    "a\n\nb\na\nb\n", "4 ");
	check_lines("python",
	    RULE("regex",
		"  patterns:\n  - pattern: ws:.*\n"
		"  - pattern-not-inside: ws://local.*\n"),
	    "ws://a\nws://local\n", "1 ");
}

TEST_MAIN(T(generic_patterns_go_by_words_and_signs))
