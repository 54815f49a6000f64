#ifndef PEOPLE_ABSENCE_H
#define PEOPLE_ABSENCE_H

#include "people/person.h"

/*
 * A leave: from its first day to its last, or open.  Each word about it is a
 * fact leave.recorded; the last one decides, and a withdrawn leave never was.
 * Why somebody is away is nobody's business here: no reason is kept.
 */
struct absence {
	struct id id;
	int64_t from, to; /* to: its last instant; 0: open */
	bool withdrawn;
	int64_t known;
};

struct absences {
	struct absence *v;
	size_t n, cap;
};

/*
 * Inside a write; ledger_wake() after its commit.  actor is an administrator
 * or PERSON_PROGRAM.  *leave none: a new one, whose id comes back; else that
 * one gets new days.  Leaves may lie ahead, at most three years.  ERR_INVALID
 * where the last day is before the first, ERR_NOT_FOUND for a leave that is
 * not this person's.
 */
enum err_code absence_record(struct db *db, struct arena *arena,
    struct id actor, struct id person, int64_t from, int64_t to,
    struct str source, struct id *leave, struct err *err) MUST_USE;
enum err_code absence_withdraw(struct db *db, struct arena *arena,
    struct id actor, struct id person, struct id leave, struct str source,
    struct err *err) MUST_USE;

/* Newest first: one's own, and anybody's for an administrator, security lead,
   auditor or PERSON_PROGRAM. */
#define ABSENCE_MOST 200
enum err_code absence_list(struct db *db, struct arena *arena, struct id viewer,
    struct id person, struct absences *out, struct err *err) MUST_USE;

#endif
