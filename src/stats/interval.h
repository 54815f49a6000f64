#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

#include <stdint.h>

/*
 * What a count says about the proportion behind it, at 95 %:
 *
 *	2 of 20    exact .0123 to .3170    Wilson .0279 to .3010
 *	0 of 20    exact 0 to .1684        Wilson 0 to .1611
 *	0 of 0     0 to 1: nothing is known
 *
 * The exact one (Clopper-Pearson) covers the truth at least 95 times in 100
 * for any n; it is for few answers.  Wilson's does so on average, is
 * narrower, and is for tables of many.  hits may not exceed n.
 */
#define INTERVAL_Z 1.959963984540054 /* of the normal, two-sided 95 % */

struct interval {
	double low, high;
};

struct interval interval_exact(uint64_t hits, uint64_t n);
struct interval interval_wilson(uint64_t hits, uint64_t n);

/* Of a correlation over n pairs, by Fisher's transformation; -1 to 1 below
   four pairs. */
struct interval interval_correlation(double r, uint64_t n);

/* The share of a beta distribution (a, b > 0) below x: the regularised
   incomplete beta function. */
double interval_beta(double a, double b, double x);

#endif
