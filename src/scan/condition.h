#ifndef SCAN_CONDITION_H
#define SCAN_CONDITION_H

#include "scan/formula.h"

/* Whether metavariable-regex, -pattern, -comparison or -analysis holds of a
   match; what a pattern binds is added to it. */
enum err_code condition_holds(struct formula_run *run,
    const struct condition *c, struct match *match, bool *out) MUST_USE;

#endif
