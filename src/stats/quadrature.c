#include "stats/quadrature.h"

#include <assert.h>
#include <math.h>

#define ROOT_PI 1.7724538509055160

/* The normalised Hermite polynomial of degree n at x, and the one before. */
static double
hermite(unsigned n, double x, double *before)
{
	double h = 1 / sqrt(ROOT_PI), last = 0;

	for (unsigned k = 0; k < n; k++) {
		double next = x * sqrt(2. / (k + 1)) * h -
		    sqrt((double)k / (k + 1)) * last;

		last = h;
		h = next;
	}
	*before = last;
	return h;
}

static double
root_between(unsigned n, double low, double high)
{
	double unused, at_low = hermite(n, low, &unused);

	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if ((hermite(n, mid, &unused) > 0) == (at_low > 0))
			low = mid;
		else
			high = mid;
	}
	return (low + high) / 2;
}

static void
put(struct quadrature *q, unsigned i, double x)
{
	double before;

	hermite(q->n, x, &before);
	q->at[i] = x * M_SQRT2;
	q->weight[i] = 1 / (q->n * before * before * ROOT_PI);
}

/* The roots lie symmetrically, at least 3 / sqrt(2 n + 1) apart and within
   sqrt(2 n + 1): steps of a third of that pass over none. */
void
quadrature_hermite(struct quadrature *q, unsigned n)
{
	double end = sqrt(2. * n + 1), step = 1 / end, unused;
	unsigned i = (n + 1) / 2;

	assert(n >= 2 && n <= 64);
	q->n = n;
	if (n % 2 == 1)
		put(q, n / 2, 0);
	for (double x = step / 2; x < end; x += step) {
		double root;

		if ((hermite(n, x, &unused) > 0) ==
		    (hermite(n, x + step, &unused) > 0))
			continue;
		root = root_between(n, x, x + step);
		put(q, i, root);
		put(q, n - 1 - i, -root);
		i++;
	}
	assert(i == n);
}

void
quadrature_even(struct quadrature *q, unsigned n)
{
	double sum = 0;

	assert(n >= 3 && n <= QUADRATURE_MAX);
	q->n = n;
	for (unsigned i = 0; i < n; i++) {
		double x = QUADRATURE_REACH * (2. * i / (n - 1) - 1);

		q->at[i] = x;
		q->weight[i] = exp(-x * x / 2);
		sum += q->weight[i];
	}
	for (unsigned i = 0; i < n; i++)
		q->weight[i] /= sum;
}

/* An answer tells at most a quarter of a unit about ability, so that is how
   narrow the peak can be; a grid of its width leaves an error of 1e-8. */
void
quadrature_for(struct quadrature *q, size_t items, double sd)
{
	double narrow = 1 / sqrt(1 + (double)items * sd * sd / 4),
	       n = ceil(2 * QUADRATURE_REACH / narrow) + 1;

	if (items <= QUADRATURE_SHORT && sd <= 1.5)
		quadrature_hermite(q, 21);
	else
		quadrature_even(q,
		    n > QUADRATURE_MAX ? QUADRATURE_MAX
				       : (unsigned)fmax(n, 41));
}
