#include "people/words.h"

#include "base/clock.h"
#include "base/test.h"
#include "people/day.h"

static void
what_people_write_becomes_the_one_spelling_and_is_shown_again(void)
{
	static const struct {
		const char *text, *json, *shown;
	} good[] = {
	    {"", "[]", ""},
	    {" ; ;", "[]", ""},
	    {"on-call", "[\"on-call\"]", "on-call"},
	    {"On-Call; reviewer;on-call", "[\"on-call\",\"reviewer\"]",
		"on-call; reviewer"},
	    {"call;on-call", "[\"call\",\"on-call\"]", "call; on-call"},
	    {"python-flask;9p;a_b.c", "[\"python-flask\",\"9p\",\"a_b.c\"]",
		"python-flask; 9p; a_b.c"},
	};
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(good); i++) {
		struct str json;
		struct err err = {0};

		CHECK_OK(words_read(str_from(good[i].text), "duty", &arena,
			     &json, &err),
		    &err);
		CHECK_STR(json, str_from(good[i].json));
		CHECK_OK(words_check(json, "duty", &err), &err);
		CHECK_STR(words_show(json, &arena), str_from(good[i].shown));
	}
	arena_release(&arena);
}

#define TOO_MANY                                                             \
	"1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;" \
	"26;27;28;29;30;31;32;33"

static void
what_is_no_word_or_no_list_is_refused(void)
{
	static const char *const texts[] = {"on call", "-x", ".x", "a,b",
	    "\"a\"", "a\\", "\xc3\xa4", "a;b c",
	    "a-word-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and",
	    TOO_MANY};
	static const char *const lists[] = {"", "[", "]", "[\"a\"", "\"a\"]",
	    "[a]", "[\"a\" ]", "[\"a\",]", "[\"a\",\"b\"x]", "[\"A\"]",
	    "[\"\"]", "[1]", "{}", "[\"a\"\"b\"]", "[[\"a\"]]"};
	struct arena arena;
	struct str json = STR("untouched");
	struct err err;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(texts); i++)
		CHECK(words_read(str_from(texts[i]), "duty", &arena, &json,
			  &err) != ERR_NONE);
	CHECK_STR(json, STR("untouched"));
	for (size_t i = 0; i < NELEM(lists); i++)
		CHECK(
		    words_check(str_from(lists[i]), "duty", &err) != ERR_NONE);
	arena_release(&arena);
}

static void
a_day_is_one_of_the_calendar_and_of_a_working_life(void)
{
	static const char *const bad[] = {"", "2026-02-30", "2026-13-01",
	    "1800-01-01", "1970-01-01", "2962-11-27", "26-11-21", "2026-1-1",
	    "2026-11-21T00:00", "21.11.2026", "11/21/2026", "2025-02-29",
	    "2026-00-10", "9999-12-31"};
	int64_t at = 42;
	struct err err = {0};

	clock_set_for_test(INT64_C(20784) * CLOCK_DAY + 5);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK_INT(
		    day_read(str_from(bad[i]), "the first day", &at, &err),
		    ERR_INVALID);
	CHECK(at == 42);
	CHECK(day_read(STR("1800-01-01"), "the first day", &at, &err));
	CHECK_STR(str_from(err.text),
	    STR("the first day is not between 1970-01-02 and 2029-11-29"));
	CHECK_OK(day_read(STR("2024-02-29"), "the first day", &at, &err), &err);
	CHECK(at == INT64_C(19782) * CLOCK_DAY);
	CHECK(day_of(at + CLOCK_DAY - 1) == at);
	clock_set_for_test(0);
}

TEST_MAIN(T(what_people_write_becomes_the_one_spelling_and_is_shown_again),
    T(what_is_no_word_or_no_list_is_refused),
    T(a_day_is_one_of_the_calendar_and_of_a_working_life))
