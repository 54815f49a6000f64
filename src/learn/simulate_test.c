#include "learn/simulate.h"

#include <math.h>

#include "base/test.h"
#include "catalog/quiz.h"

static struct quiz_item items[120];
static struct quiz quiz;
static struct catalog_module module;
static struct catalog_banks banks;
static struct catalog catalog;

/* n single items of four options; the last so many are private. */
static void
pool(unsigned n, unsigned draw, unsigned private)
{
	static char names[120][8];

	for (unsigned i = 0; i < n; i++) {
		snprintf(names[i], sizeof(names[i]), "i%u", i);
		items[i] = (struct quiz_item){.id = str_from(names[i]),
		    .objective = STR("o"),
		    .n_options = 4,
		    .private = i >= n - private};
	}
	quiz = (struct quiz){.draw = draw, .pass = 80};
	quiz.items.v = items;
	quiz.items.n = n;
	module = (struct catalog_module){
	    .id = STR("m"), .pool = n, .draw = draw, .pass = 80};
	banks = (struct catalog_banks){.v = &quiz, .n = 1};
	catalog = (struct catalog){.banks = &banks};
	catalog.modules.v = &module;
	catalog.modules.n = 1;
}

/* The exact chance of at least k of n at p. */
static double
at_least(unsigned k, unsigned n, double p)
{
	double sum = 0;

	for (unsigned i = k; i <= n; i++)
		sum += exp(lgamma(n + 1.0) - lgamma(i + 1.0) -
		    lgamma(n - i + 1.0) + i * log(p) + (n - i) * log(1 - p));
	return sum;
}

static void
who_knows_six_of_ten_passes_as_often_as_the_binomial_says(void)
{
	struct simulation s;
	struct err err;
	double once = at_least(10, 12, 0.6);

	pool(60, 12, 0);
	CHECK_OK(simulate(&catalog, STR("m"), &s, &err), &err);
	for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
		double p = 1 - pow(1 - once, k + 1);

		/* four deviations, from fixed dice */
		CHECK(fabs(s.by[SIMULATE_KNOWS][k].share - p) <
		    4 * sqrt(p * (1 - p) / SIMULATE_PEOPLE));
	}
}

static void
who_guesses_passes_the_first_attempt_as_often_as_chance_has_it(void)
{
	struct simulation s;
	struct err err;

	pool(60, 12, 60);
	CHECK_OK(simulate(&catalog, STR("m"), &s, &err), &err);
	CHECK(s.by[SIMULATE_REMEMBERS][0].share < 0.002);
	CHECK(at_least(10, 12, 0.25) < 0.0005);
	/* nothing is public: having read it is no help */
	CHECK(s.by[SIMULATE_HAS_READ][0].share < 0.002);
}

static void
a_larger_pool_holds_longer_and_public_questions_hold_nothing(void)
{
	struct simulation small, large;
	struct err err;

	pool(24, 12, 0);
	CHECK_OK(simulate(&catalog, STR("m"), &small, &err), &err);
	pool(120, 12, 0);
	CHECK_OK(simulate(&catalog, STR("m"), &large, &err), &err);
	CHECK(small.by[SIMULATE_REMEMBERS][3].low >
	    large.by[SIMULATE_REMEMBERS][3].high);
	CHECK_INT(small.by[SIMULATE_HAS_READ][0].passed, SIMULATE_PEOPLE);
	CHECK_INT(large.by[SIMULATE_HAS_READ][0].passed, SIMULATE_PEOPLE);
	pool(120, 12, 60);
	CHECK_OK(simulate(&catalog, STR("m"), &large, &err), &err);
	CHECK_INT(large.private, 60);
	CHECK(large.by[SIMULATE_HAS_READ][0].share < 0.2);
}

static void
figures_grow_with_the_attempts_and_are_the_same_again(void)
{
	struct simulation a, b;
	struct err err;

	pool(40, 10, 10);
	CHECK_OK(simulate(&catalog, STR("m"), &a, &err), &err);
	CHECK_OK(simulate(&catalog, STR("m"), &b, &err), &err);
	for (int who = 0; who < SIMULATE_WHO; who++)
		for (unsigned k = 0; k < SIMULATE_ATTEMPTS; k++) {
			const struct simulate_share *x = &a.by[who][k];

			CHECK_INT(x->passed, b.by[who][k].passed);
			CHECK(x->low <= x->share && x->share <= x->high);
			CHECK(x->low >= 0 && x->high <= 1);
			CHECK(k == 0 || x->passed >= x[-1].passed);
		}
	CHECK(simulate(&catalog, STR("x"), &b, &err) == ERR_NOT_FOUND);
}

TEST_MAIN(T(who_knows_six_of_ten_passes_as_often_as_the_binomial_says),
    T(who_guesses_passes_the_first_attempt_as_often_as_chance_has_it),
    T(a_larger_pool_holds_longer_and_public_questions_hold_nothing),
    T(figures_grow_with_the_attempts_and_are_the_same_again))
