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

struct person_new {
	struct str name, email;
	enum person_role role;
	struct id team, manager; /* or none */
	struct str employment, external;
	struct str source; /* "setup", "admin", "roster" */
	int64_t starts;    /* 0: now */
};

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

/* Only what is set changes; nothing changed writes no fact. */
struct person_change {
	struct str name, email;       /* STR_NONE: as it is */
	const enum person_role *role; /* NULL: as it is */
	struct id team, manager;      /* none: as it is */
	bool no_team, no_manager;
	struct str employment, stacks, external;
	struct str source;
};
enum err_code person_change(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct person_change *in, struct err *err) MUST_USE;

/* Sessions and links end with it.  The last administrator cannot leave, nor
   take another role: ERR_CONFLICT. */
enum err_code person_leave(struct db *db, struct arena *arena, struct id actor,
    struct id person, struct str reason, struct str source,
    struct err *err) MUST_USE;

/* Tables person and team. */
extern const struct ledger_view people_view;

#endif
