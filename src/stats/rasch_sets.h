#ifndef STATS_RASCH_SETS_H
#define STATS_RASCH_SETS_H

#include "stats/rasch.h"

/*
 * The answers as the Rasch model sees them, within the folder: the different
 * sets of items that people saw, and how many of them got how many right.
 *
 *	items   0 3 4 7          people who saw just these
 *	people  2 0 5 1 1        with 0, 1, 2, 3, 4 right
 *
 * Items without a difficulty are left out, and people without any other.
 */
struct rasch_set {
	const uint32_t *items; /* ascending */
	uint32_t n;
	uint32_t *people; /* by score, n + 1 */
	uint64_t hash;
};

struct rasch_sets {
	struct rasch_set *v;
	size_t n, cap;
	uint64_t people;
	uint32_t longest; /* items of the largest set */
};

/* items has n and right filled in, and known where there is something to
   estimate. */
enum err_code rasch_sets_make(const struct answers *a,
    const struct rasch_item *items, struct arena *arena, struct rasch_sets *out,
    struct err *err) MUST_USE;

#endif
