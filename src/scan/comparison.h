#ifndef SCAN_COMPARISON_H
#define SCAN_COMPARISON_H

#include "scan/pattern.h"

/*
 * metavariable-comparison: "$X < 2048 and int($X) != 512".  Whole numbers,
 * and or not, comparisons, + - * / %, brackets, int() and str().
 */
struct comparison;

enum err_code comparison_read(struct str text, struct metavars *metavars,
    struct arena *arena, struct comparison **out, struct err *err) MUST_USE;

/* value gives the number a metavariable is bound to, false for none; a
   comparison without all its numbers does not hold. */
bool comparison_holds(const struct comparison *c,
    bool (*value)(void *ctx, unsigned metavar, int64_t *out), void *ctx);

#endif
