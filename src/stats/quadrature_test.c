#include "stats/quadrature.h"

#include <math.h>

#include "base/test.h"

static double
moment(const struct quadrature *q, unsigned power)
{
	double sum = 0;

	for (unsigned i = 0; i < q->n; i++)
		sum += q->weight[i] * pow(q->at[i], power);
	return sum;
}

static void
gauss_hermite_knows_every_moment_of_the_normal_distribution_it_should(void)
{
	for (unsigned n = 2; n <= 64; n++) {
		struct quadrature q;
		double even = 1;

		quadrature_hermite(&q, n);
		for (unsigned power = 0; power < 2 * n && power < 40;
		     power += 2) {
			CHECK(fabs(moment(&q, power) / even - 1) < 1e-9);
			CHECK(fabs(moment(&q, power + 1)) < 1e-9 * even * 40);
			even *= power + 1;
		}
		for (unsigned i = 1; i < n; i++)
			CHECK(q.at[i] > q.at[i - 1]);
	}
}

static void
the_outermost_of_21_points_is_where_the_tables_have_it(void)
{
	struct quadrature q;

	quadrature_hermite(&q, 21);
	CHECK(fabs(q.at[20] - 7.849382895113822) < 1e-9);
	CHECK(fabs(q.at[10]) == 0);
}

static void
a_grid_knows_the_first_moments(void)
{
	struct quadrature q;

	quadrature_even(&q, 41);
	CHECK(fabs(moment(&q, 0) - 1) < 1e-12);
	CHECK(fabs(moment(&q, 2) - 1) < 1e-6);
	CHECK(fabs(moment(&q, 4) - 3) < 1e-4);
}

static void
more_items_make_a_finer_grid_up_to_a_ceiling(void)
{
	struct quadrature q;
	unsigned before;

	quadrature_for(&q, 5, 1);
	CHECK_INT(q.n, 21);
	quadrature_for(&q, 40, 1);
	before = q.n;
	quadrature_for(&q, 500, 1);
	CHECK(q.n > before && q.n < QUADRATURE_MAX);
	quadrature_for(&q, 1000000, 5);
	CHECK_INT(q.n, QUADRATURE_MAX);
}

TEST_MAIN(
    T(gauss_hermite_knows_every_moment_of_the_normal_distribution_it_should),
    T(the_outermost_of_21_points_is_where_the_tables_have_it),
    T(a_grid_knows_the_first_moments),
    T(more_items_make_a_finer_grid_up_to_a_ceiling))
