#include "learn/draw.h"

#include <math.h>

#include "base/test.h"
#include "learn/score.h"

static struct quiz_item items[24];

static struct str
ids(unsigned at)
{
	static char names[24][16];

	snprintf(names[at], sizeof(names[at]), "item-%u", at);
	return str_from(names[at]);
}

/* Objective i has sizes[i] items of 3 to 5 options; the key is option 1. */
static struct quiz
pool(const unsigned *sizes, unsigned n, unsigned draw)
{
	static char names[24][16];
	struct quiz quiz = {.draw = draw, .pass = 80};
	unsigned at = 0;

	for (unsigned o = 0; o < n; o++)
		for (unsigned i = 0; i < sizes[o]; i++, at++) {
			snprintf(names[at], sizeof(names[at]), "o%u", o);
			items[at] = (struct quiz_item){.id = ids(at),
			    .objective = str_from(names[at]),
			    .n_options = 3 + at % 3};
			items[at].options[1].key = true;
		}
	quiz.items.v = items;
	quiz.items.n = at;
	return quiz;
}

static void
every_objective_has_its_share_and_no_item_comes_twice(void)
{
	static const struct {
		unsigned sizes[4], n, draw, least[4], most[4];
	} cases[] = {
	    {{4, 4, 4, 4}, 4, 10, {2, 2, 2, 2}, {3, 3, 3, 3}},
	    {{1, 2, 17}, 3, 10, {1, 2, 7}, {1, 2, 7}},
	    {{20}, 1, 10, {10}, {10}},
	    {{5, 5}, 2, 10, {5, 5}, {5, 5}},
	};

	for (size_t c = 0; c < NELEM(cases); c++) {
		struct quiz quiz =
		    pool(cases[c].sizes, cases[c].n, cases[c].draw);

		for (int round = 0; round < 200; round++) {
			unsigned seen[4] = {0};
			uint8_t seed[DRAW_SEED];
			struct draw draw;

			random_bytes(seed, sizeof(seed));
			draw_make(&quiz, seed, &draw);
			CHECK_INT(draw.n, cases[c].draw);
			for (unsigned i = 0; i < draw.n; i++) {
				for (unsigned k = 0; k < i; k++)
					CHECK(draw.items[i].item !=
					    draw.items[k].item);
				seen[draw.items[i].item->objective.ptr[1] -
				    '0']++;
			}
			for (unsigned o = 0; o < cases[c].n; o++)
				CHECK(seen[o] >= cases[c].least[o] &&
				    seen[o] <= cases[c].most[o]);
		}
	}
}

static bool
same_draw(const struct draw *a, const struct draw *b)
{
	for (unsigned i = 0; i < a->n; i++)
		if (a->items[i].item != b->items[i].item ||
		    memcmp(a->items[i].shown, b->items[i].shown,
			sizeof(a->items[i].shown)) != 0)
			return false;
	return a->n == b->n;
}

static void
the_same_seed_draws_the_same_and_another_differs(void)
{
	struct quiz quiz = pool((const unsigned[]){12, 12}, 2, 10);
	uint8_t seed[DRAW_SEED] = {0};
	struct draw a, b;

	draw_make(&quiz, seed, &a);
	draw_make(&quiz, seed, &b);
	CHECK(same_draw(&a, &b));
	seed[31] = 1;
	draw_make(&quiz, seed, &b);
	CHECK(!same_draw(&a, &b));
}

/* 24 items drawn 10 at a time, keys in each place: chi-squared at p = 1e-6,
   from fixed seeds, so that it cannot fail by chance. */
