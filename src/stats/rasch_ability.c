#include <assert.h>
#include <math.h>

#include "stats/quadrature.h"
#include "stats/rasch.h"

/* What of the cell around a point lies at or above the cut. */
static double
part_above(double at, double step, double cut)
{
	return fmax(0, fmin(1, (at - cut) / step + .5));
}

struct rasch_ability
rasch_ability(
    const double *difficulties, size_t n, size_t right, double sd, double cut)
{
	struct quadrature q;
	double p[QUADRATURE_MAX], most = -INFINITY, sum = 0, square = 0, step;
	struct rasch_ability a = {0};

	assert(right <= n && sd > 0);
	quadrature_even(&q, QUADRATURE_MAX);
	step = sd * (q.at[1] - q.at[0]);
	for (unsigned k = 0; k < q.n; k++) {
		double t = sd * q.at[k];

		p[k] = log(q.weight[k]) + (double)right * t;
		for (size_t i = 0; i < n; i++)
			p[k] -= log1p(exp(t - difficulties[i]));
		most = fmax(most, p[k]);
	}
	for (unsigned k = 0; k < q.n; k++) {
		p[k] = exp(p[k] - most);
		sum += p[k];
	}
	for (unsigned k = 0; k < q.n; k++) {
		double t = sd * q.at[k];

		p[k] /= sum;
		a.mean += p[k] * t;
		square += p[k] * t * t;
		a.above += p[k] * part_above(t, step, cut);
	}
	a.error = sqrt(fmax(0, square - a.mean * a.mean));
	return a;
}

double
rasch_cut(const double *difficulties, size_t n, double share)
{
	double low = -40, high = 40;

	assert(n > 0 && share > 0 && share < 1);
	for (int i = 0; i < 60; i++) {
		double mid = (low + high) / 2, right = 0;

		for (size_t k = 0; k < n; k++)
			right += rasch_chance(mid, difficulties[k]);
		if (right < share * (double)n)
			low = mid;
		else
			high = mid;
	}
	return (low + high) / 2;
}
