#ifndef POLICY_BY_HAND_H
#define POLICY_BY_HAND_H

#include "policy/agenda.h"

/*
 * What a lead does in person for the own team, and an administrator or a
 * security lead for anybody: asks for a module with a reason and a date, or
 * reminds with a reason.  Both are facts with the actor in them.
 *
 * viewer is who acts, or PERSON_PROGRAM.  ERR_NOT_FOUND for somebody who is
 * not of their teams, ERR_INVALID for what is missing, ERR_CONFLICT where
 * there is nothing to remind of, no mail goes out here, or it is asked for
 * already; ERR_BUSY where the person was reminded by hand today.
 * ledger_wake() is done.
 */
#define BY_HAND_REASON 500 /* bytes, in one line */
#define BY_HAND_DAYS   730 /* the latest date, from today */

struct by_hand {
	struct engine *engine;
	struct learn learn;
	struct id viewer, person;
	struct str reason;
	struct str module; /* of an asking */
	struct str date;   /* "2026-12-01", likewise */
};

/* One mail, at once or when their quiet hours end, and at most one a day and
   person, whoever asks. */
enum err_code by_hand_nudge(const struct by_hand *in, struct err *err) MUST_USE;

enum err_code by_hand_assign(
    const struct by_hand *in, struct err *err) MUST_USE;

/* Whom a lead may ask: the members of the teams they lead. */
struct by_hand_person {
	struct id id;
	struct str name, email;
};

struct by_hand_people {
	struct by_hand_person *v;
	size_t n, cap;
};

enum err_code by_hand_people(struct db *db, struct id viewer,
    struct arena *arena, struct by_hand_people *out, struct err *err) MUST_USE;

#endif
