#include "stats/item.h"

#include <math.h>

#include "stats/lsat6_test.h"
#include "stats/simulated_test.h"

static struct arena arena;

static void
begin(void)
{
	arena_release(&arena);
	arena_init(&arena, (size_t)64 << 20);
}

static void
near(double is, double should, double by)
{
	if (!(fabs(is - should) <= by))
		fail_msg("%.7g is not %.7g", is, should);
}

static struct item_stat *
stats_of(const struct answers *a, const struct item_form *forms)
{
	struct item_stat *out;
	struct err err;

	CHECK_OK(item_stats(a, forms, &arena, &out, &err), &err);
	return out;
}

static void
lsat6_has_the_figures_of_the_textbook(void)
{
	static const double facility[] = {.924, .709, .553, .763, .870},
			    r[] = {.112833, .153178, .172779, .144428, .121596};
	struct item_stat *s;
	struct answers a;
	struct err err;
	double alpha;
	bool known;

	begin();
	lsat6_read(&arena, &a);
	s = stats_of(&a, NULL);
	for (int i = 0; i < 5; i++) {
		near((double)s[i].right / (double)s[i].n, facility[i], 1e-9);
		CHECK(s[i].has_discrimination);
		near(s[i].discrimination, r[i], 1e-6);
		CHECK_INT(s[i].pairs, 1000);
		CHECK_INT(s[i].n_options, 0);
	}
	CHECK_OK(item_alpha(&a, s, &arena, &known, &alpha, &err), &err);
	CHECK(known);
	near(alpha, .294997, 1e-6);
}

/* Drawn tests of 10 out of 40 have the alpha that whole tests of 10 have. */
static void
what_nobody_was_asked_does_not_disturb_what_they_were(void)
{
	struct simulated some, whole;
	double alpha[2];
	struct item_stat *s;
	struct err err;
	bool known;

	begin();
	CHECK_OK(
	    simulated_make(&arena, 20000, 40, 10, 1, 5, &some, &err), &err);
	CHECK_OK(
	    simulated_make(&arena, 20000, 10, 10, 1, 5, &whole, &err), &err);
	s = stats_of(&some.answers, NULL);
	CHECK_OK(item_alpha(&some.answers, s, &arena, &known, &alpha[0], &err),
	    &err);
	for (int i = 0; i < 40; i++) {
		CHECK(s[i].n > 4500 && s[i].n < 5500);
		CHECK(s[i].discrimination_in.low > .1);
		CHECK((s[i].flags & ~(unsigned)ITEM_TOO_HARD) == 0);
	}
	s = stats_of(&whole.answers, NULL);
	CHECK_OK(item_alpha(&whole.answers, s, &arena, &known, &alpha[1], &err),
	    &err);
	near(alpha[0], alpha[1], .02);
}

/*
 * Items of four options, 0 the key; who does not know takes one of 1 and 2, so
 * that nobody takes 3.
 */
static void
choose(struct simulated *s)
{
	for (size_t k = 0; k < s->answers.start[s->answers.n_people]; k++)
		s->answers.chosen[k] = s->answers.right[k] ? 1
		    : simulated_uniform(s) < .5            ? 2
							   : 4;
}

#define FLAWED 10

static struct item_stat *
flawed(struct simulated *s, unsigned how, uint32_t people)
{
	static struct item_form forms[20];
	struct err err;

	begin();
	CHECK_OK(simulated_make(&arena, people, 20, 10, 1.5, 9, s, &err), &err);
	choose(s);
	for (int i = 0; i < 20; i++)
		forms[i] = (struct item_form){4, 1};
	for (size_t k = 0; k < s->answers.start[people]; k++) {
		uint8_t *right = &s->answers.right[k],
			*chosen = &s->answers.chosen[k];

		if (s->answers.item[k] != FLAWED)
			continue;
		switch (how) {
		case ITEM_KEY_SUSPICIOUS: /* option 1 is said to be right */
			*right = *chosen == 2;
			break;
		case ITEM_TOO_EASY:
			*right = *chosen = 1;
			break;
		case ITEM_TOO_HARD:
			*right = k % 10 == 0;
			*chosen = *right ? 1 : 2;
			break;
		case ITEM_LOW_DISCRIMINATION: /* a coin decides */
			*right = simulated_uniform(s) < .5;
			*chosen = *right ? 1 : 2;
			break;
		}
	}
	if (how == ITEM_KEY_SUSPICIOUS)
		forms[FLAWED].keys = 2;
	return stats_of(&s->answers, forms);
}

