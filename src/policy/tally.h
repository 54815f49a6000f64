#ifndef POLICY_TALLY_H
#define POLICY_TALLY_H

#include "policy/engine.h"

/*
 * How everybody stands with what each control rests on, on one day:
 *
 *	tallies_new ──▶ a cache over the engine
 *	tally_at ──▶ counts of every control for the end of a day, from the
 *	    cache, or in one pass over everybody
 *
 * The pass judges each obligation once by the period that the policy states,
 * which is what controls without a period of their own are held to.  A control
 * that has one is then judged by it, for the obligations that name it and no
 * others.  What is counted is a person: of the things of an
 * obligation, and of the obligations of a control, the worst state is theirs.
 *
 * A tally is kept for a day and a position of the log; an answer is never
 * older than the log was when it was asked for.  One cache serves all
 * threads; they wait for each other's pass rather than run it twice.
 */
#define TALLY_KEPT  8  /* days */
#define TALLY_WORST 20 /* persons named with a count */

struct tally_person {
	struct id person;
	int64_t due; /* the last instant in time */
};

struct tally_count {
	uint64_t people; /* current + due + overdue + excused */
	uint64_t current, due, overdue, excused;
	int64_t since;                          /* the first missed; or 0 */
	struct tally_person worst[TALLY_WORST]; /* longest overdue first */
	size_t n_worst;
};

struct tally_part {
	const struct policy_obligation *obligation;
	struct tally_count count;
};

struct tally_control {
	struct str name; /* "pci:6.2.2" */
	bool own_period; /* judged by the control's, not the policy's */
	struct tally_count all;
	struct {
		struct tally_part *v;
		size_t n, cap;
	} parts; /* the personal obligations that name it */
};

struct tally {
	int64_t now;                 /* the last instant of the day */
	const struct policy *policy; /* in force then */
	struct {
		struct tally_control *v;
		size_t n, cap;
	} controls; /* that some obligation names */
};

struct tallies;

enum err_code tallies_new(struct store *store, const struct catalog *catalog,
    struct engine *engine, struct tallies **out, struct err *err) MUST_USE;
void tallies_free(struct tallies *tallies); /* NULL is fine */

/* Of the day that holds the instant.  *out lives in the arena, but for the
   policy, which is the engine's. */
enum err_code tally_at(struct tallies *tallies, int64_t at, struct arena *arena,
    struct tally *out, struct err *err) MUST_USE;

/* NULL where no obligation of the policy names it. */
const struct tally_control *tally_control(
    const struct tally *tally, struct str name);

struct engine *tallies_engine(const struct tallies *tallies);
const struct catalog *tallies_catalog(const struct tallies *tallies);

/* The last instant of the day that holds an instant, by the policy's days. */
int64_t tally_day_end(const struct policy *policy, int64_t at);

/* "4 November 2026", by the policy's days. */
struct str tally_date(
    struct arena *arena, const struct policy *policy, int64_t at);

#endif
