#include "stats/fsrs.h"

#include "base/test.h"

static const struct fsrs_rule within_day = {FSRS_RETENTION, true};
static const struct fsrs_rule by_days = {FSRS_RETENTION, false};

static unsigned
answer(struct fsrs_card *card, int rating, int64_t elapsed,
    const struct fsrs_rule *rule)
{
	unsigned days = 0;
	struct err err;

	CHECK_OK(fsrs_answer(card, (enum fsrs_rating)rating, elapsed, rule,
		     &days, &err),
	    &err);
	return days;
}

/* Each time answered on the day it was due. */
static void
the_known_ratings_give_the_known_intervals(void)
{
	static const struct {
		const struct fsrs_rule *rule;
		unsigned days[13];
	} known[] = {
	    {&within_day, {0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21}},
	    {&by_days, {2, 11, 46, 163, 497, 1346, 9, 1, 3, 5, 9, 15, 25}},
	};
	static const int ratings[] = {3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3};

	for (size_t k = 0; k < NELEM(known); k++) {
		struct fsrs_card card = {0};
		unsigned days = 0;

		for (size_t i = 0; i < NELEM(ratings); i++) {
			days = answer(&card, ratings[i], days, known[k].rule);
			CHECK(days == known[k].days[i]);
		}
	}
}

/* Printed by the TypeScript reference (ts-fsrs 5.4.2, FSRS-6, no fuzz) for
   random histories: history, steps within the day, retention, rating, days
   since the last answer; stability and difficulty in 1e-8, interval. */
static const struct {
	int history;
	bool same_day;
	double retention;
	int rating;
	int64_t elapsed, stability, difficulty;
	unsigned days;
} reference[] = {
    {0, 0, 0.9, 3, 0, 230650000, 211810397, 2},
    {0, 0, 0.9, 2, 6, 1288248078, 475285849, 13},
    {0, 0, 0.9, 3, 5, 2633954398, 474333400, 26},
    {0, 0, 0.9, 4, 45, 16433331485, 297202955, 164},
    {0, 0, 0.9, 3, 164, 46769440890, 296428589, 468},
    {0, 0, 0.9, 3, 0, 46769440890, 295654997, 469},
    {0, 0, 0.9, 3, 0, 46769440890, 294882179, 469},
    {0, 0, 0.9, 1, 348, 640473632, 766755404, 6},
    {1, 1, 0.9, 3, 0, 230650000, 211810397, 0},
    {1, 1, 0.9, 1, 0, 77508398, 739450274, 0},
    {1, 1, 0.9, 3, 0, 82816480, 738233661, 0},
    {1, 1, 0.9, 2, 0, 82816480, 824750143, 0},
    {1, 1, 0.9, 4, 1, 353605584, 764712644, 4},
    {1, 1, 0.9, 3, 1, 540469607, 763470768, 6},
    {1, 1, 0.9, 1, 6, 98367223, 920777286, 0},
    {1, 1, 0.9, 3, 0, 103468465, 919379346, 1},
    {2, 0, 0.9, 4, 0, 829560000, 100000000, 8},
    {2, 0, 0.9, 3, 4, 2619480075, 100000000, 26},
    {2, 0, 0.9, 3, 45, 14381913835, 100000000, 144},
    {2, 0, 0.9, 2, 144, 34765314201, 401060897, 348},
    {2, 0, 0.9, 3, 44, 43306881568, 400182673, 433},
    {2, 0, 0.9, 3, 0, 43306881568, 399305327, 434},
    {2, 0, 0.9, 3, 434, 102859470570, 398428859, 1029},
    {2, 0, 0.9, 3, 1029, 225320289495, 397553267, 2253},
    {3, 1, 0.85, 3, 0, 230650000, 211810397, 0},
    {3, 1, 0.85, 3, 0, 230650000, 211121424, 4},
    {3, 1, 0.85, 4, 4, 2830520394, 100000000, 54},
    {3, 1, 0.85, 1, 54, 271728328, 702698957, 0},
    {3, 1, 0.85, 1, 0, 90333010, 900802006, 0},
    {3, 1, 0.85, 2, 0, 90333010, 932670586, 0},
    {3, 1, 0.85, 3, 0, 95551814, 931260752, 2},
    {3, 1, 0.85, 3, 2, 237194629, 929852328, 5},
    {4, 0, 0.95, 3, 0, 230650000, 211810397, 1},
    {4, 0, 0.95, 3, 3, 1382690327, 211121424, 6},
    {4, 0, 0.95, 1, 6, 159591562, 739223814, 1},
    {4, 0, 0.95, 3, 1, 361508674, 738007427, 2},
    {4, 0, 0.95, 3, 2, 724182153, 736792257, 3},
    {4, 0, 0.95, 3, 1, 915439385, 735578302, 4},
    {4, 0, 0.95, 3, 6, 1821361618, 734365561, 7},
    {4, 0, 0.95, 1, 11, 172860836, 911210604, 1},
    {5, 1, 0.9, 3, 0, 230650000, 211810397, 0},
    {5, 1, 0.9, 3, 0, 230650000, 211121424, 2},
    {5, 1, 0.9, 3, 3, 1383583970, 210433140, 14},
    {5, 1, 0.9, 1, 14, 172711959, 738997579, 0},
    {5, 1, 0.9, 3, 1, 375398889, 737781418, 4},
    {5, 1, 0.9, 3, 0, 375398889, 736566474, 5},
    {5, 1, 0.9, 4, 0, 621989789, 647062102, 6},
    {5, 1, 0.9, 1, 6, 105880652, 882514549, 0},
};