static void
each_flaw_put_in_is_flagged_and_nothing_else_is(void)
{
	static const struct {
		unsigned how, flags;
	} flaws[] = {
	    {0, 0},
	    {ITEM_KEY_SUSPICIOUS,
		ITEM_KEY_SUSPICIOUS | ITEM_STRONG_DISTRACTOR | ITEM_NEGATIVE |
		    ITEM_TOO_HARD},
	    {ITEM_TOO_EASY, ITEM_TOO_EASY},
	    {ITEM_TOO_HARD, ITEM_TOO_HARD | ITEM_LOW_DISCRIMINATION},
	    {ITEM_LOW_DISCRIMINATION, ITEM_LOW_DISCRIMINATION},
	};
	struct simulated s;

	for (size_t f = 0; f < NELEM(flaws); f++) {
		struct item_stat *stats = flawed(&s, flaws[f].how, 4000);

		for (unsigned i = 0; i < 20; i++) {
			/* nobody takes the last; the last are truly hard */
			unsigned mask = ITEM_UNUSED_OPTION |
			    (i > 13 ? ITEM_TOO_HARD : 0u),
				 flags = stats[i].flags & ~mask;

			if (flags != (i == FLAWED ? flaws[f].flags : 0))
				fail_msg("flaw %zu, item %u: flags %#x", f, i,
				    flags);
		}
	}
}

static void
an_option_that_nobody_takes_is_told_from_one_that_some_do(void)
{
	struct simulated s;
	struct item_stat *stats = flawed(&s, 0, 400);

	for (unsigned i = 4; i < 20; i++) { /* enough take the others */
		CHECK(stats[i].flags & ITEM_UNUSED_OPTION);
		CHECK(stats[i].options[3].unused);
		CHECK_INT(stats[i].options[3].n, 0);
		CHECK(!stats[i].options[0].unused); /* the key */
		CHECK(!stats[i].options[1].unused);
		CHECK(!stats[i].options[2].unused);
		CHECK_INT(stats[i].options[0].n + stats[i].options[1].n +
			stats[i].options[2].n,
		    stats[i].n);
	}
}

static void
few_answers_are_never_flagged(void)
{
	struct simulated s;
	struct item_stat *stats =
	    flawed(&s, ITEM_KEY_SUSPICIOUS, 2 * ITEM_FLAG_MIN - 20);

	for (unsigned i = 0; i < 20; i++) {
		if (stats[i].n < ITEM_FLAG_MIN)
			CHECK_INT(stats[i].flags, 0);
		CHECK(stats[i].facility.high > stats[i].facility.low);
	}
	CHECK(stats[FLAWED].n < ITEM_FLAG_MIN);
}

static void
an_item_alone_has_no_discrimination(void)
{
	struct answers a;
	struct item_stat *s;
	struct err err;
	double alpha = 42;
	bool known;

	begin();
	CHECK_OK(answers_make(&arena, 3, 2, 3, &a, &err), &err);
	for (uint32_t p = 0; p < 3; p++) {
		a.right[p] = p > 0;
		a.start[p + 1] = p + 1;
	}
	s = stats_of(&a, NULL);
	CHECK_INT(s[0].n, 3);
	CHECK_INT(s[0].right, 2);
	CHECK(!s[0].has_discrimination);
	CHECK_INT(s[1].n, 0); /* nobody was asked */
	CHECK(s[1].facility.low == 0 && s[1].facility.high == 1);
	CHECK_OK(item_alpha(&a, s, &arena, &known, &alpha, &err), &err);
	CHECK(!known && alpha == 42);
}

TEST_MAIN(T(lsat6_has_the_figures_of_the_textbook),
    T(what_nobody_was_asked_does_not_disturb_what_they_were),
    T(each_flaw_put_in_is_flagged_and_nothing_else_is),
    T(an_option_that_nobody_takes_is_told_from_one_that_some_do),
    T(few_answers_are_never_flagged), T(an_item_alone_has_no_discrimination))
