#ifndef POLICY_ANSWER_PART_H
#define POLICY_ANSWER_PART_H

#include "people/person.h"
#include "policy/answer.h"

/* Inside policy/answer*.c only: each thing that the control asks for, with
   what answers it.  The rest of *a is filled. */
enum err_code answer_asks(const struct answer_world *world, struct arena *arena,
    struct answer *a, struct err *err) MUST_USE;

#endif
