#ifndef POLICY_DUTY_H
#define POLICY_DUTY_H

#include "policy/engine.h"

/*
 * What the organisation itself owes by its policy.  Some of it is done and
 * said so, and comes back by the obligation's rule:
 *
 *	content-review  lessons-learned  effectiveness  management-reporting
 *	duty_perform ──▶ obligation.performed ──▶ current ──▶ due ──▶ overdue
 *
 * The rest shows from the data, is never ticked off, and lists what is
 * missing:
 *
 *	policy		published, approved, its review still to come
 *	retention	kept as long as the frameworks switched on ask
 *	escalation	a ladder that ends with somebody
 *	curriculum	for every duty and stack that people have
 *	third-party	whoever is no employee owes something, too
 */
#define DUTY_DOCUMENT_MAX ((size_t)5 << 20)

struct duty_gap {
	struct str text; /* "12 people work in go: no module speaks of it" */
};

struct duty {
	const struct policy_obligation *obligation;
	bool by_data;
	struct {
		struct duty_gap *v;
		size_t n, cap;
	} gaps;           /* of what shows from the data */
	struct str shows; /* what it shows from; how often it is done */
	struct due due;   /* of what is done; its reason a sentence */
	/* the last time, where there was one */
	struct id performance;
	int64_t performed;
	struct str note, by;
	bool has_document;
	size_t times;
};

struct duties {
	struct duty *v;
	size_t n, cap;
};

struct duty_ask {
	struct store *store;
	const struct catalog *catalog;
	struct engine *engine;
	struct id viewer; /* or PERSON_PROGRAM */
	int64_t now;
};

/* Those of the policy in force, in its order. */
enum err_code duty_list(const struct duty_ask *ask, struct arena *arena,
    struct duties *out, struct err *err) MUST_USE;

/* Whether it is shown from data, or done. */
bool duty_by_data(enum policy_kind kind);

struct duty_done {
	struct id actor; /* administrator, security lead, or PERSON_PROGRAM */
	struct str obligation, note;
	struct str document; /* or STR_NONE; kept by its hash */
	int64_t day;         /* as policy_day.h has it; 0: today */
};

/* ERR_INVALID for an obligation that is not of this kind, a day to come, a
   note that says nothing.  ledger_wake() is done. */
enum err_code duty_perform(const struct duty_ask *ask,
    const struct duty_done *in, struct id *out, struct err *err) MUST_USE;

/* What came with a performance, by its id; ERR_NOT_FOUND for others than
   administrators, security leads and auditors. */
enum err_code duty_document(struct db *db, struct arena *arena,
    struct id viewer, struct id performance, struct str *out,
    struct err *err) MUST_USE;

#endif
