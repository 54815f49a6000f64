#ifndef STATS_RASCH_H
#define STATS_RASCH_H

#include "stats/answers.h"

/*
 * The Rasch model: the chance that a person of ability t gets an item of
 * difficulty b right is 1 / (1 + exp(b - t)).  Ability and difficulty lie on
 * one scale, whose zero is the mean of the people; there is no made-up third
 * number per item, so a score means the same whichever items made it up, once
 * their difficulties are known.
 *
 * Difficulties are fitted by marginal maximum likelihood: abilities are taken
 * as normal with the standard deviation 1 (RASCH_UNIT, the model of the known
 * answers) or with one that is fitted too (RASCH_FREE), and integrated out.
 * Missing answers are left out; that is right where who was asked what does
 * not depend on the answers, as with a random draw.
 *
 * In this model the number right is all that a person's answers say about
 * ability.  People who saw the same items and got as many right are therefore
 * one row, and what a fit costs grows with the different sets of items seen
 * (times items, times points), not with people.
 *
 * An item that everybody, or nobody, got right has no difficulty that could be
 * estimated: it is left out, and its known is false.
 */
#define RASCH_POINTS 21 /* Gauss-Hermite */
#define RASCH_ROUNDS 2000

enum rasch_spread { RASCH_UNIT, RASCH_FREE };

struct rasch_item {
	bool known;
	double difficulty, error; /* standard error */
	uint64_t n, right;
};

struct rasch {
	struct rasch_item *items; /* a->n_items */
	double sd, sd_error;      /* of the people; error 0 with RASCH_UNIT */
	double log_likelihood;
	unsigned rounds, points;
	bool converged; /* false: do not use it */
};

enum err_code rasch_fit(const struct answers *a, enum rasch_spread spread,
    struct arena *arena, struct rasch *out, struct err *err) MUST_USE;

/*
 * What so many right answers to these items say about a person of a
 * population with the mean 0 and the standard deviation sd: the mean and
 * standard deviation of what ability may be (expected a posteriori), and how
 * likely it is at least at the cut.
 */
struct rasch_ability {
	double mean, error, above;
};

struct rasch_ability rasch_ability(
    const double *difficulties, size_t n, size_t right, double sd, double cut);

/* Where one has to be to expect that share of the items right; 0 < share < 1
   and n > 0. */
double rasch_cut(const double *difficulties, size_t n, double share);

/* Sound for any t and b. */
double rasch_chance(double ability, double difficulty);

#endif
