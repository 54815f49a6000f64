#ifndef POLICY_TEAM_AGENDA_H
#define POLICY_TEAM_AGENDA_H

#include "policy/agenda.h"

/*
 * The people of the teams that somebody leads, each with what is asked of
 * them, done or not: the same list as everybody has of themselves.
 *
 *	Mira	overdue   2026-03-11	Signing the policy
 *		due	  2026-03-31	Module m1	70 %, 2 attempts
 *	Tom	completed		Module m1	90 %, attested
 *	Una	(nothing is asked)
 */
struct team_line {
	struct id person;
	struct str name;
	bool asked; /* false: nothing is, and item is not set */
	struct agenda_item item;
	unsigned attempts, best; /* of a module */
	int64_t attested;        /* likewise; 0: not */
};

struct team_agenda {
	struct team_line *v; /* a person's lines together, by date */
	size_t n, cap;
	/* Each person stands where the worst of what is asked of them does, so
	   that the three add up to everybody. */
	size_t people, current, due, overdue;
};

/* viewer is who asks: without a team of theirs there are no lines.  The engine
   is followed. */
enum err_code team_agenda_of(struct engine *engine, const struct learn *learn,
    struct id viewer, int64_t now, struct arena *arena, struct team_agenda *out,
    struct err *err) MUST_USE;

#endif
