/* Standard errors of a fit: the inverse of the observed information. */
#include <math.h>

#include "stats/rasch_parts.h"

/*
 * The information is what there would be if abilities were known, less what
 * is missing because they are not (Louis):
 *
 *	sum over people of E[P(1 - P)] on the diagonal,
 *	less the covariance, over where they may be, of P_i and P_k
 *
 * Within one person's answers P hardly bends, so it is written in polynomials
 * up to the second degree that are orthonormal there; a covariance is then two
 * products.  The people's spread, where it is fitted, is one more row: its
 * P is ability^2 / sd^3, which these polynomials hold exactly.
 */
#define DEGREES 2

struct information {
	const struct rasch_work *w;
	double *cells; /* rows by rows; below the diagonal is what counts */
	uint32_t *row; /* of an item */
	size_t rows;
	double *parts; /* DEGREES by rows, of the set at hand */
	size_t *at;    /* rows of the set at hand, ascending */
};

static void
polynomials(const struct rasch_work *w, const double *posterior,
    double out[DEGREES][QUADRATURE_MAX])
{
	double mean = 0, m[5] = {0}, one, two, bend;

	for (unsigned k = 0; k < w->q.n; k++)
		mean += posterior[k] * w->ability[k];
	for (unsigned k = 0; k < w->q.n; k++) {
		double u = w->ability[k] - mean, p = posterior[k] * u * u;

		m[2] += p;
		m[3] += p * u;
		m[4] += p * u * u;
	}
	m[2] = fmax(m[2], 1e-12);
	bend = m[3] / m[2];
	one = 1 / sqrt(m[2]);
	two = m[4] - m[2] * m[2] - bend * m[3];
	two = two > 1e-12 * m[2] ? 1 / sqrt(two) : 0;
	for (unsigned k = 0; k < w->q.n; k++) {
		double u = w->ability[k] - mean;

		/* weighted, so that a part is one sum of products */
		out[0][k] = posterior[k] * u * one;
		out[1][k] = posterior[k] * (u * u - bend * u - m[2]) * two;
	}
}

static double
part(const struct rasch_work *w, const double *curve, const double *polynomial)
{
	double sum = 0;

	for (unsigned k = 0; k < w->q.n; k++)
		sum += curve[k] * polynomial[k];
	return sum;
}

/* Takes away what is missing of n people of a set with the same score. */
static void
take(struct information *in, const struct rasch_set *set,
    const double *posterior, double n)
{
	const struct rasch_work *w = in->w;
	double poly[DEGREES][QUADRATURE_MAX], square[QUADRATURE_MAX];
	size_t rows = set->n;

	polynomials(w, posterior, poly);
	for (unsigned d = 0; d < DEGREES; d++)
		for (uint32_t i = 0; i < set->n; i++)
			in->parts[d * in->rows + i] =
			    part(w, w->chance + (size_t)set->items[i] * w->q.n,
				poly[d]);
	if (w->spread == RASCH_FREE) {
		for (unsigned k = 0; k < w->q.n; k++)
			square[k] = w->ability[k] * w->ability[k] /
			    (w->sd * w->sd * w->sd);
		for (unsigned d = 0; d < DEGREES; d++)
			in->parts[d * in->rows + rows] =
			    part(w, square, poly[d]);
		rows++;
	}
	for (size_t i = 0; i < rows; i++) {
		double *cells = in->cells + in->at[i] * in->rows,
		       a = n * in->parts[i], b = n * in->parts[in->rows + i];

		for (size_t k = 0; k <= i; k++)
			cells[in->at[k]] -=
			    a * in->parts[k] + b * in->parts[in->rows + k];
	}
}

