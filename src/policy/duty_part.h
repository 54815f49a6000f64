#ifndef POLICY_DUTY_PART_H
#define POLICY_DUTY_PART_H

#include "policy/duty.h"

/* Within the folder: what shows from the data, into d->gaps and d->shows. */
enum err_code duty_from_data(const struct duty_ask *ask,
    const struct policy *policy, struct arena *arena, struct duty *d,
    struct err *err) MUST_USE;

enum err_code duty_gap(struct duty *d, struct arena *arena, struct err *err,
    const char *fmt, ...) PRINTF(4, 5);

/* duty_people.c: by who is here. */
enum err_code duty_curriculum(const struct duty_ask *ask,
    const struct policy *policy, struct arena *arena, struct duty *d,
    struct err *err) MUST_USE;
enum err_code duty_third_party(const struct duty_ask *ask, struct arena *arena,
    struct duty *d, struct err *err) MUST_USE;

#endif
