#ifndef PEOPLE_ACCESS_PLAN_H
#define PEOPLE_ACCESS_PLAN_H

#include "people/access.h"

/*
 * What a file says of access, beside what stands:
 *
 *	access_csv_read     a CSV: email, login, system, level, since, until
 *	forge_members_read  a forge's own list (people/forge_members.h)
 *	      │
 *	access_plan ──▶ + ada@acme.example production admin
 *	      │         - ken@acme.example production user
 *	access_plan_apply ──▶ all of it, or nothing
 *
 * A file speaks for one source.  It adds what it says; only where it is the
 * whole of that source (complete) does what it does not say end.  Somebody is
 * found by e-mail, by the login of an access that stands in this source, by
 * an external id "<source>:<login>", or by a list of logins that was handed
 * over; nobody is guessed, and two of these that disagree are a problem.
 */
#define ACCESS_FILE_MAX     ((size_t)32 << 20)
#define ACCESS_MEMORY       ((size_t)512 << 20) /* enough for as much */
#define ACCESS_WISHES_MAX   200000
#define ACCESS_PROBLEMS_MAX 100 /* told; the rest is counted */

/* More ends than this, in percent and in number, are asked about first: a
   list cut short looks like many who lost their access. */
#define ACCESS_ENDS_MAX  20
#define ACCESS_ENDS_FEW  5
#define ACCESS_LOGIN_MAX 200

struct access_wish {
	size_t line; /* of a CSV; of a forge's list, which one */
	struct str email, login, system, level; /* email, login: or "" */
	int64_t since, until; /* 0: not said; until: its last instant */
	bool machine;         /* a bot: listed, never granted */
	bool blocked;         /* may not get in: as if it were not there */
	bool wrong;           /* a problem tells of it */
};

struct access_problem {
	size_t line; /* 0: the whole file */
	struct str text;
};

struct access_problems {
	struct access_problem *v;
	size_t n, cap, total;
};

struct access_wishes {
	struct access_wish *v;
	size_t n, cap;
	struct str source;
	struct str
	    system; /* a forge's list is whole for this one; or STR_NONE */
	bool strangers_pass; /* who is nobody here is listed, no problem */
	bool complete, even_many;
	struct access_problems problems;
};

enum access_action {
	ACCESS_SAME,
	ACCESS_GRANT,
	ACCESS_REVOKE,
	ACCESS_PAST,  /* it was, and is over: both at once */
	ACCESS_LATER, /* waits for its day */
	ACCESS_ACTIONS
};

struct access_change {
	enum access_action action;
	size_t line; /* 0: not in the file */
	const struct person *person;
	struct access_key key;
	struct str login;
	int64_t since, until;
};

struct access_plan {
	struct {
		struct access_change *v; /* what is the same is only counted */
		size_t n, cap;
	} changes;
	struct {
		const struct access_wish **v;
		size_t n, cap;
	} strangers, machines;
	size_t counts[ACCESS_ACTIONS];
	struct access_problems problems; /* the file's, too */
};

/* Whose logins these are: CSV with the columns login and email.  In the arena;
   to be given to access_plan. */
struct access_logins {
	struct access_login {
		struct str login, email;
		size_t line;
	} * v;
	size_t n, cap;
};
enum err_code access_logins_read(struct str csv, struct arena *arena,
    struct access_logins *out, struct err *err) MUST_USE;

/* ERR_SYNTAX where it is no CSV; what is wrong with single lines goes to
   out->problems.  Borrows from csv.  A level that is not said is "user". */
enum err_code access_csv_read(struct str csv, struct str source,
    struct arena *arena, struct access_wishes *out, struct err *err) MUST_USE;

/* For an administrator or PERSON_PROGRAM, else ERR_DENIED.  logins: or NULL. */
enum err_code access_plan(struct db *db, struct arena *arena, struct id actor,
    const struct access_wishes *wishes, const struct access_logins *logins,
    struct access_plan *out, struct err *err) MUST_USE;

/* Plans and applies, in the caller's write; ERR_INVALID, with nothing
   changed, while there is a problem. */
enum err_code access_plan_apply(struct db *db, struct arena *arena,
    struct id actor, const struct access_wishes *wishes,
    const struct access_logins *logins, struct access_plan *out,
    struct err *err) MUST_USE;

/* "+ ada@acme.example production admin, since 2026-11-21" */
struct str access_change_show(
    const struct access_change *change, struct arena *arena);

/* Counts one more; ACCESS_PROBLEMS_MAX are kept. */
enum err_code access_problem(struct access_problems *p, struct arena *arena,
    size_t line, struct err *err, const char *fmt, ...) PRINTF(5, 6) MUST_USE;

#endif
