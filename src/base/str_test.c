#include "base/str.h"

#include "base/test.h"

static void
a_number_has_one_spelling(void)
{
	static const char *const bad[] = {"", "-", "01", "+1", " 1", "1 ",
	    "18446744073709551616", "-0", "0x1", "1e3"};
	uint64_t u = 42;
	int64_t i = 42;

	for (size_t k = 0; k < NELEM(bad); k++) {
		CHECK(!str_u64(str_from(bad[k]), &u));
		CHECK(u == 42);
	}
	CHECK(!str_i64(STR("-0"), &i));
	CHECK(!str_i64(STR("9223372036854775808"), &i));
	CHECK(str_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX);
	CHECK(str_i64(STR("-9223372036854775808"), &i) && i == INT64_MIN);
	CHECK(str_u64(STR("0"), &u) && u == 0);
}

static void
cutting_needs_the_separator_and_next_does_not(void)
{
	struct str rest = STR("a,b"), head = STR("?");

	CHECK(str_cut(&rest, ',', &head));
	CHECK_STR(head, STR("a"));
	CHECK(!str_cut(&rest, ',', &head));
	CHECK_STR(rest, STR("b"));
	CHECK(str_next(&rest, ',', &head));
	CHECK_STR(head, STR("b"));
	CHECK(!str_next(&rest, ',', &head));
	rest = STR("");
	CHECK(str_next(&rest, ',', &head) && head.len == 0);
	CHECK(!str_next(&rest, ',', &head));
}

static void
parts_are_cut_to_what_is_there(void)
{
	CHECK_STR(str_sub(STR("abc"), 1, 9), STR("bc"));
	CHECK_STR(str_from_at(STR("abc"), 9), STR(""));
	CHECK_STR(str_trim(STR(" \t a b\r\n")), STR("a b"));
	CHECK(str_find(STR("aab"), STR("ab")) == 1);
	CHECK(str_find(STR("aab"), STR("x")) == 3);
	CHECK(
	    str_ends(STR("a.c"), STR(".c")) && !str_ends(STR("c"), STR(".c")));
	CHECK(str_starts(STR("a.c"), STR("a.")) &&
	    !str_starts(STR("a"), STR("ab")));
	CHECK(str_eq_case(STR("Host"), STR("hOST")));
	CHECK(str_cmp(STR("a"), STR("ab")) < 0 &&
	    str_cmp(STR("b"), STR("ab")) > 0);
}

static void
utf8_is_shortest_form_without_surrogates(void)
{
	static const char *const bad[] = {"\x80", "\xc0\x80", "\xc3",
	    "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
	    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xffz", "\xe2\x82"};

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!str_is_utf8(str_from(bad[i])));
	CHECK(
	    str_is_utf8(STR("")) && str_is_utf8(STR("\xc3\xa9 \xe2\x82\xac")));
	CHECK(str_is_utf8(STR("\xf4\x8f\xbf\xbf \xee\x80\x80")));
}

TEST_MAIN(T(a_number_has_one_spelling),
    T(cutting_needs_the_separator_and_next_does_not),
    T(parts_are_cut_to_what_is_there),
    T(utf8_is_shortest_form_without_surrogates))
