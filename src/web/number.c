#include "web/number.h"

#include <math.h>

static const char *
sign(double value)
{
	return value <= -.005 ? "\u2212" : "";
}

struct str
number_share(struct arena *arena, uint64_t n, double share, struct interval in)
{
	if (n == 0)
		return STR("");
	return arena_strf(arena, "%.0f%% (%.0f to %.0f)", 100 * share,
	    100 * in.low, 100 * in.high);
}

struct str
number_between(struct arena *arena, double value, struct interval in)
{
	return arena_strf(arena, "%s%.2f (%s%.2f to %s%.2f)", sign(value),
	    fabs(value), sign(in.low), fabs(in.low), sign(in.high),
	    fabs(in.high));
}

struct str
number_error(struct arena *arena, double value, double error)
{
	return arena_strf(
	    arena, "%s%.2f \u00b1 %.2f", sign(value), fabs(value), error);
}

struct str
number_plain(struct arena *arena, double value)
{
	return arena_strf(arena, "%.4f", value);
}
