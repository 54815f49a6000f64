#ifndef WEB_NUMBER_H
#define WEB_NUMBER_H

#include "base/arena.h"
#include "stats/interval.h"

/* How estimates are written, for people and for spreadsheets. */

/* "61% (56 to 66)"; nothing of nothing is "" */
struct str number_share(
    struct arena *arena, uint64_t n, double share, struct interval in);

/* "0.31 (0.22 to 0.40)", "-0.40 ± 0.11"; a true minus sign. */
struct str number_between(
    struct arena *arena, double value, struct interval in);
struct str number_error(struct arena *arena, double value, double error);

struct str number_plain(struct arena *arena, double value); /* "-0.3125" */

#endif
