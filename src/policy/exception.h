#ifndef POLICY_EXCEPTION_H
#define POLICY_EXCEPTION_H

#include "policy/proposal.h"

/*
 * Somebody is excused from one obligation until a day:
 *
 *	exception_ask ──▶ exception.requested ──granted──▶ in force ──end──▶
 *	    exception.expired
 *
 * With the reason, the measure that stands in meanwhile, and an end of at
 * most twelve months.  One that follows others for the same person and
 * obligation has to say its own reason, and whoever asks has seen those.
 */
#define EXCEPTION_MONTHS 12

struct exception_new {
	struct id proposer, person;
	struct str obligation; /* id, of the policy in force */
	struct str reason, measure;
	int64_t until; /* a day, as policy_day.h has it */
	size_t seen;   /* how many earlier ones whoever asks was shown */
};

/*
 * ERR_INVALID names the field; ERR_CONFLICT where earlier exceptions of this
 * person and obligation were not seen (the text counts them), or the same is
 * open.  ledger_wake() is done.
 */
enum err_code exception_ask(const struct proposal_desk *desk,
    const struct exception_new *in, struct id *out, struct err *err) MUST_USE;

/* Earlier ones, latest first, as the facts have them. */
struct exception {
	struct id id;
	struct str reason, measure;
	struct str state; /* open, granted, refused, withdrawn, ended */
	struct str approver;
	int64_t asked, until, decided;
};

struct exceptions {
	struct exception *v;
	size_t n, cap;
};

enum err_code exception_history(struct db *db, struct arena *arena,
    struct id viewer, struct id person, struct str obligation,
    struct exceptions *out, struct err *err) MUST_USE;

/* How often an obligation is got round.  Only for who sees everybody. */
struct exception_count {
	struct str obligation, title;
	int64_t granted, running, people; /* exceptions */
	int64_t overrides, certificates;  /* of its modules */
};

struct exception_counts {
	struct exception_count *v;
	size_t n, cap;
};

enum err_code exception_count(struct db *db, struct arena *arena,
    struct id viewer, const struct policy *policy, int64_t now,
    struct exception_counts *out, struct err *err) MUST_USE;

/* For the job runner: what has run out says so, once.  *ended counts. */
enum err_code exception_expire(
    struct store *store, unsigned *ended, struct err *err) MUST_USE;

#endif
