#ifndef POLICY_READINESS_H
#define POLICY_READINESS_H

#include "policy/survey.h"

/*
 * What an auditor would find, worst first, each with what to do about it:
 *
 *	design		(Type I) what is asked for and answered by nothing, a
 *			policy that nobody stated, a review that is late
 *	operation	(Type II) what did not run as the policy states, on the
 *			day or over the time of the survey
 *
 * Only frameworks that the policy switches on are looked at.  Controls that
 * have the same cause share a line.
 */
struct readiness_line {
	unsigned weight; /* more is worse */
	struct str what, remedy;
	struct str place; /* "/policy/edit", or STR_NONE */
	struct {
		const struct coverage **v;
		size_t n, cap;
	} controls;
};

struct readiness_lines {
	struct readiness_line *v;
	size_t n, cap;
};

struct readiness {
	struct readiness_lines design, operation;
	size_t controls;           /* of what is switched on */
	size_t operated, did_not;  /* of those that ask people */
	size_t whole, part, empty; /* answered wholly, in part, by nothing */
};

enum err_code readiness_of(const struct survey *survey, struct arena *arena,
    struct readiness *out, struct err *err) MUST_USE;

#endif
