#ifndef POLICY_VERDICT_H
#define POLICY_VERDICT_H

#include "policy/coverage.h"
#include "policy/duty.h"
#include "policy/operation.h"
#include "policy/tally.h"

/*
 * What the evidence of training says of one control.  It never says that a
 * control is met: that is an auditor's to say, of more than training.
 *
 *	operated as the policy states: 41 people, nobody overdue, 2 still in
 *	time
 *	did not, since 4 November 2026: 3 of 41 people overdue
 *	nothing here answers A.6.8 yet: publish a reporting channel
 *
 * Each in the same words on every face.
 */
enum verdict_state {
	VERDICT_OPERATED,
	VERDICT_NOT,    /* somebody is overdue */
	VERDICT_NOBODY, /* an obligation, and nobody whom it asks */
	VERDICT_OTHER,  /* answered by documents or records alone */
	VERDICT_GAP,    /* by nothing */
};

/* "operated", "did-not", ...; "Operated", "Did not", ... */
const char *verdict_state_name(enum verdict_state state);
const char *verdict_state_title(enum verdict_state state);

struct verdict {
	enum verdict_state state;
	struct str sentence;
	const struct tally_control *tally; /* NULL where nobody is asked */
};

/* On the tally's day; duties are those that the organisation itself owes then.
   The sentence lives in the arena. */
enum err_code verdict_of(const struct coverage *coverage,
    const struct tally *tally, const struct duties *duties, struct arena *arena,
    struct verdict *out, struct err *err) MUST_USE;

/* Over a time; duties as they stand at its end. */
enum err_code verdict_over(const struct coverage *coverage,
    const struct operation *operation, const struct tally *tally,
    const struct duties *duties, struct arena *arena, struct verdict *out,
    struct err *err) MUST_USE;

/* The organisation's duty of an obligation, or NULL. */
const struct duty *verdict_duty(
    const struct duties *duties, const struct policy_obligation *obligation);

/*
 * How one thing stands with each control that it answers:
 *
 *	SAMM EG-1-A until 3 March 2027; not PCI DSS 6.2.2 since 4 November
 *	2026, because ...
 */
struct verdict_thing {
	const struct policy_obligation *obligation;
	const struct policy_thing *thing;
	struct str title;
	struct str sentence;
	struct str reason; /* of the policy's own date */
	struct due due;
};

struct verdict_things {
	struct verdict_thing *v;
	size_t n, cap;
};

enum err_code verdict_person(struct tallies *tallies, struct id person,
    int64_t at, struct arena *arena, struct verdict_things *out,
    struct err *err) MUST_USE;

/* "Secure coding", "SQL second order", "the policy". */
struct str verdict_thing_title(const struct catalog *catalog,
    const struct policy_thing *thing, struct arena *arena);

#endif