static void
the_reference_is_met_to_the_last_decimal(void)
{
	struct fsrs_card card = {0};

	for (size_t i = 0; i < NELEM(reference); i++) {
		struct fsrs_rule rule = {
		    reference[i].retention, reference[i].same_day};
		unsigned days;

		if (i > 0 && reference[i].history != reference[i - 1].history)
			card = (struct fsrs_card){0};
		days = answer(
		    &card, reference[i].rating, reference[i].elapsed, &rule);
		CHECK(card.stability == reference[i].stability);
		CHECK(card.difficulty == reference[i].difficulty);
		CHECK(days == reference[i].days);
	}
}

static uint64_t dice = 88172645463325252u;

static unsigned
roll(unsigned n)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (unsigned)(dice % n);
}

static void
check_bounds(const struct fsrs_card *card, unsigned days)
{
	CHECK(card->stability >= FSRS_STABILITY_MIN);
	CHECK(card->stability <= FSRS_STABILITY_MAX);
	CHECK(card->difficulty >= FSRS_UNIT);
	CHECK(card->difficulty <= INT64_C(10) * FSRS_UNIT);
	CHECK(days <= FSRS_DAYS_MAX);
}

static void
whatever_is_answered_stays_within_the_bounds(void)
{
	for (int h = 0; h < 2000; h++) {
		const struct fsrs_rule *rule = h % 2 ? &by_days : &within_day;
		struct fsrs_card card = {0};

		for (int i = 0; i < 60; i++) {
			int64_t elapsed = roll(4) ? roll(2000) : 0;
			unsigned days = answer(&card, (int)roll(4) + 1,
			    i == 0 ? 0 : elapsed, rule);

			check_bounds(&card, days);
			CHECK(rule->same_day || days >= 1);
		}
	}
}

static void
a_life_of_right_answers_ends_at_the_ceiling(void)
{
	struct fsrs_card card = {0};
	unsigned days = 0;

	for (int i = 0; i < 40; i++)
		days = answer(&card, FSRS_EASY, days, &by_days);
	CHECK(card.stability == FSRS_STABILITY_MAX);
	CHECK(days == FSRS_DAYS_MAX);
}