static void
items_and_places_of_keys_are_equally_likely(void)
{
	struct quiz quiz = pool((const unsigned[]){12, 12}, 2, 10);
	double drawn[24] = {0}, places[3] = {0}, chi = 0, threes = 0;
	const int rounds = 4000;

	for (int round = 0; round < rounds; round++) {
		uint8_t seed[DRAW_SEED] = {
		    (uint8_t)round, (uint8_t)(round >> 8)};
		struct draw draw;

		draw_make(&quiz, seed, &draw);
		for (unsigned i = 0; i < draw.n; i++) {
			const struct draw_item *d = &draw.items[i];

			drawn[d->item - items]++;
			if (d->item->n_options != 3)
				continue;
			threes++;
			for (unsigned k = 0; k < 3; k++)
				places[k] += d->shown[k] == 1;
		}
	}
	for (int i = 0; i < 24; i++)
		chi += pow(drawn[i] - rounds * 10.0 / 24, 2) /
		    (rounds * 10.0 / 24);
	CHECK(chi < 74); /* 23 degrees of freedom */
	chi = 0;
	for (int k = 0; k < 3; k++)
		chi += pow(places[k] - threes / 3, 2) / (threes / 3);
	CHECK(chi < 27); /* 2 degrees of freedom */
}

static void
an_order_of_options_is_read_as_it_was_written_and_nothing_else_is(void)
{
	static const char *const bad[] = {
	    "", "012", "01234", "0012", "0124", "012x", "-012"};
	struct draw_item d = {
	    .item = &(struct quiz_item){.n_options = 4}, .shown = {2, 0, 3, 1}};
	char text[QUIZ_PLACES_MAX + 1];
	uint8_t back[QUIZ_PLACES_MAX];

	draw_shown_write(&d, text);
	CHECK_STR(str_from(text), STR("2031"));
	CHECK(draw_shown_read(d.item, str_from(text), back));
	CHECK(memcmp(back, d.shown, 4) == 0);
	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!draw_shown_read(d.item, str_from(bad[i]), back));
}

static void
an_item_is_right_when_exactly_its_keys_are_chosen(void)
{
	struct quiz_item item = {.n_options = 4, .kind = QUIZ_MULTI};

	item.options[0].key = item.options[3].key = true;
	for (unsigned chosen = 0; chosen < 16; chosen++) {
		struct answer a = {0};

		for (unsigned i = 0; i < 4; i++)
			if (chosen & 1U << i)
				a.v[a.n++] = (uint8_t)i;
		CHECK(score_right(&item, &a) == (chosen == 9));
	}
}

static void
an_order_a_match_and_a_line_are_right_as_a_whole_only(void)
{
	static const struct quiz_item order = {
	    .kind = QUIZ_ORDER, .n_options = 4};
	static const struct quiz_item match = {
	    .kind = QUIZ_MATCH, .n_options = 5, .n_lefts = 3};
	static const struct quiz_item spot = {.kind = QUIZ_SPOT,
	    .code_lines = 9,
	    .n_lines = 3,
	    .lines = {
		{.at = 7, .key = true}, {.at = 2}, {.at = 8, .key = true}}};
	static const struct {
		const struct quiz_item *item;
		struct answer a;
		bool right;
	} cases[] = {
	    {&order, {4, {0, 1, 2, 3}}, true},
	    {&order, {4, {0, 1, 3, 2}}, false},
	    {&order, {3, {0, 1, 2}}, false},
	    {&order, {4, {3, 2, 1, 0}}, false},
	    {&match, {3, {0, 1, 2}}, true},
	    {&match, {3, {0, 1, 4}}, false},
	    {&match, {3, {0, 0, 2}}, false},
	    {&spot, {1, {7}}, true},
	    {&spot, {1, {8}}, true},
	    {&spot, {1, {2}}, false},
	    {&spot, {1, {1}}, false},
	    {&spot, {0}, false},
	    {&spot, {2, {7, 8}}, false},
	};

	for (size_t i = 0; i < NELEM(cases); i++)
		CHECK(
		    score_right(cases[i].item, &cases[i].a) == cases[i].right);
}

static void
a_pinned_option_keeps_its_place_and_the_others_move(void)
{
	struct quiz_item item = {.id = STR("x"), .n_options = 5};
	unsigned places[5] = {0};

	item.options[4].pin = item.options[1].pin = true;
	for (int round = 0; round < 300; round++) {
		uint8_t seed[DRAW_SEED] = {
		    (uint8_t)round, (uint8_t)(round >> 8)};
		struct draw_item d;

		draw_question(&item, seed, &d);
		CHECK(d.shown[1] == 1 && d.shown[4] == 4);
		for (unsigned k = 0; k < 5; k++)
			places[k] += d.shown[k] == 0;
	}
	CHECK_INT(places[0] + places[2] + places[3], 300);
	CHECK(places[0] > 60 && places[2] > 60 && places[3] > 60);
}

