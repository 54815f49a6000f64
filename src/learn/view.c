/* What the facts of learning make of the tables that show them. */
#include "learn/view.h"

#include "ledger/view.h"
#include "sql/item_response.h"
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

/* "0,2" of [0,2]; STR_NONE where it is no list of small numbers. */
static struct str
answer_text(struct arena *arena, const struct json *chosen)
{
	struct str text;
	struct buf b;

	if (chosen == NULL || chosen->kind != JSON_IS_LIST)
		return STR_NONE;
	for (size_t i = 0; i < chosen->n; i++)
		if (chosen->items[i].value.kind != JSON_IS_INT)
			return STR_NONE;
	if (chosen->n == 0)
		return STR("");
	buf_init(&b, 256);
	for (size_t i = 0; i < chosen->n; i++)
		buf_addf(&b, i == 0 ? "%lld" : ",%lld",
		    (long long)chosen->items[i].value.num);
	text = b.full || b.nomem ? STR_NONE : arena_buf(arena, &b);
	buf_release(&b);
	return text;
}

static enum err_code
response(struct db *db, struct arena *arena, const struct ledger_entry *e,
    const struct json *item, struct err *err)
{
	struct str id = json_opt_str(item, "id"),
		   answer = answer_text(arena, json_get(item, "chosen"));
	uint8_t bank[32];
	bool has_bank = ledger_hash(e, "bank", bank);

	if (id.len == 0 || answer.ptr == NULL)
		return ERR_NONE; /* of an older or a stranger's making */
	return sql_item_response_add(db,
	    &(struct sql_item_response_add_in){
		.module = ledger_text(e, "module"),
		.item = id,
		.person = e->subject,
		.source = STR("quiz"),
		.attempt = ledger_id(e, "attempt"),
		.version = ledger_text(e, "version"),
		.bank_hash = has_bank
		    ? (struct str){(const char *)bank, sizeof(bank)}
		    : STR_NONE,
		.answer = answer,
		.is_right = json_opt_flag(item, "right", false),
		.answered = e->at,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
responses(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	const struct json *items = ledger_json(e, "items");
	enum err_code rc = ERR_NONE;

	if (items == NULL || items->kind != JSON_IS_LIST)
		return ERR_NONE;
	for (size_t i = 0; rc == ERR_NONE && i < items->n; i++)
		rc = response(db, arena, e, &items->items[i].value, err);
	return rc;
}

/* A question met in a review is no news in the next quiz. */
static enum err_code
reviewed(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_item_response_add(db,
	    &(struct sql_item_response_add_in){
		.module = ledger_text(e, "module"),
		.item = ledger_text(e, "item"),
		.person = e->subject,
		.source = STR("review"),
		.version = STR(""),
		.answer = STR(""),
		.is_right = ledger_flag(e, "right", false),
		.answered = e->at,
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
		return rc == ERR_NONE ? responses(db, arena, e, err) : rc;
	case LEDGER_REVIEW_ANSWERED:
		return reviewed(db, e, err);
	case LEDGER_COMPLETION_EARNED:
		return completion(db, e, err);
	case LEDGER_ATTESTATION_SIGNED:
		return attestation(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"assignment", "attempt_result",
    "completion", "attestation", "item_response", NULL};
const struct ledger_view learn_view = {"learn", tables, apply};
