#ifndef POLICY_COVERAGE_PART_H
#define POLICY_COVERAGE_PART_H

#include "people/person.h"
#include "policy/coverage.h"

/* Inside policy/coverage*.c only: each thing that the control asks for, with
   what answers it.  The rest of *a is filled. */
enum err_code coverage_asks(const struct coverage_world *world, struct arena *arena,
    struct coverage *a, struct err *err) MUST_USE;

#endif
