#include "stats/interval.h"

#include <math.h>

#include "base/test.h"

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-4 * (fabs(b) + 1e-12);
}

static void
a_share_has_the_limits_of_the_textbooks(void)
{
	static const struct {
		uint64_t hits, n;
		struct interval exact, wilson;
	} known[] = {
	    {2, 20, {.0123485, .3169827}, {.0278665, .3010336}},
	    /* the other way round */
	    {18, 20, {.6830173, .9876515}, {.6989664, .9721335}},
	    /* closed forms: 1 - .025^(1/n), z2 / (n + z2) */
	    {0, 20, {0, .1684335}, {0, .1611252}},
	    {20, 20, {.8315665, 1}, {.8388748, 1}},
	    {0, 1, {0, .975}, {0, .7934567}},
	    {1, 1, {.025, 1}, {.2065433, 1}},
	    {0, 0, {0, 1}, {0, 1}},
	};

	for (size_t i = 0; i < NELEM(known); i++) {
		struct interval e = interval_exact(known[i].hits, known[i].n),
				w = interval_wilson(known[i].hits, known[i].n);

		CHECK(near(e.low, known[i].exact.low));
		CHECK(near(e.high, known[i].exact.high));
		CHECK(near(w.low, known[i].wilson.low));
		CHECK(near(w.high, known[i].wilson.high));
	}
}

/* By the sum it is defined as, not by the function it is computed with. */
static double
at_least(unsigned hits, unsigned n, double p)
{
	double sum = 0, term = pow(1 - p, n);

	for (unsigned k = 0; k <= n; k++) {
		if (k >= hits)
			sum += term;
		term *= (double)(n - k) / (k + 1) * p / (1 - p);
	}
	return sum;
}

static void
beyond_each_exact_limit_the_count_has_a_chance_of_one_in_forty(void)
{
	for (unsigned n = 1; n <= 60; n++)
		for (unsigned hits = 0; hits <= n; hits++) {
			struct interval e = interval_exact(hits, n);

			if (hits > 0)
				CHECK(near(at_least(hits, n, e.low), .025));
			if (hits < n)
				CHECK(near(
				    1 - at_least(hits + 1, n, e.high), .025));
		}
}

static void
limits_enclose_the_share_and_draw_together_with_n(void)
{
	double exact = 1, wilson = 1;

	for (uint64_t n = 10; n <= 100000000; n *= 10) {
		uint64_t hits = n * 3 / 10;
		struct interval e = interval_exact(hits, n),
				w = interval_wilson(hits, n);

		CHECK(0 < e.low && e.low < .3 && .3 < e.high && e.high < 1);
		CHECK(0 < w.low && w.low < .3 && .3 < w.high && w.high < 1);
		CHECK(e.high - e.low < exact && w.high - w.low < wilson);
		exact = e.high - e.low;
		wilson = w.high - w.low;
	}
	CHECK(near(exact, wilson)); /* with so many they are one */
}

static void
the_beta_function_mirrors_itself(void)
{
	static const double shape[] = {.5, 1, 2, 7.5, 100, 5000};

	for (size_t i = 0; i < NELEM(shape); i++)
		for (size_t k = 0; k < NELEM(shape); k++)
			for (double x = 0; x <= 1; x += .0625) {
				double a = shape[i], b = shape[k];

				CHECK(fabs(interval_beta(a, b, x) +
					  interval_beta(b, a, 1 - x) - 1) <
				    1e-10);
			}
	CHECK(near(interval_beta(1, 1, .3), .3));
	CHECK(near(interval_beta(2, 1, .3), .09));
	CHECK(near(interval_beta(1, 3, .3), 1 - .343));
}

static void
a_correlation_of_few_pairs_says_nothing(void)
{
	struct interval i = interval_correlation(.5, 3);

	CHECK(i.low == -1 && i.high == 1);
	i = interval_correlation(.5, 28); /* atanh .5 = .549306, 1 / 5 */
	CHECK(near(i.low, tanh(.549306 - .391993)));
	CHECK(near(i.high, tanh(.549306 + .391993)));
	i = interval_correlation(1, 100);
	CHECK(i.low == 1 && i.high == 1);
}

TEST_MAIN(T(a_share_has_the_limits_of_the_textbooks),
    T(beyond_each_exact_limit_the_count_has_a_chance_of_one_in_forty),
    T(limits_enclose_the_share_and_draw_together_with_n),
    T(the_beta_function_mirrors_itself),
    T(a_correlation_of_few_pairs_says_nothing))
