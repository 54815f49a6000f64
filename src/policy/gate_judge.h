#ifndef POLICY_GATE_JUDGE_H
#define POLICY_GATE_JUDGE_H

#include "policy/gate.h"

/* What somebody owes, as a gate sees it.  Inside src/policy. */
struct gate_terms {
	struct str system;
	unsigned grace_days;
	int offset_min; /* whose days are named in the reason */
	int64_t now;
};

/*
 * The state that all of owed and missing (may be NULL) comes to: the worst of
 * what stands at the gate.  Sets out's reason, allow and state, nothing else;
 * reasons are taken from owed where it has them.
 */
enum err_code gate_judge(const struct owed_list *owed,
    const struct owed_list *missing, const struct gate_terms *terms,
    struct arena *arena, struct gate_answer *out, struct err *err) MUST_USE;

/* What comes before access to the system and is not among owed, because no
   access of the person's is recorded: judged as if one were. */
enum err_code gate_missing(struct engine *engine, const struct policy *policy,
    struct id person, struct str system, int64_t at,
    const struct owed_list *owed, struct arena *arena, struct owed_list *out,
    struct err *err) MUST_USE;

#endif
