#ifndef LEARN_MISCONCEPTION_H
#define LEARN_MISCONCEPTION_H

#include "learn/attempt.h"
#include "stats/interval.h"

/*
 * Which wrong beliefs a team holds: every distractor names the misconception
 * it catches, and the first answers of the team's members to such questions
 * say how many took it.
 *
 *	team      belief               taken        of their answers
 *	payments  blacklist-characters 9 of 31      .29 (.16-.47)
 *
 * For the lead of the team; for administrators and security leads, of all
 * teams.  A team of fewer than MISCONCEPTION_LEAST people who answered is not
 * broken down: one could tell who it was.  In a larger one nobody but they
 * themselves knows who was asked what.
 */
#define MISCONCEPTION_LEAST 5

struct misconception {
	struct str belief;
	struct str module_id, title; /* the first that asks about it */
	uint64_t n, taken;           /* answers where it could be chosen */
	double share;
	struct interval share_in; /* Wilson */
};

struct misconception_team {
	struct id id;
	struct str name;
	uint64_t people;  /* members with answers */
	bool too_few;     /* then there are no beliefs below */
	uint64_t untaken; /* beliefs that nobody showed; not listed */
	struct {
		struct misconception *v; /* surest first: by the lower limit */
		size_t n, cap;
	} beliefs;
};

struct misconceptions {
	struct misconception_team *v; /* teams with members who answered */
	size_t n, cap;
};

enum err_code misconception_list(const struct learn *learn, struct id viewer,
    struct arena *arena, struct misconceptions *out, struct err *err) MUST_USE;

#endif
