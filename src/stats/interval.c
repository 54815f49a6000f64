#include "stats/interval.h"

#include <assert.h>
#include <math.h>

/* Where a denominator is as good as zero. */
#define TINY 1e-300

static double
not_zero(double x)
{
	return fabs(x) < TINY ? TINY : x;
}

/*
 * The continued fraction of the incomplete beta function, by Lentz: it
 * converges fast for x below (a + 1) / (a + b + 2), about in the root of the
 * larger of a and b steps.
 */
static double
fraction(double a, double b, double x)
{
	double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), f = d;

	for (int m = 1; m < 100000; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
		       odd = -(a + m) * (a + b + m) * x /
		    ((a + 2 * m) * (a + 2 * m + 1));
		double step;

		d = 1 / not_zero(1 + even * d);
		c = not_zero(1 + even / c);
		f *= d * c;
		d = 1 / not_zero(1 + odd * d);
		c = not_zero(1 + odd / c);
		step = d * c;
		f *= step;
		if (fabs(step - 1) < 1e-15)
			break;
	}
	return f;
}

double
interval_beta(double a, double b, double x)
{
	int sign;
	double front;

	assert(a > 0 && b > 0);
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	front = exp(lgamma_r(a + b, &sign) - lgamma_r(a, &sign) -
	    lgamma_r(b, &sign) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * fraction(a, b, x) / a;
	return 1 - front * fraction(b, a, 1 - x) / b;
}

/* The x below which the share p lies; bisection needs nothing but order. */
static double
quantile(double a, double b, double p)
{
	double low = 0, high = 1;

	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2;

		if (interval_beta(a, b, mid) < p)
			low = mid;
		else
			high = mid;
	}
	return (low + high) / 2;
}

struct interval
interval_exact(uint64_t hits, uint64_t n)
{
	double x = (double)hits, all = (double)n;
	struct interval i = {0, 1};

	assert(hits <= n);
	if (hits > 0)
		i.low = quantile(x, all - x + 1, .025);
	if (hits < n)
		i.high = quantile(x + 1, all - x, .975);
	return i;
}

struct interval
interval_wilson(uint64_t hits, uint64_t n)
{
	double z2 = INTERVAL_Z * INTERVAL_Z, all = (double)n, p, mid, half;

	assert(hits <= n);
	if (n == 0)
		return (struct interval){0, 1};
	p = (double)hits / all;
	mid = (p + z2 / (2 * all)) / (1 + z2 / all);
	half = INTERVAL_Z * sqrt(p * (1 - p) / all + z2 / (4 * all * all)) /
	    (1 + z2 / all);
	/* at the ends the root cancels only up to rounding */
	return (struct interval){
	    hits == 0 ? 0 : mid - half, hits == n ? 1 : mid + half};
}

struct interval
interval_correlation(double r, uint64_t n)
{
	double half;

	if (n < 4)
		return (struct interval){-1, 1};
	half = INTERVAL_Z / sqrt((double)n - 3);
	return (struct interval){tanh(atanh(r) - half), tanh(atanh(r) + half)};
}
