#ifndef POLICY_POLICY_DAY_H
#define POLICY_POLICY_DAY_H

#include "policy/document.h"

/*
 * Days as the policy counts them.  A day is named by its first instant as if
 * in UTC, which is what a date in a form or a file reads as.
 */
int64_t policy_day_of(const struct policy *policy, int64_t at);
int64_t policy_day_first(const struct policy *policy, int64_t day);
int64_t policy_day_last(
    const struct policy *policy, int64_t day); /* its last instant */

#endif