static void
a_better_answer_never_leaves_less_stability_nor_a_shorter_wait(void)
{
	for (int h = 0; h < 500; h++) {
		struct fsrs_card card = {0};

		for (int i = 0; i < 20; i++) {
			int64_t elapsed = i == 0 ? 0 : roll(300);
			int64_t last = 0;
			unsigned wait = 0;

			for (int g = FSRS_AGAIN; g <= FSRS_EASY; g++) {
				struct fsrs_card next = card;
				unsigned days =
				    answer(&next, g, elapsed, &by_days);

				CHECK(next.stability >= last && days >= wait);
				last = next.stability;
				wait = days;
			}
			answer(&card, (int)roll(4) + 1, elapsed, &by_days);
		}
	}
}

static void
the_chance_falls_with_time_and_is_nine_tenths_at_the_stability(void)
{
	struct fsrs_card card = {0};
	double last = 1;

	CHECK(fsrs_chance(&card, 0) == 0);
	answer(&card, FSRS_GOOD, 0, &by_days);
	CHECK(fsrs_chance(&card, 0) == 1);
	CHECK(fsrs_chance(&card, -5) == 1); /* a clock that went back */
	for (int day = 1; day < 3000; day += 7) {
		double now = fsrs_chance(&card, day);

		CHECK(now < last && now > 0);
		last = now;
	}
	last = fsrs_chance(&card, (double)card.stability / FSRS_UNIT);
	CHECK(last > 0.9 - 1e-7 && last < 0.9 + 1e-7);
}

#define GOOD_CARD                                    \
	{                                            \
		FSRS_UNIT, FSRS_UNIT, FSRS_REVIEW, 0 \
	}

static void
what_is_no_memory_rating_or_rule_is_refused_and_changes_nothing(void)
{
	static const struct {
		struct fsrs_card card;
		int rating;
		int64_t elapsed;
		double retention;
	} bad[] = {
	    {GOOD_CARD, 0, 0, 0.9},
	    {GOOD_CARD, 5, 0, 0.9},
	    {GOOD_CARD, -1, 0, 0.9},
	    {GOOD_CARD, 3, -1, 0.9},
	    {GOOD_CARD, 3, 1000001, 0.9},
	    {GOOD_CARD, 3, 0, 0.69},
	    {GOOD_CARD, 3, 0, 1},
	    {{0, FSRS_UNIT, FSRS_REVIEW, 0}, 3, 0, 0.9},
	    {{FSRS_UNIT, 0, FSRS_REVIEW, 0}, 3, 0, 0.9},
	    {{FSRS_STABILITY_MAX + 1, FSRS_UNIT, FSRS_REVIEW, 0}, 3, 0, 0.9},
	    {{FSRS_UNIT, INT64_C(11) * FSRS_UNIT, FSRS_REVIEW, 0}, 3, 0, 0.9},
	    {{FSRS_UNIT, FSRS_UNIT, FSRS_NEW, 0}, 3, 0, 0.9},
	    {{FSRS_UNIT, FSRS_UNIT, FSRS_LEARNING, 2}, 3, 0, 0.9},
	    {{FSRS_UNIT, FSRS_UNIT, (enum fsrs_phase)9, 0}, 3, 0, 0.9},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct fsrs_card card = bad[i].card;
		struct fsrs_rule rule = {bad[i].retention, false};
		unsigned days = 77;
		struct err err;

		CHECK(fsrs_answer(&card, (enum fsrs_rating)bad[i].rating,
			  bad[i].elapsed, &rule, &days, &err) == ERR_INVALID);
		CHECK(days == 77);
		CHECK(memcmp(&card, &bad[i].card, sizeof(card)) == 0);
	}
}

TEST_MAIN(T(the_known_ratings_give_the_known_intervals),
    T(the_reference_is_met_to_the_last_decimal),
    T(whatever_is_answered_stays_within_the_bounds),
    T(a_life_of_right_answers_ends_at_the_ceiling),
    T(a_better_answer_never_leaves_less_stability_nor_a_shorter_wait),
    T(the_chance_falls_with_time_and_is_nine_tenths_at_the_stability),
    T(what_is_no_memory_rating_or_rule_is_refused_and_changes_nothing))
