#ifndef POLICY_SURVEY_H
#define POLICY_SURVEY_H

#include "policy/duty.h"
#include "policy/verdict.h"

/*
 * All controls at once, as pages and commands show them: what answers each,
 * how everybody stands on a day, and, where a time is asked about, how it ran.
 */
struct survey_ask {
	struct id viewer; /* or PERSON_PROGRAM */
	int64_t at;       /* any instant of the day; 0: now */
	int64_t from, to; /* first instants of the first and the last day, as
			     if in UTC; 0: no period.  Given, at is not
			     looked at: the day is the last one */
};

struct survey {
	struct coverage_world world;
	struct coverages coverages; /* of what is switched on first */
	struct tally tally;
	struct duties duties; /* the organisation's, on that day */
	bool over;
	int64_t from, to; /* the instants, by the policy's days */
	struct operations operations;
};

/* ERR_DENIED for others than administrators, security leads, auditors. */
enum err_code survey_allowed(struct tallies *tallies, struct id viewer,
    struct arena *arena, struct err *err) MUST_USE;

/* Asks survey_allowed first. */
enum err_code survey_take(struct tallies *tallies, const struct labs *labs,
    const struct survey_ask *ask, struct arena *arena, struct survey *out,
    struct err *err) MUST_USE;

/* ERR_NOT_FOUND for a control that there is not. */
enum err_code survey_find(const struct survey *survey, struct str framework,
    struct str id, const struct coverage **out, struct err *err) MUST_USE;

/* Where an obligation of a control gives more first days than the framework
   allows: "\"Incidents\" gives 30 first days, and nist-800-53:IR-2 allows 10
   with privileged access"; else STR_NONE. */
enum err_code survey_days(const struct survey *survey,
    const struct coverage *coverage, size_t obligation, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

/* On the day, or over the time where one was asked about. */
enum err_code survey_verdict(const struct survey *survey,
    const struct coverage *coverage, struct arena *arena, struct verdict *out,
    struct err *err) MUST_USE;

/* "2026-01-31", "2026-12-31": both or none.  ERR_INVALID says what is wrong. */
enum err_code survey_period(struct str from, struct str to,
    struct survey_ask *out, struct err *err) MUST_USE;

#endif