static void
take_set(struct information *in, const struct rasch_set *set)
{
	double costs[QUADRATURE_MAX], posterior[QUADRATURE_MAX];

	for (uint32_t i = 0; i < set->n; i++)
		in->at[i] = in->row[set->items[i]];
	if (in->w->spread == RASCH_FREE)
		in->at[set->n] = in->rows - 1;
	rasch_costs(in->w, set, costs);
	for (uint32_t right = 0; right <= set->n; right++) {
		if (set->people[right] == 0)
			continue;
		rasch_posterior(in->w, costs, right, posterior);
		take(in, set, posterior, set->people[right]);
	}
}

static void
fill(struct information *in)
{
	const struct rasch_work *w = in->w;

	for (uint32_t i = 0; i < w->n_items; i++) {
		const double *seen = w->seen + (size_t)i * w->q.n,
			     *chance = w->chance + (size_t)i * w->q.n;
		double sum = 0;

		if (!w->items[i].known)
			continue;
		for (unsigned k = 0; k < w->q.n; k++)
			sum += seen[k] * chance[k] * (1 - chance[k]);
		in->cells[in->row[i] * (in->rows + 1)] = sum;
	}
	if (w->spread == RASCH_FREE)
		in->cells[in->rows * in->rows - 1] =
		    2 * (double)w->sets->people / (w->sd * w->sd);
	for (size_t s = 0; s < w->sets->n; s++)
		take_set(in, &w->sets->v[s]);
}

/* Cholesky's root in place; false where there is none. */
static bool
root(double *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k <= i; k++) {
			const double *a = cells + i * n, *b = cells + k * n;
			double sum = a[k];

			for (size_t j = 0; j < k; j++)
				sum -= a[j] * b[j];
			if (i > k)
				cells[i * n + k] = sum / b[k];
			else if (sum > 1e-10)
				cells[i * n + i] = sqrt(sum);
			else
				return false;
		}
	return true;
}

/* The diagonal of the inverse, from the root: sums of squares of columns of
   the root's inverse, one column at a time. */
static void
inverse_diagonal(const double *cells, size_t n, double *column, double *out)
{
	for (size_t c = 0; c < n; c++) {
		out[c] = 0;
		for (size_t i = c; i < n; i++) {
			const double *row = cells + i * n;
			double sum = i == c;

			for (size_t j = c; j < i; j++)
				sum -= row[j] * column[j];
			column[i] = sum / row[i];
			out[c] += column[i] * column[i];
		}
	}
}

static void
put(const struct information *in, struct rasch_work *w, const double *variance,
    double *sd_error)
{
	for (uint32_t i = 0; i < w->n_items; i++)
		if (w->items[i].known)
			w->items[i].error = sqrt(variance[in->row[i]]);
	*sd_error = w->spread == RASCH_FREE ? sqrt(variance[in->rows - 1]) : 0;
}

enum err_code
rasch_errors(struct rasch_work *w, struct arena *arena, double *sd_error,
    bool *ok, struct err *err)
{
	struct information in = {.w = w};
	double *variance, *column;

	in.row = ARENA_ARRAY(arena, (size_t)w->n_items + 1, uint32_t);
	if (in.row == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 0; i < w->n_items; i++)
		if (w->items[i].known)
			in.row[i] = (uint32_t)in.rows++;
	in.rows += w->spread == RASCH_FREE;
	in.cells = ARENA_ARRAY(arena, in.rows * in.rows + 1, double);
	in.parts = ARENA_ARRAY(arena, DEGREES * in.rows + 1, double);
	in.at = ARENA_ARRAY(arena, in.rows + 1, size_t);
	variance = ARENA_ARRAY(arena, in.rows + 1, double);
	column = ARENA_ARRAY(arena, in.rows + 1, double);
	if (in.cells == NULL || in.parts == NULL || in.at == NULL ||
	    variance == NULL || column == NULL)
		return arena_fail(arena, err);
	fill(&in);
	*ok = root(in.cells, in.rows);
	if (!*ok)
		return ERR_NONE;
	inverse_diagonal(in.cells, in.rows, column, variance);
	put(&in, w, variance, sd_error);
	return ERR_NONE;
}
