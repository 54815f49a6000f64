#ifndef POLICY_OPERATION_H
#define POLICY_OPERATION_H

#include "policy/tally.h"

/*
 * How a control's obligations ran over a time, person by person:
 *
 *	in scope	────────────────────────────
 *	overdue		          ███████
 *	                          from  to
 *
 * Whoever was asked at any time of it is counted, leavers included.  Days are
 * those of people: forty people for a week are 280.
 *
 * All controls are computed together, in one pass over everybody, and kept
 * for a period and a position of the log as the tallies are.
 */
#define OPERATION_SPANS 50   /* longest first; the rest is counted */
#define OPERATION_DAYS  1100 /* of the period, at most */

struct operation_span {
	struct id person;
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	int64_t from, to; /* last instant */
	bool open;        /* it ran on at the period's end */
};

struct operation_part {
	const struct policy_obligation *obligation;
	uint64_t people, people_overdue;
	uint64_t days, days_overdue;
};

struct operation {
	struct str control; /* "pci:6.2.2" */
	int64_t from, to;   /* last instant */
	uint64_t people, people_overdue;
	uint64_t days, days_overdue;
	int64_t first; /* that somebody was overdue, within it; or 0 */
	struct {
		struct operation_part *v;
		size_t n, cap;
	} parts;
	struct {
		struct operation_span *v;
		size_t n, cap;
	} spans; /* longest first */
	uint64_t n_spans;
};

struct operations {
	struct operation *v;
	size_t n, cap;
};

/* From the first instant of a day to the last one of another.  ERR_INVALID
   for a time that ends before it begins, is too long, or is still to come. */
enum err_code operations_over(struct tallies *tallies, int64_t from, int64_t to,
    struct arena *arena, struct operations *out, struct err *err) MUST_USE;

/* NULL where no obligation in force in the period names it. */
const struct operation *operation_control(
    const struct operations *operations, struct str name);

#endif
