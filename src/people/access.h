#ifndef PEOPLE_ACCESS_H
#define PEOPLE_ACCESS_H

#include "people/person.h"

/*
 * Who may reach which system, since when, and who says so:
 *
 *	access_grant  ──▶ fact access.granted ──▶ a row that stands
 *	access_revoke ──▶ fact access.revoked ──▶ its end
 *
 * A grant is told apart by person, system, level and source: what a file
 * says is ended by that file's source and by no other.  since is when it
 * holds, since_known when it was recorded; likewise its end.
 */
struct access {
	struct id person;
	struct str name, email; /* of the person */
	bool gone;              /* the person has left */
	struct str system, level, source;
	struct str login; /* in that system, or STR_NONE */
	int64_t since, since_known;
	int64_t until, until_known; /* 0: no end is known */
};

struct accesses {
	struct access *v;
	size_t n, cap;
};

/* Words as people/words.h has them: "repositories", "admin", "csv". */
struct access_key {
	struct str system, level, source;
};

/*
 * Inside a write; ledger_wake() after its commit.  actor is an administrator
 * or PERSON_PROGRAM, else ERR_DENIED; a person who is not there is
 * ERR_NOT_FOUND.  What stands already, and the end of what does not stand, is
 * no error and writes no fact: *done says whether one was written (may be
 * NULL).  from and until in the future, or an end before the beginning:
 * ERR_INVALID.  0 is now.
 */
enum err_code access_grant(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t from,
    struct str login, bool *done, struct err *err) MUST_USE;
enum err_code access_revoke(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t until, bool *done,
    struct err *err) MUST_USE;

/*
 * Everybody's for an administrator, security lead, auditor and
 * PERSON_PROGRAM; one's own for others.  By system, then name.
 */
struct access_ask {
	struct id person;  /* or none: of all */
	struct str system; /* or STR_NONE */
	bool with_ended;
	unsigned most, skip;
};
enum err_code access_list(struct db *db, struct arena *arena, struct id viewer,
    const struct access_ask *ask, struct accesses *out,
    struct err *err) MUST_USE;

/* The systems in which anybody stands, at most 500: for an administrator,
   security lead or auditor; empty for others. */
struct access_system {
	struct str name;
	int64_t people, privileged, gone; /* privileged: or admin */
};
struct access_systems {
	struct access_system *v;
	size_t n, cap;
};
enum err_code access_system_list(struct db *db, struct arena *arena,
    struct id viewer, struct access_systems *out, struct err *err) MUST_USE;

#endif
