#ifndef STATS_QUADRATURE_H
#define STATS_QUADRATURE_H

#include <stddef.h>

/*
 * Points and weights that stand for the standard normal distribution in a
 * sum.
 *
 * Gauss-Hermite's 21 are exact for smooth functions.  The more items a person
 * answers, the narrower is what they say about ability: past
 * QUADRATURE_SHORT items it falls between two such points, and the sum says
 * nothing any more.  An even grid, as fine as the narrowest such peak, is
 * then exact to many places (the trapezoidal rule on an analytic function).
 */
#define QUADRATURE_MAX   401
#define QUADRATURE_SHORT 12
#define QUADRATURE_REACH 6 /* the grid's end, in standard deviations */

struct quadrature {
	unsigned n;
	double at[QUADRATURE_MAX], weight[QUADRATURE_MAX]; /* sum to 1 */
};

/* For functions of a person who answered up to so many items, where the
   population has the standard deviation sd. */
void quadrature_for(struct quadrature *q, size_t items, double sd);

void quadrature_hermite(struct quadrature *q, unsigned n); /* 2 to 64 */
void quadrature_even(struct quadrature *q, unsigned n);    /* 3 or more */

#endif
