#ifndef POLICY_GATE_JUDGE_H
#define POLICY_GATE_JUDGE_H

#include "policy/gate.h"

/* What somebody owes, as a gate sees it.  Inside src/policy. */
struct gate_terms {
	struct str system;
	unsigned grace_days;
	const struct zone *zone; /* whose days count; NULL: UTC */
	int64_t now;
};

/*
 * The state that all of owed comes to: the worst of what stands at the gate.
 * Sets out's reason, allow and state, nothing else; reasons are taken from
 * owed where it has them.
 */
enum err_code gate_judge(const struct owed_list *owed,
    const struct gate_terms *terms, struct arena *arena,
    struct gate_answer *out, struct err *err) MUST_USE;

#endif