static void
a_question_depends_on_the_seed_and_its_id_alone(void)
{
	struct quiz quiz = pool((const unsigned[]){12, 12}, 2, 10);
	uint8_t seed[DRAW_SEED] = {7};
	struct draw draw;

	draw_make(&quiz, seed, &draw);
	for (unsigned i = 0; i < draw.n; i++) {
		struct draw_item one;

		draw_question(draw.items[i].item, seed, &one);
		CHECK(memcmp(one.shown, draw.items[i].shown,
			  sizeof(one.shown)) == 0);
		CHECK(memcmp(one.pick, draw.items[i].pick, sizeof(one.pick)) ==
		    0);
	}
}

static void
eighty_percent_is_decided_on_counts_not_on_the_rounded_percent(void)
{
	static const struct {
		unsigned right, asked, percent;
		bool passed;
	} cases[] = {{8, 10, 80, true}, {7, 10, 70, false}, {9, 11, 81, true},
	    {8, 11, 72, false}, {10, 12, 83, true}, {9, 12, 75, false},
	    {0, 10, 0, false}, {10, 10, 100, true}, {0, 0, 0, false},
	    {12, 15, 80, true}, {11, 14, 78, false}};

	for (size_t i = 0; i < NELEM(cases); i++) {
		CHECK_INT(score_percent(cases[i].right, cases[i].asked),
		    cases[i].percent);
		CHECK(score_passed(cases[i].right, cases[i].asked, 80) ==
		    cases[i].passed);
	}
}

static void
pauses_grow_and_only_the_first_ends_by_reading(void)
{
	const int64_t m = 60 * CLOCK_SECOND, closed = 1000 * CLOCK_DAY;
	const struct {
		unsigned failed;
		int64_t opened, now, until;
		bool reading_ends;
	} cases[] = {
	    {0, 0, closed, 0, false},
	    {1, 0, closed + 1, closed + 10 * m, true},
	    {1, closed - 1, closed + 1, closed + 10 * m, true},
	    {1, closed + 1, closed + 2, 0, false},
	    {1, 0, closed + 10 * m, 0, false},
	    {2, closed + 1, closed + 2, closed + 10 * m, false},
	    {2, 0, closed + 10 * m, 0, false},
	    {3, closed + 1, closed + 11 * m, closed + 240 * m, false},
	    {4, 0, closed + 240 * m, closed + CLOCK_DAY, false},
	    {9, 0, closed + CLOCK_DAY - 1, closed + CLOCK_DAY, false},
	    {9, 0, closed + CLOCK_DAY, 0, false},
	    /* the clock was set back: nobody waits longer for it */
	    {1, 0, closed - 1, 0, false},
	    {9, 0, closed - 400 * CLOCK_DAY, 0, false},
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		struct attempt_pause p = score_pause(
		    cases[i].failed, closed, cases[i].opened, cases[i].now);

		CHECK_INT(p.until, cases[i].until);
		CHECK(p.reading_ends == cases[i].reading_ends);
	}
}

TEST_MAIN(T(every_objective_has_its_share_and_no_item_comes_twice),
    T(the_same_seed_draws_the_same_and_another_differs),
    T(items_and_places_of_keys_are_equally_likely),
    T(an_order_of_options_is_read_as_it_was_written_and_nothing_else_is),
    T(an_item_is_right_when_exactly_its_keys_are_chosen),
    T(an_order_a_match_and_a_line_are_right_as_a_whole_only),
    T(a_pinned_option_keeps_its_place_and_the_others_move),
    T(a_question_depends_on_the_seed_and_its_id_alone),
    T(eighty_percent_is_decided_on_counts_not_on_the_rounded_percent),
    T(pauses_grow_and_only_the_first_ends_by_reading))
