#ifndef POLICY_OUTSIDE_H
#define POLICY_OUTSIDE_H

#include "policy/document.h"

/*
 * How long what was proved elsewhere, or set as done, stands: as long as the
 * module would, had it been passed here on that day, and no longer.  Where
 * several obligations ask for it, the longest of theirs (the engine judges
 * each by its own); where none does, its course's.  0: without end.
 */
enum err_code outside_until(const struct policy *policy,
    const struct catalog *catalog, struct str module, int64_t completed,
    struct arena *arena, int64_t *until, struct err *err) MUST_USE;

#endif
