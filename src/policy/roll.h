#ifndef POLICY_ROLL_H
#define POLICY_ROLL_H

#include "policy/coverage.h"
#include "policy/tally.h"

/*
 * The people behind a verdict: a row for each thing that the control's
 * obligations ask of somebody, worst first: overdue for longest, then due
 * next, then current, then excused.  Judged as the verdict is, by the
 * control's own period where it has one.
 */
struct roll_row {
	struct id person;
	struct str name, email;
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	enum due_state state;
	int64_t due, valid_until; /* last instants; 0: none */
	int64_t done;             /* when what counts was done; 0: nothing */
	enum due_how how;
	struct str reason; /* with a page only */
};

struct roll_ask {
	const struct coverage *coverage;
	int64_t now; /* last instant of a day */
	bool some;   /* of one state alone: */
	enum due_state state;
	size_t from, most; /* of a page: rows; most 0: all of them */
};

struct roll {
	struct roll_row *v;
	size_t n, cap;
	size_t total; /* that there are */
};

/* The names of all rows live in the arena, whose ceiling is that of all. */
enum err_code roll_call(struct tallies *tallies, const struct roll_ask *ask,
    struct arena *arena, struct roll *out, struct err *err) MUST_USE;

#endif
