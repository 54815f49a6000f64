#ifndef OUTCOMES_PROFICIENCY_H
#define OUTCOMES_PROFICIENCY_H

#include "catalog/catalog.h"
#include "stats/interval.h"
#include "store/store.h"

/*
 * What is answered rightly when a question is met for the first time, by
 * class of weakness, and within it by role, stack and system:
 *
 *	class      group         people  answers  right
 *	A05:2025   developer         14      166  .71 (.64-.77)
 *	A05:2025   lead               3           withheld
 *
 * A class is a category of OWASP's, or a module that is in none.  A system is
 * a repository; who wrote a change in which something was found belongs to it.
 * Somebody with two stacks is counted in both.
 *
 * Of fewer than PROFICIENCY_LEAST people nothing is told but how many they
 * are; and where a table would tell it by subtraction, the smallest group that
 * would is withheld as well.  One's own numbers are one's own.
 */
#define PROFICIENCY_LEAST 5

enum proficiency_reach {
	PROFICIENCY_OWN,
	PROFICIENCY_TEAM, /* of a lead */
	PROFICIENCY_ALL,  /* for administrators and security leads */
};

enum proficiency_by {
	PROFICIENCY_BY_CLASS,
	PROFICIENCY_BY_ROLE,
	PROFICIENCY_BY_STACK,
	PROFICIENCY_BY_SYSTEM,
	PROFICIENCY_BYS
};

struct proficiency_cell {
	struct str class_id; /* "A05:2025", or a module's id */
	struct str group;    /* "" by class */
	uint64_t people, n;  /* n and right are 0 where withheld */
	uint64_t right;
	double share;
	struct interval share_in; /* Wilson */
	bool withheld;
};

struct proficiency_table {
	struct proficiency_cell *v; /* by class, then group */
	size_t n, cap;
};

struct proficiency {
	uint64_t people; /* whose answers these are */
	struct proficiency_table by[PROFICIENCY_BYS];
};

/* No right is no rows. */
enum err_code proficiency_get(struct store *store,
    const struct catalog *catalog, struct id viewer,
    enum proficiency_reach reach, struct arena *arena, struct proficiency *out,
    struct err *err) MUST_USE;

#endif
