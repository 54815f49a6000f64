#ifndef POLICY_GATE_SUM_H
#define POLICY_GATE_SUM_H

#include "policy/gate_desk.h"

/*
 * Each gate, and how those stand at it who reach the system: whose access is
 * recorded and stands now.  Nothing is recorded by looking.
 */
struct gate_sum {
	struct str system, title;
	bool fail_open, revoke;
	unsigned grace_days, stale_minutes;
	uint64_t n; /* who reach it */
	uint64_t by[GATE_STATES];
};

struct gate_denied {
	struct id person;
	struct str name, email, system, reason;
};

struct gate_sums {
	struct {
		struct gate_sum *v;
		size_t n, cap;
	} gates; /* in the policy's order */
	struct {
		struct gate_denied *v;
		size_t n, cap;
	} denied;      /* as many as were asked for */
	uint64_t more; /* denied and not in the list */
	unsigned version;
};

/* viewer as gate_opened_list. */
enum err_code gate_sum(struct gate_desk *desk, struct id viewer, int64_t now,
    unsigned most, struct arena *arena, struct gate_sums *out,
    struct err *err) MUST_USE;

#endif
