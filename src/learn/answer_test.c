#include "learn/answer.h"

#include "base/test.h"

static void
what_is_read_is_what_is_written_and_nothing_else(void)
{
	static const struct {
		const char *text;
		struct answer a;
	} good[] = {{"0", {1, {0}}}, {"1,3", {2, {1, 3}}}, {"60", {1, {60}}},
	    {"2,0,1,5,4,3", {6, {2, 0, 1, 5, 4, 3}}},
	    {"99,99,99,99,99,99", {6, {99, 99, 99, 99, 99, 99}}}};
	static const char *const bad[] = {"", ",", "1,", ",1", "1,,2", " 1",
	    "1 ", "1, 2", "01", "-1", "100", "1;2", "a", "0,1,2,3,4,5,6",
	    "99999999999999999999"};
	char text[ANSWER_TEXT];

	for (size_t i = 0; i < NELEM(good); i++) {
		struct answer a;

		CHECK(answer_read(str_from(good[i].text), &a));
		CHECK(answer_eq(&a, &good[i].a));
		answer_write(&a, text);
		CHECK_STR(str_from(text), str_from(good[i].text));
	}
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct answer a = {.n = 3};

		CHECK(!answer_read(str_from(bad[i]), &a));
		CHECK(a.n == 3); /* untouched */
	}
}

static void
an_answer_of_another_form_is_refused_and_the_reason_says_what_is_taken(void)
{
	static const struct answer_form single = {QUIZ_SINGLE, 4, 0, 0},
					multi = {QUIZ_MULTI, 4, 0, 0},
					order = {QUIZ_ORDER, 3, 0, 0},
					match = {QUIZ_MATCH, 5, 3, 0},
					spot = {QUIZ_SPOT, 0, 0, 12};
	static const struct {
		const struct answer_form *form;
		struct answer a;
		const char *why; /* NULL: taken */
	} cases[] = {
	    {&single, {1, {3}}, NULL},
	    {&single, {0}, "no option is chosen"},
	    {&single, {1, {4}}, "the question has 4 options"},
	    {&single, {2, {0, 1}}, "the question takes one option"},
	    {&multi, {4, {0, 1, 2, 3}}, NULL},
	    {&multi, {1, {0}}, NULL},
	    {&multi, {2, {1, 0}}, "each option is chosen once, in order"},
	    {&multi, {2, {1, 1}}, "each option is chosen once, in order"},
	    {&multi, {5, {0, 1, 2, 3, 4}}, "the question has 4 options"},
	    {&order, {3, {2, 0, 1}}, NULL},
	    {&order, {3, {2, 0, 2}}, "each of the 3 steps has one place"},
	    {&order, {3, {0, 1, 3}}, "each of the 3 steps has one place"},
	    {&order, {2, {0, 1}}, "all 3 steps need a place, not 2"},
	    {&order, {0}, "all 3 steps need a place, not 0"},
	    {&match, {3, {4, 4, 0}}, NULL},
	    {&match, {2, {0, 1}}, "all 3 lines need a choice, not 2"},
	    {&match, {4, {0, 1, 2, 3}}, "all 3 lines need a choice, not 4"},
	    {&match, {3, {0, 5, 1}}, "the choices are 5"},
	    {&match, {3, {0, 255, 1}}, "the choices are 5"},
	    {&spot, {1, {12}}, NULL},
	    {&spot, {1, {13}}, "the question takes one line, 1 to 12"},
	    {&spot, {1, {0}}, "the question takes one line, 1 to 12"},
	    {&spot, {2, {1, 2}}, "the question takes one line, 1 to 12"},
	    {&spot, {200, {1}}, "that is no answer"},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct err err = {0};
		enum err_code rc =
		    answer_check(cases[i].form, &cases[i].a, &err);

		CHECK_INT(rc, cases[i].why ? ERR_INVALID : ERR_NONE);
		if (cases[i].why != NULL)
			CHECK_STR(str_from(err.text), str_from(cases[i].why));
	}
}

static void
places_and_the_pool_are_two_ways_to_count_the_same(void)
{
	static const uint8_t shown[ANSWER_MAX] = {3, 0, 5, 1, 4, 2};
	static const uint8_t four[ANSWER_MAX] = {1, 0, 3, 2};
	static const struct answer all = {4, {0, 1, 2, 3}};
	struct answer swapped;
	static const struct {
		enum quiz_kind kind;
		struct answer shown, pool;
	} cases[] = {
	    {QUIZ_SINGLE, {1, {2}}, {1, {5}}},
	    {QUIZ_MULTI, {3, {0, 1, 3}}, {3, {0, 1, 3}}},
	    {QUIZ_MULTI, {2, {0, 5}}, {2, {2, 3}}},
	    {QUIZ_ORDER, {6, {0, 1, 2, 3, 4, 5}}, {6, {3, 0, 5, 1, 4, 2}}},
	    {QUIZ_MATCH, {3, {2, 2, 0}}, {3, {5, 5, 3}}},
	    {QUIZ_SPOT, {1, {5}}, {1, {5}}},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct answer pool = answer_to_pool(
				  cases[i].kind, shown, &cases[i].shown),
			      back = answer_as_shown(
				  cases[i].kind, shown, &cases[i].pool);

		CHECK(answer_eq(&pool, &cases[i].pool));
		CHECK(answer_eq(&back, &cases[i].shown));
	}
	swapped = answer_as_shown(QUIZ_ORDER, four, &all);
	CHECK(answer_eq(&swapped, &(struct answer){4, {1, 0, 3, 2}}));
}

TEST_MAIN(T(what_is_read_is_what_is_written_and_nothing_else),
    T(an_answer_of_another_form_is_refused_and_the_reason_says_what_is_taken),
    T(places_and_the_pool_are_two_ways_to_count_the_same))
