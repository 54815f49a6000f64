#include "stats/rasch.h"

#include <assert.h>
#include <math.h>

#include "stats/rasch_parts.h"

/* A round that moves nothing further than this is the last. */
#define STILL 1e-7

double
rasch_chance(double ability, double difficulty)
{
	return 1 / (1 + exp(difficulty - ability));
}

void
rasch_tables(struct rasch_work *w)
{
	double up[QUADRATURE_MAX];

	for (unsigned k = 0; k < w->q.n; k++) {
		w->ability[k] = w->sd * w->q.at[k];
		up[k] = exp(w->ability[k]);
	}
	for (uint32_t i = 0; i < w->n_items; i++) {
		double down = exp(-w->items[i].difficulty);
		size_t row = (size_t)i * w->q.n;

		if (!w->items[i].known)
			continue;
		for (unsigned k = 0; k < w->q.n; k++) {
			double odds = up[k] * down;

			w->chance[row + k] = odds / (1 + odds);
			w->cost[row + k] = log(1 + odds);
		}
	}
}

void
rasch_costs(
    const struct rasch_work *w, const struct rasch_set *set, double *out)
{
	unsigned n = w->q.n;

	memset(out, 0, n * sizeof(*out));
	for (uint32_t i = 0; i < set->n; i++) {
		const double *cost = w->cost + (size_t)set->items[i] * n;

		for (unsigned k = 0; k < n; k++)
			out[k] += cost[k];
	}
}

double
rasch_posterior(const struct rasch_work *w, const double *costs, uint32_t right,
    double *out)
{
	double most = -INFINITY, sum = 0;
	unsigned n = w->q.n;

	for (unsigned k = 0; k < n; k++) {
		out[k] = w->log_weight[k] + right * w->ability[k] - costs[k];
		most = fmax(most, out[k]);
	}
	for (unsigned k = 0; k < n; k++) {
		out[k] = exp(out[k] - most);
		sum += out[k];
	}
	for (unsigned k = 0; k < n; k++)
		out[k] /= sum;
	return most + log(sum);
}

/* The people of one set: where they may be, all together.  Gives their part
   of the likelihood. */
static double
expect_set(
    const struct rasch_work *w, const struct rasch_set *set, double *people)
{
	double costs[QUADRATURE_MAX], posterior[QUADRATURE_MAX], likelihood = 0;

	rasch_costs(w, set, costs);
	memset(people, 0, w->q.n * sizeof(*people));
	for (uint32_t right = 0; right <= set->n; right++) {
		double n = set->people[right];

		if (set->people[right] == 0)
			continue;
		likelihood += n * rasch_posterior(w, costs, right, posterior);
		for (unsigned k = 0; k < w->q.n; k++)
			people[k] += n * posterior[k];
	}
	return likelihood;
}

/* What a round expects of the people, by their answers so far. */
struct expected {
	double likelihood, mean, square; /* of abilities */
};

static struct expected
expect(const struct rasch_work *w)
{
	struct expected e = {0};
	double all = (double)w->sets->people;
	unsigned n = w->q.n;

	memset(w->seen, 0, w->n_items * (size_t)n * sizeof(*w->seen));
	for (size_t s = 0; s < w->sets->n; s++) {
		const struct rasch_set *set = &w->sets->v[s];
		double people[QUADRATURE_MAX];

		e.likelihood += expect_set(w, set, people);
		for (uint32_t i = 0; i < set->n; i++) {
			double *seen = w->seen + (size_t)set->items[i] * n;

			for (unsigned k = 0; k < n; k++)
				seen[k] += people[k];
		}
		for (unsigned k = 0; k < n; k++) {
			e.mean += people[k] * w->ability[k] / all;
			e.square +=
			    people[k] * w->ability[k] * w->ability[k] / all;
		}
	}
	for (uint32_t i = 0; i < w->n_items; i++)
		if (w->items[i].known)
			e.likelihood -=
			    (double)w->items[i].right * w->items[i].difficulty;
	return e;
}

