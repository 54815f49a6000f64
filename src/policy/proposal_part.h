#ifndef POLICY_PROPOSAL_PART_H
#define POLICY_PROPOSAL_PART_H

#include "ledger/ledger.h"
#include "policy/proposal.h"

/* Proposing and what comes of an acceptance, within the folder. */

struct proposal_new {
	enum proposal_kind kind;
	struct id proposer;
	struct id subject; /* none: several */
	struct str about;
	struct str payload;  /* JSON */
	struct str document; /* its hash, or STR_NONE */
	int64_t made;
};

/* Inside a write, after proposal_may. */
enum err_code proposal_add(struct db *db, struct arena *arena,
    const struct proposal_new *in, struct id *out, struct err *err) MUST_USE;

/* Whether the one may propose this about the other; ERR_NOT_FOUND also for
   somebody whom the proposer may not see. */
enum err_code proposal_may(struct db *db, struct arena *arena,
    enum proposal_kind kind, struct id proposer, struct id subject,
    struct err *err) MUST_USE;

/* Trimmed; ERR_INVALID for less than a sentence, or what is no text. */
enum err_code proposal_words(const char *what, struct str text, struct str *out,
    struct err *err) MUST_USE;

/* What an acceptance writes; a refusal and a withdrawal of an exception leave
   a fact too. */
enum err_code exception_granted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, const struct proposal_decision *in, int64_t now,
    struct err *err) MUST_USE;
enum err_code exception_refused(struct db *db, struct arena *arena,
    const struct proposal *p, struct id decider, struct str why, int64_t now,
    struct err *err) MUST_USE;
enum err_code exception_ended(struct db *db, struct arena *arena,
    struct id exception, struct id person, int64_t now,
    struct err *err) MUST_USE;
enum err_code certificate_accepted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, int64_t now, struct err *err) MUST_USE;
enum err_code override_accepted(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, const struct proposal *p,
    struct id decider, int64_t now, struct err *err) MUST_USE;

#endif
