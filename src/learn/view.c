/* What the facts of learning make of the tables that show them. */
#include "learn/view.h"

#include "learn/card.h"
#include "ledger/view.h"
#include "sql/learn_view.h"

static struct sql_int
time_or_null(int64_t at)
{
	return (struct sql_int){.set = at != 0, .v = at};
}

static enum err_code
assignment(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_assignment_add(db,
	    &(struct sql_assignment_add_in){.id = e->id,
		.person = e->subject,
		.module = ledger_text(e, "module"),
		.why = ledger_text(e, "why"),
		.asked_by = ledger_text(e, "by"),
		.finding = ledger_id(e, "finding"),
		.actor = e->actor,
		.made = e->at,
		.due = time_or_null(ledger_time(e, "due")),
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
attempt(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_attempt_result_add(db,
	    &(struct sql_attempt_result_add_in){
		.attempt = ledger_id(e, "attempt"),
		.person = e->subject,
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.started = ledger_time(e, "started"),
		.closed = e->at,
		.asked = ledger_int(e, "asked", 0),
		.right_count = ledger_int(e, "right", 0),
		.score = ledger_int(e, "score", 0),
		.pass = ledger_int(e, "pass", 0),
		.passed = ledger_flag(e, "passed", false),
		.expired = ledger_flag(e, "expired", false),
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
completion(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_completion_add(db,
	    &(struct sql_completion_add_in){.id = e->id,
		.person = e->subject,
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.how = ledger_text(e, "how"),
		.attempt = ledger_id(e, "attempt"),
		.score = {.set = ledger_has(e, "score"),
		    .v = ledger_int(e, "score", 0)},
		.earned = e->at,
		.valid_until = time_or_null(ledger_time(e, "valid_until")),
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
attestation(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_attestation_add(db,
	    &(struct sql_attestation_add_in){.id = e->id,
		.person = e->subject,
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.name = ledger_text(e, "name"),
		.statement = ledger_text(e, "statement"),
		.ip = ledger_text(e, "ip"),
		.user_agent = ledger_text(e, "user_agent"),
		.completion = ledger_id(e, "completion"),
		.signed_at = e->at,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	enum err_code rc;

	switch (e->type) {
	case LEDGER_ASSIGNMENT_MADE:
		return assignment(db, e, err);
	case LEDGER_ATTEMPT_SUBMITTED:
		rc = attempt(db, e, err);
		return rc == ERR_NONE ? card_apply(db, arena, e, err) : rc;
	case LEDGER_REVIEW_ANSWERED:
		return card_apply(db, arena, e, err);
	case LEDGER_COMPLETION_EARNED:
		return completion(db, e, err);
	case LEDGER_ATTESTATION_SIGNED:
		return attestation(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"assignment", "attempt_result",
    "completion", "attestation", "review_card", NULL};
const struct ledger_view learn_view = {"learn", tables, apply};
