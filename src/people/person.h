#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "ledger/view.h"
#include "people/role.h"

/*
 * Somebody of the organisation, as the facts so far say:
 *
 *	person_add     ──▶ fact person.joined  ──▶ row of table person
 *	person_change  ──▶ fact person.changed ──▶ the row closes, another opens
 *	person_leave   ──▶ fact person.left    ──▶ likewise; sign-in is over
 *
 * The table follows its facts within moments (ledger_wait), so whoever was
 * just added is found by e-mail in account at once and in person a little
 * later.  E-mail addresses are kept in lower case and are taken once.
 */
struct person {
	struct id id;
	struct str name, email;
	enum person_role role;
	struct id team; /* none: in no team */
	struct str team_name;
	struct id manager;
	struct str employment;
	struct str stacks;     /* canonical JSON list of tab ids, or STR_NONE */
	struct str unit, zone; /* "Europe/Vienna"; STR_NONE: not known */
	struct str duties;     /* as stacks: ["on-call","reviewer"] */
	struct str external;   /* what the HR system calls them, or STR_NONE */
	int64_t joined;        /* the first day of the employment that runs */
	int64_t left_at;       /* the last instant they were here, or 0 */
	bool left;
};

struct persons {
	struct person *v;
	size_t n, cap;
};

#define PERSON_NAME_MAX  200
#define PERSON_EMAIL_MAX 254

/* One @, a domain with a dot, visible ASCII: what a mail header can take
   without quoting.  Gives it back in lower case. */
enum err_code person_email_read(struct str text, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

/* Current persons; one who left is found by id only. */
enum err_code person_get(struct db *db, struct arena *arena, struct id id,
    struct person *out, struct err *err) MUST_USE;
enum err_code person_by_email(struct db *db, struct arena *arena,
    struct str email, bool *found, struct person *out,
    struct err *err) MUST_USE;

/* By name: for an administrator, security lead, auditor or PERSON_PROGRAM
   everybody; for others ERR_DENIED. */
enum err_code person_list(struct db *db, struct arena *arena, struct id viewer,
    bool with_left, struct persons *out, struct err *err) MUST_USE;

/* What is not known is STR_NONE or none. */
struct person_new {
	struct id id; /* none: made by person_add */
	struct str name, email;
	enum person_role role;
	struct id team, manager;
	struct str employment, external, unit, zone;
	struct str stacks, duties; /* JSON lists: people/words.h */
	struct str source;         /* "setup", "admin", "roster" */
	int64_t starts;            /* the first day; 0: now */
};

#define PERSON_UNIT_MAX     100
#define PERSON_EXTERNAL_MAX 100

/* Who acts where nobody is signed in: setup, the terminal, a job. */
#define PERSON_PROGRAM                                                       \
	((struct id){{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, \
	    255, 255, 255, 255, 255}})

/*
 * Inside a write; call ledger_wake() after its commit.  actor is an
 * administrator or PERSON_PROGRAM: anybody else is ERR_DENIED.  ERR_INVALID
 * names the field; ERR_CONFLICT an address that is taken.
 */
enum err_code person_add(struct db *db, struct arena *arena, struct id actor,
    const struct person_new *in, struct id *out, struct err *err) MUST_USE;

/*
 * Only what is set changes; nothing changed writes no fact.  effective is
 * since when it holds: not before the first day, not in the future; what
 * something later has spoken of stays as that said.  Of somebody who has not
 * begun yet a change holds from their first day.
 */
struct person_change {
	struct str name, email;       /* STR_NONE: as it is */
	const enum person_role *role; /* NULL: as it is */
	struct id team, manager;      /* none: as it is */
	bool no_team, no_manager, no_unit;
	struct str employment, stacks, external, unit, duties, zone;
	struct str source;
	int64_t effective; /* 0: now */
	int64_t starts;    /* corrects the first day; 0: as it is */
};
enum err_code person_change(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_change *in, struct err *err) MUST_USE;

/* Sessions and links end with it.  The last administrator cannot leave, nor
   take another role: ERR_CONFLICT. */
enum err_code person_leave(struct db *db, struct arena *arena, struct id actor,
    struct id person, struct str reason, struct str source,
    struct err *err) MUST_USE;

/* As person_leave, at the end of a day gone by: ERR_INVALID for one that is
   not over, or before the first. */
enum err_code person_leave_on(struct db *db, struct arena *arena,
    struct id actor, struct id person, int64_t last_day, struct str reason,
    struct str source, struct err *err) MUST_USE;

/*
 * Somebody who left is here again: the same person with all they proved.
 * What in leaves out is as it was, but the team, the manager and the role,
 * which are the new ones; their account opens without password or second
 * factor.  ERR_CONFLICT where they are here; ERR_INVALID for a first day before
 * they left.
 */
enum err_code person_return(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_new *in, struct err *err) MUST_USE;

/* Tables person, person_change and team. */
extern const struct ledger_view people_view;

#endif
