#ifndef POLICY_GATE_OPEN_H
#define POLICY_GATE_OPEN_H

#include "store/store.h"

/*
 * Break-glass: somebody whom a gate would refuse is let in for some hours.
 * A fact with a reason, a mail to whoever answers for security, and an end
 * that comes by itself.
 */
#define GATE_OPEN_MAX_MINUTES (8 * 60)
#define GATE_OPEN_REASON_MIN  10 /* bytes: a word is no reason */
#define GATE_OPEN_REASON_MAX  1000

struct gate_open {
	struct id actor; /* administrator, security lead, PERSON_PROGRAM */
	struct str email, system, reason;
	unsigned minutes;
	int64_t now;
};

/* Inside a write; ledger_wake() after its commit.  *until is the last
   instant.  ERR_NOT_FOUND for an address that is nobody's, ERR_INVALID names
   what is wrong, ERR_DENIED.  That the policy has the system is the caller's
   to look at (gate_known). */
enum err_code gate_open(struct db *db, struct arena *arena,
    const struct gate_open *in, int64_t *until, struct err *err) MUST_USE;

/* Newest first; for an administrator, a security lead, an auditor or
   PERSON_PROGRAM. */
struct gate_opened {
	struct id person;
	struct str name, email, system, reason;
	int64_t opened, until;
	struct str by; /* STR_NONE: at the terminal */
};

struct gate_opened_list {
	struct gate_opened *v;
	size_t n, cap;
};

enum err_code gate_opened_list(struct db *db, struct arena *arena,
    struct id viewer, unsigned most, struct gate_opened_list *out,
    struct err *err) MUST_USE;

#endif
