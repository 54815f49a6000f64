#include "stats/rasch.h"

#include <math.h>

#include "stats/lsat6_test.h"
#include "stats/quadrature.h"
#include "stats/simulated_test.h"

static struct arena arena;

static void
begin(void)
{
	arena_release(&arena);
	arena_init(&arena, (size_t)1 << 30);
}

static void
near(double is, double should, double by)
{
	if (!(fabs(is - should) <= by))
		fail_msg("%.7g is not %.7g", is, should);
}

/* b and errors: by maximising the likelihood on a grid of 801 points. */
static void
the_five_items_of_lsat6_have_the_difficulties_of_the_textbook(void)
{
	static const double b[] = {-2.871971, -1.063029, -0.257611, -1.388059,
	    -2.218778},
			    errors[] = {
				.12875, .082114, .076591, .086495, .104828};
	struct answers a;
	struct rasch fit;
	struct err err;

	begin();
	lsat6_read(&arena, &a);
	CHECK_OK(rasch_fit(&a, RASCH_UNIT, &arena, &fit, &err), &err);
	CHECK(fit.converged);
	CHECK_INT(fit.points, RASCH_POINTS);
	near(fit.log_likelihood, -2473.05385, 1e-4);
	CHECK(fit.sd == 1 && fit.sd_error == 0);
	for (int i = 0; i < 5; i++) {
		near(fit.items[i].difficulty, b[i], 1e-4);
		near(fit.items[i].error, errors[i], .005 * errors[i]);
		CHECK_INT(fit.items[i].n, 1000);
	}
}

static void
with_their_spread_fitted_it_is_what_others_find(void)
{
	static const double b[] = {-2.73001, -.998606, -.239854, -1.306451,
	    -2.099404},
			    errors[] = {
				.130441, .079177, .071775, .084638, .105445};
	struct answers a;
	struct rasch fit;
	struct err err;

	begin();
	lsat6_read(&arena, &a);
	CHECK_OK(rasch_fit(&a, RASCH_FREE, &arena, &fit, &err), &err);
	CHECK(fit.converged);
	near(fit.log_likelihood, -2466.9376, 1e-3);
	near(fit.sd, .755135, 1e-4);
	near(fit.sd_error, .069433, .002);
	for (int i = 0; i < 5; i++) {
		near(fit.items[i].difficulty, b[i], 1e-3);
		near(fit.items[i].error, errors[i], .01 * errors[i]);
	}
}

static void
an_ability_is_the_mean_of_what_it_may_be(void)
{
	static const double b[] = {
	    -2.871971, -1.063029, -0.257611, -1.388059, -2.218778};
	static const struct {
		size_t right;
		double mean, error, above;
	} known[] = {{0, -2.037597, .7176538, .0021644},
	    {3, -.4890561, .7382534, .2496245},
	    {5, .7077968, .8163047, .8058089}};
	struct rasch_ability nothing = rasch_ability(NULL, 0, 0, 1.5, 0);

	for (size_t i = 0; i < NELEM(known); i++) {
		struct rasch_ability e =
		    rasch_ability(b, 5, known[i].right, 1, 0);

		near(e.mean, known[i].mean, 1e-4);
		near(e.error, known[i].error, 1e-4);
		near(e.above, known[i].above, 1e-4);
	}
	near(nothing.mean, 0, 1e-9); /* asked nothing: the population */
	near(nothing.error, 1.5, 1e-3);
	near(nothing.above, .5, 1e-9);
}

static void
a_cut_is_where_so_many_right_are_to_be_expected(void)
{
	static const double b[] = {-1, 0, 1, 3};

	for (double share = .05; share < 1; share += .05) {
		double cut = rasch_cut(b, 4, share), right = 0;

		for (int i = 0; i < 4; i++)
			right += rasch_chance(cut, b[i]);
		near(right, 4 * share, 1e-9);
	}
	near(rasch_cut(b + 1, 1, .8), log(4), 1e-9);
}

/* How far estimates are from the truth, in their standard errors. */
struct recovery {
	double bias, spread, sd;
	unsigned known;
};

