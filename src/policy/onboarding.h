#ifndef POLICY_ONBOARDING_H
#define POLICY_ONBOARDING_H

#include "learn/assignment.h"

/*
 * The default obligation, until an organisation publishes its own policy:
 * everybody takes every course within 30 days of joining.
 *
 *	"because you joined on 3 March 2026, and everybody takes "Security
 *	awareness for everybody" within 30 days of joining"
 */
#define ONBOARDING_DAYS 30

/* Assigns what a person has not been asked for yet by this rule; again is
   harmless (the facts' ids are made of person and module).  Inside a write;
   ledger_wake() after its commit.  *made counts, and may be NULL. */
enum err_code onboarding_assign(struct db *db, const struct catalog *catalog,
    struct arena *arena, struct id person, int64_t joined, unsigned *made,
    struct err *err) MUST_USE;

/* The same for everybody who is here and has not been asked: after somebody
   joined, and now and then, by the job runner.  *made counts. */
enum err_code onboarding_run(
    const struct learn *learn, unsigned *made, struct err *err) MUST_USE;

#endif
