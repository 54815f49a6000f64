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
 * there.  An empty role is developer for somebody new; any other empty field,
 * and a column that is missing, leaves what is.  A team that is not there is
 * made, and somebody new with the role lead leads it.  A manager is an
 * address, of somebody here or of another line.
 *
 *	roster_read ──▶ lines and what is wrong with them
 *	roster_compare ──▶ what would change
 *	roster_apply ──▶ all of it, or nothing
 */
#define ROSTER_MAX          (16u << 20) /* bytes of CSV */
#define ROSTER_LINES_MAX    50000
#define ROSTER_PROBLEMS_MAX 100 /* told; the rest is counted */

enum roster_action { ROSTER_ADD, ROSTER_CHANGE, ROSTER_SAME };

struct roster_line {
	size_t line; /* in the file, from 1 */
	struct str email, name, team, manager, employment;
	enum person_role role;
	bool has_role;
	enum roster_action action; /* after roster_compare */
	struct id person;          /* unless ROSTER_ADD */
	struct str what; /* "role developer to lead, team to payments" */
};

struct roster_problem {
	size_t line; /* 0: the whole file */
	struct str text;
};

struct roster {
	struct {
		struct roster_line *v;
		size_t n, cap;
	} lines;
	struct {
		struct roster_problem *v;
		size_t n, cap;
	} problems;
	size_t problems_total;
	size_t adds, changes, same; /* after roster_compare */
};

/* ERR_SYNTAX where it is no CSV (the text names the line); what is wrong with
   single lines goes to out->problems. */
enum err_code roster_read(struct str csv, struct arena *arena,
    struct roster *out, struct err *err) MUST_USE;

/* Fills in what would happen, and finds what only the database knows. */
enum err_code roster_compare(struct db *db, struct arena *arena,
    struct roster *roster, struct err *err) MUST_USE;

/* Compares and applies, in the caller's write.  ERR_INVALID, with nothing
   changed, while there is a problem.  invite: a mail to each who is new. */
enum err_code roster_apply(struct db *db, struct arena *arena, struct id actor,
    struct roster *roster, bool invite, struct err *err) MUST_USE;

#endif