static struct recovery
recover(
    uint32_t people, uint32_t items, uint32_t asked, double sd, uint64_t seed)
{
	struct recovery r = {0};
	struct simulated s;
	struct rasch fit;
	struct err err;

	begin();
	CHECK_OK(
	    simulated_make(&arena, people, items, asked, sd, seed, &s, &err),
	    &err);
	CHECK_OK(rasch_fit(&s.answers, RASCH_FREE, &arena, &fit, &err), &err);
	CHECK(fit.converged);
	r.sd = fit.sd;
	for (uint32_t i = 0; i < items; i++) {
		double off;

		if (!fit.items[i].known)
			continue;
		off = (fit.items[i].difficulty - s.difficulty[i]) /
		    fit.items[i].error;
		CHECK(fabs(off) < 4.5);
		r.known++;
		r.bias += off;
		r.spread += off * off;
	}
	r.bias /= r.known;
	r.spread = sqrt(r.spread / r.known);
	return r;
}

/*
 * Draws of a pool, as the product makes them, and whole tests; errors in their
 * standard errors are spread as they should be: about one.
 */
static void
what_was_put_in_is_found_again_with_the_error_that_is_said(void)
{
	static const struct {
		uint32_t people, items, asked;
		double sd;
	} worlds[] = {{400, 20, 10, 1}, {2000, 40, 10, 1}, {2000, 40, 10, 2},
	    {3000, 40, 10, .5}, {1000, 60, 60, 1}, {3000, 200, 40, 1.3},
	    {1500, 30, 12, 1}};

	for (size_t i = 0; i < NELEM(worlds); i++) {
		struct recovery r = recover(worlds[i].people, worlds[i].items,
		    worlds[i].asked, worlds[i].sd, 20261126 + i);

		CHECK_INT(r.known, worlds[i].items);
		near(r.spread, 1, 3 / sqrt(2. * worlds[i].items));
		near(r.bias, 0, 1);
		near(r.sd, worlds[i].sd, .12 * worlds[i].sd);
	}
}

/* Over many worlds, the 95 % intervals hold the truth 95 times in 100. */
static void
two_standard_errors_cover_as_often_as_they_should(void)
{
	unsigned in = 0, all = 0;

	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct simulated s;
		struct rasch fit;
		struct err err;

		begin();
		CHECK_OK(simulated_make(&arena, 300, 20, 10, 1, seed, &s, &err),
		    &err);
		CHECK_OK(rasch_fit(&s.answers, RASCH_FREE, &arena, &fit, &err),
		    &err);
		for (uint32_t i = 0; i < 20; i++) {
			double off = fit.items[i].difficulty - s.difficulty[i];

			all++;
			in += fabs(off) < 1.96 * fit.items[i].error;
		}
	}
	near((double)in / all, .95, .02);
}

/* Abilities by the estimated difficulties: their errors are as said. */
static void
abilities_are_found_again_with_the_error_that_is_said(void)
{
	double spread = 0, above = 0, over = 0;
	struct simulated s;
	struct rasch fit;
	struct err err;

	begin();
	CHECK_OK(simulated_make(&arena, 2000, 40, 10, 1, 7, &s, &err), &err);
	CHECK_OK(rasch_fit(&s.answers, RASCH_FREE, &arena, &fit, &err), &err);
	for (uint32_t p = 0; p < 2000; p++) {
		double b[10];
		size_t right = 0, from = s.answers.start[p];
		struct rasch_ability e;

		for (size_t i = 0; i < 10; i++) {
			b[i] = fit.items[s.answers.item[from + i]].difficulty;
			right += s.answers.right[from + i];
		}
		e = rasch_ability(b, 10, right, fit.sd, .5);
		spread += pow((e.mean - s.ability[p]) / e.error, 2) / 2000;
		above += e.above / 2000;
		over += (s.ability[p] >= .5) / 2000.;
	}
	near(sqrt(spread), 1, .05);
	near(above, over, .03);
}

static void
a_long_test_is_fitted_though_every_score_is_a_narrow_peak(void)
{
	struct recovery r = recover(500, 500, 500, 1, 3);

	CHECK(r.known > 490);
	near(r.spread, 1, .3);
}

