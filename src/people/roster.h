#ifndef PEOPLE_ROSTER_H
#define PEOPLE_ROSTER_H

#include "people/person.h"

/*
 * People by CSV:
 *
 *	email,name,role,team,manager,employment
 *	ada@acme.example,Ada Lovelace,developer,payments,grace@acme.example,
 *
 * The first line names the columns, in any order; email and name must be
 * there.  Further ones: unit; duties and stacks, lists parted by semicolons;
 * zone, an IANA name; starts and last_day, dates; external, what the HR
 * system calls them; effective, since when what changes holds.
 *
 * An empty role is developer for somebody new; any other empty field, and a
 * column that is missing, leaves what is.  A team that is not there is made,
 * and somebody new with the role lead leads it.  A manager is an address, of
 * somebody here or of another line.
 *
 * A person is found by external first, then by e-mail: a new address beside a
 * known external is a change of address.  Who left and is in the file comes
 * back.  What lies ahead (effective, last_day) waits for the import of its
 * day.
 *
 *	roster_read ──▶ lines and what is wrong with them
 *	roster_compare ──▶ what would change
 *	roster_apply ──▶ all of it, or nothing
 */
#define ROSTER_MAX          ((size_t)128 << 20) /* bytes of CSV */
#define ROSTER_LINES_MAX    500000
#define ROSTER_MEMORY       ((size_t)1 << 30) /* enough for as many lines */
#define ROSTER_PROBLEMS_MAX 100               /* told; the rest is counted */
#define ROSTER_LEAVERS_MAX  20 /* percent that may leave unasked */

enum roster_action {
	ROSTER_SAME,
	ROSTER_ADD,
	ROSTER_CHANGE,
	ROSTER_RETURN,
	ROSTER_LEAVE,
	ROSTER_LATER, /* waits for its day */
	ROSTER_ACTIONS
};

struct roster_line {
	size_t line; /* in the file, from 1; 0: missing from it */
	struct str email, name, team, manager, employment, unit, zone, external;
	struct str duties, stacks;           /* JSON; STR_NONE: not said */
	int64_t starts, last_day, effective; /* 0: not said */
	enum person_role role;
	bool has_role;
	enum roster_action action; /* after roster_compare */
	struct id person;          /* ROSTER_ADD: the new one's */
	struct str what; /* "role developer to lead, team to payments" */
	size_t known;    /* among those here, or SIZE_MAX: inside people */
};

struct roster_lines {
	struct roster_line *v;
	size_t n, cap;
};

struct roster_problem {
	size_t line; /* 0: the whole file */
	struct str text;
};

struct roster {
	/* Set between reading and comparing: who is here and not in the file
	   has left; even where that is a large part. */
	bool whole, even_many;
	struct roster_lines lines;
	struct roster_lines gone; /* where whole is set; ROSTER_LEAVE */
	struct {
		struct roster_problem *v;
		size_t n, cap;
	} problems;
	size_t problems_total;
	size_t counts[ROSTER_ACTIONS]; /* after roster_compare */
	size_t read_problems, read_total;
};

/* "add", "change", ... */
const char *roster_action_name(enum roster_action action);

/* How many people or lines something happens to. */
size_t roster_changes(const struct roster *roster);

/* ERR_SYNTAX where it is no CSV (the text names the line); what is wrong with
   single lines goes to out->problems.  Borrows from csv. */
enum err_code roster_read(struct str csv, struct arena *arena,
    struct roster *out, struct err *err) MUST_USE;

/* Fills in what would happen, and finds what only the database knows: a
   manager who is nowhere, managers in a circle, an address that is another's,
   one person on two lines.  Reads everybody once, whatever is in the file. */
enum err_code roster_compare(struct db *db, struct arena *arena,
    struct roster *roster, struct err *err) MUST_USE;

/* Compares and applies, in the caller's write.  ERR_INVALID, with nothing
   changed, while there is a problem.  invite: a mail to each who is new or
   back. */
enum err_code roster_apply(struct db *db, struct arena *arena, struct id actor,
    struct roster *roster, bool invite, struct err *err) MUST_USE;

#endif
