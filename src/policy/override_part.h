#ifndef POLICY_OVERRIDE_PART_H
#define POLICY_OVERRIDE_PART_H

#include "policy/override.h"

/* Within the folder: one more thing wrong with a line. */
enum err_code override_problem(struct override *o, struct arena *arena,
    size_t line, const char *text, struct err *err) MUST_USE;

#endif