/* One step of Newton's towards as many expected right as were right. */
static double
step_of(const struct rasch_work *w, uint32_t item)
{
	const double *seen = w->seen + (size_t)item * w->q.n,
		     *chance = w->chance + (size_t)item * w->q.n;
	double right = 0, slope = 0, step;

	for (unsigned k = 0; k < w->q.n; k++) {
		right += seen[k] * chance[k];
		slope += seen[k] * chance[k] * (1 - chance[k]);
	}
	step = (right - (double)w->items[item].right) / fmax(slope, 1e-9);
	return fmax(-1, fmin(1, step));
}

/*
 * One round of EM.  The people's mean is fitted too and then moved back to
 * zero with the items: left at zero, the whole scale would creep to its place
 * the slower the more items there are.  Gives how far anything moved.
 */
static double
improve(struct rasch_work *w, const struct expected *e)
{
	double moved = 0, sd = w->sd;

	for (uint32_t i = 0; i < w->n_items; i++) {
		double step;

		if (!w->items[i].known)
			continue;
		step = step_of(w, i) - e->mean;
		w->items[i].difficulty += step;
		moved = fmax(moved, fabs(step));
	}
	if (w->spread == RASCH_FREE)
		w->sd = fmax(.01, sqrt(e->square - e->mean * e->mean));
	return fmax(moved, fabs(w->sd - sd));
}

static void
count(const struct answers *a, struct rasch_item *items)
{
	for (size_t k = 0; k < a->start[a->n_people]; k++) {
		items[a->item[k]].n++;
		items[a->item[k]].right += a->right[k];
	}
	for (uint32_t i = 0; i < a->n_items; i++) {
		struct rasch_item *item = &items[i];
		double right = (double)item->right;

		item->known = item->right > 0 && item->right < item->n;
		if (item->known)
			item->difficulty =
			    log(((double)item->n - right) / right);
	}
}

static enum err_code
prepare(struct rasch_work *w, struct arena *arena, struct err *err)
{
	size_t cells;

	quadrature_for(
	    &w->q, w->sets->longest, w->spread == RASCH_UNIT ? 1 : 2);
	cells = (size_t)w->n_items * w->q.n + 1;
	for (unsigned k = 0; k < w->q.n; k++)
		w->log_weight[k] = log(w->q.weight[k]);
	w->chance = ARENA_ARRAY(arena, cells, double);
	w->cost = ARENA_ARRAY(arena, cells, double);
	w->seen = ARENA_ARRAY(arena, cells, double);
	if (w->chance == NULL || w->cost == NULL || w->seen == NULL)
		return arena_fail(arena, err);
	return ERR_NONE;
}

static enum err_code
run(struct rasch_work *w, struct arena *arena, struct rasch *out,
    struct err *err)
{
	double moved = INFINITY;
	enum err_code rc = prepare(w, arena, err);

	if (rc != ERR_NONE)
		return rc;
	out->points = w->q.n;
	while (moved > STILL && out->rounds < RASCH_ROUNDS) {
		struct expected e;

		rasch_tables(w);
		e = expect(w);
		moved = improve(w, &e);
		out->rounds++;
	}
	rasch_tables(w);
	out->log_likelihood = expect(w).likelihood;
	out->sd = w->sd;
	rc = rasch_errors(w, arena, &out->sd_error, &out->converged, err);
	out->converged &= moved <= STILL;
	return rc;
}

enum err_code
rasch_fit(const struct answers *a, enum rasch_spread spread,
    struct arena *arena, struct rasch *out, struct err *err)
{
	struct rasch_work *w = ARENA_NEW(arena, struct rasch_work);
	struct rasch fit = {.sd = 1};
	struct rasch_sets sets = {0};
	enum err_code rc;

	fit.items =
	    ARENA_ARRAY(arena, (size_t)a->n_items + 1, struct rasch_item);
	if (w == NULL || fit.items == NULL)
		return arena_fail(arena, err);
	count(a, fit.items);
	rc = rasch_sets_make(a, fit.items, arena, &sets, err);
	if (rc != ERR_NONE)
		return rc;
	w->sets = &sets;
	w->items = fit.items;
	w->n_items = a->n_items;
	w->spread = spread;
	w->sd = 1;
	if (sets.n > 0)
		rc = run(w, arena, &fit, err);
	if (rc == ERR_NONE)
		*out = fit;
	return rc;
}
