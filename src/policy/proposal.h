#ifndef POLICY_PROPOSAL_H
#define POLICY_PROPOSAL_H

#include "policy/engine.h"

/*
 * What takes two people:
 *
 *	exception_ask, certificate_ask, override_ask ──▶ open
 *	open ──proposal_decide──▶ accepted, and its fact is in the ledger
 *	     │                └─▶ refused
 *	     └──proposal_withdraw──▶ withdrawn
 *
 * One proposes for themself, for the people of a team they lead, or, as
 * administrator or security lead, for anybody who is here; nobody sets their
 * own record as done.  An administrator or security lead decides, who is
 * neither the one who proposed nor any of those whom it is about.  Both are
 * held by the statements that write (sql/queries/proposal.sql).
 */
enum proposal_kind {
	PROPOSAL_EXCEPTION,
	PROPOSAL_CERTIFICATE,
	PROPOSAL_OVERRIDE,
	PROPOSAL_KINDS
};

enum proposal_state {
	PROPOSAL_OPEN,
	PROPOSAL_ACCEPTED,
	PROPOSAL_REFUSED,
	PROPOSAL_WITHDRAWN,
	PROPOSAL_STATES
};

/* As stored and as typed: "exception", "open". */
const char *proposal_kind_name(enum proposal_kind kind);
const char *proposal_state_name(enum proposal_state state);
bool proposal_kind_read(struct str name, enum proposal_kind *out);
bool proposal_state_read(struct str name, enum proposal_state *out);

/* What proposing and deciding need besides a transaction. */
struct proposal_desk {
	struct store *store;
	const struct catalog *catalog;
	struct engine *engine;
};

#define PROPOSAL_WORDS_MIN 20 /* bytes of a reason: a sentence */
#define PROPOSAL_WORDS_MAX 2000
#define PROPOSAL_LIST_MAX  500 /* shown at once, newest first */

struct proposal {
	struct id id;
	enum proposal_kind kind;
	enum proposal_state state;
	struct id subject; /* none: several, see proposal_lines */
	struct str name, email;
	struct str about;           /* obligation; module; "import" */
	struct str reason, measure; /* of an exception; certificate: a note */
	int64_t until;              /* of an exception: its last instant */
	struct str course, edition; /* of a certificate */
	int64_t completed;
	bool has_document;
	struct id proposer, decider;
	struct str proposer_name, decider_name;
	int64_t made, decided;
	struct str why; /* of the decision */
	size_t lines;   /* of an override */
	/* for whoever looks */
	bool may_decide, may_withdraw, may_read;
};

struct proposals {
	struct proposal *v;
	size_t n, cap;
};

struct proposal_filter {
	const enum proposal_kind *kind; /* NULL: any */
	const enum proposal_state *state;
	struct id subject; /* none: anybody's the viewer may see */
};

/* Newest first, of what the viewer may see; PERSON_PROGRAM sees all. */
enum err_code proposal_list(struct db *db, struct arena *arena,
    struct id viewer, const struct proposal_filter *filter,
    struct proposals *out, struct err *err) MUST_USE;

/* ERR_NOT_FOUND also where the viewer may not see it. */
enum err_code proposal_get(struct db *db, struct arena *arena, struct id viewer,
    struct id id, struct proposal *out, struct err *err) MUST_USE;

/* One past record of an override. */
struct proposal_line {
	int64_t line;
	struct id person;
	struct str name, email, module, version, reason;
	int64_t completed;
};

struct proposal_lines {
	struct proposal_line *v;
	size_t n, cap;
};

/* Of a proposal that the viewer may see. */
enum err_code proposal_lines(struct db *db, struct arena *arena,
    const struct proposal *p, size_t most, struct proposal_lines *out,
    struct err *err) MUST_USE;

/* The document of a certificate, for those who decide, the auditor, and whose
   it is; ERR_NOT_FOUND for others and where it is gone. */
enum err_code proposal_document(struct db *db, struct arena *arena,
    struct id viewer, struct id id, struct str *media, struct str *bytes,
    struct err *err) MUST_USE;

struct proposal_decision {
	bool accept;
	struct str why; /* must be said of a refusal */
	int64_t until;  /* of an exception: no later than asked; 0: as asked */
};

/*
 * In one write, with the facts; ledger_wake() is done.  ERR_DENIED for who is
 * not the second person, ERR_CONFLICT for what is decided already or cannot be
 * granted any more (its end has passed, its obligation is gone).
 */
enum err_code proposal_decide(const struct proposal_desk *desk,
    struct id decider, struct id id, const struct proposal_decision *in,
    struct err *err) MUST_USE;

enum err_code proposal_withdraw(const struct proposal_desk *desk,
    struct id proposer, struct id id, struct err *err) MUST_USE;

/* An erased person's: for struct ledger_config. */
enum err_code proposal_forget(struct db *db, struct id person,
    struct id stand_in, struct err *err) MUST_USE;

#endif
