#ifndef STATS_RASCH_PARTS_H
#define STATS_RASCH_PARTS_H

#include "stats/quadrature.h"
#include "stats/rasch_sets.h"

/*
 * A fit under way, within the folder.  Tables of items by points lie row by
 * row, an item a row.
 */
struct rasch_work {
	const struct rasch_sets *sets;
	struct rasch_item *items;
	uint32_t n_items;
	enum rasch_spread spread;
	struct quadrature q;
	double sd;
	double ability[QUADRATURE_MAX]; /* points times sd */
	double log_weight[QUADRATURE_MAX];
	double *chance; /* of a right answer */
	double *cost;   /* log(1 + exp(ability - difficulty)) */
	double *seen;   /* expected people who saw the item, at each point */
};

/* chance and cost for the difficulties as they are. */
void rasch_tables(struct rasch_work *w);

/* The sum of costs of a set's items at each point. */
void rasch_costs(
    const struct rasch_work *w, const struct rasch_set *set, double *out);

/* Where the ability of one with so many right may be: *out sums to 1.  Gives
   the logarithm of the likelihood, but for the difficulties of what they got
   right. */
double rasch_posterior(const struct rasch_work *w, const double *costs,
    uint32_t right, double *out);

/* Standard errors into items and sd_error; *ok is false where the information
   is singular. */
enum err_code rasch_errors(struct rasch_work *w, struct arena *arena,
    double *sd_error, bool *ok, struct err *err) MUST_USE;

#endif