static void
an_item_that_all_or_none_got_right_has_no_difficulty(void)
{
	struct answers a;
	struct rasch fit;
	struct err err;

	begin();
	lsat6_read(&arena, &a);
	for (size_t k = 0; k < 5000; k += 5) {
		a.right[k] = 1;
		a.right[k + 1] = 0;
	}
	CHECK_OK(rasch_fit(&a, RASCH_UNIT, &arena, &fit, &err), &err);
	CHECK(fit.converged);
	CHECK(!fit.items[0].known && !fit.items[1].known);
	CHECK_INT(fit.items[0].right, 1000);
	for (int i = 2; i < 5; i++)
		CHECK(fit.items[i].known && isfinite(fit.items[i].error));
}

static void
no_answers_are_no_fit(void)
{
	struct answers a;
	struct rasch fit;
	struct err err;

	begin();
	CHECK_OK(answers_make(&arena, 0, 0, 0, &a, &err), &err);
	CHECK_OK(rasch_fit(&a, RASCH_FREE, &arena, &fit, &err), &err);
	CHECK(!fit.converged);
	CHECK_OK(answers_make(&arena, 3, 2, 0, &a, &err), &err);
	CHECK_OK(rasch_fit(&a, RASCH_FREE, &arena, &fit, &err), &err);
	CHECK(!fit.converged && !fit.items[0].known);
}

static void
the_order_of_people_and_of_their_items_does_not_matter(void)
{
	struct simulated s;
	struct answers turned;
	struct rasch one, two;
	struct err err;
	size_t n = 0;

	begin();
	CHECK_OK(simulated_make(&arena, 500, 30, 10, 1, 11, &s, &err), &err);
	CHECK_OK(answers_make(&arena, 500, 30, 5000, &turned, &err), &err);
	for (uint32_t p = 0; p < 500; p++) {
		size_t from = s.answers.start[499 - p],
		       to = s.answers.start[500 - p];

		for (size_t k = to; k > from; k--, n++) {
			turned.item[n] = s.answers.item[k - 1];
			turned.right[n] = s.answers.right[k - 1];
		}
		turned.start[p + 1] = n;
	}
	CHECK_OK(rasch_fit(&s.answers, RASCH_UNIT, &arena, &one, &err), &err);
	CHECK_OK(rasch_fit(&turned, RASCH_UNIT, &arena, &two, &err), &err);
	for (uint32_t i = 0; i < 30; i++)
		near(one.items[i].difficulty, two.items[i].difficulty, 1e-6);
	near(one.log_likelihood, two.log_likelihood, 1e-6);
}

static void
too_many_are_refused_and_too_little_memory_is_said(void)
{
	struct arena small;
	struct simulated s;
	struct answers a;
	struct rasch fit = {.rounds = 42};
	struct err err;

	begin();
	CHECK(answers_make(&arena, ANSWERS_PEOPLE_MAX + 1, 1, 0, &a, &err) ==
	    ERR_LIMIT);
	CHECK(answers_make(&arena, 1, ANSWERS_ITEMS_MAX + 1, 0, &a, &err) ==
	    ERR_LIMIT);
	CHECK_OK(simulated_make(&arena, 500, 30, 10, 1, 11, &s, &err), &err);
	for (size_t max = 4096;; max += max / 2) {
		enum err_code rc;

		arena_init(&small, max);
		rc = rasch_fit(&s.answers, RASCH_FREE, &small, &fit, &err);
		arena_release(&small);
		if (rc == ERR_NONE)
			break;
		CHECK(rc == ERR_LIMIT);
		CHECK_INT(fit.rounds, 42);
	}
	CHECK(fit.converged);
}

TEST_MAIN(T(the_five_items_of_lsat6_have_the_difficulties_of_the_textbook),
    T(with_their_spread_fitted_it_is_what_others_find),
    T(an_ability_is_the_mean_of_what_it_may_be),
    T(a_cut_is_where_so_many_right_are_to_be_expected),
    T(what_was_put_in_is_found_again_with_the_error_that_is_said),
    T(two_standard_errors_cover_as_often_as_they_should),
    T(abilities_are_found_again_with_the_error_that_is_said),
    T(a_long_test_is_fitted_though_every_score_is_a_narrow_peak),
    T(an_item_that_all_or_none_got_right_has_no_difficulty),
    T(no_answers_are_no_fit),
    T(the_order_of_people_and_of_their_items_does_not_matter),
    T(too_many_are_refused_and_too_little_memory_is_said))
