#include "policy/view.h"

#include "sql/policy_view.h"

static struct sql_int
time_or_null(int64_t at)
{
	return (struct sql_int){.set = at != 0, .v = at};
}

/* Of a version that is no number nothing is shown. */
static bool
version_of(const struct ledger_entry *e, int64_t *out)
{
	uint64_t n;

	if (!str_u64(ledger_text(e, "version"), &n) || n == 0 || n > 99999)
		return false;
	*out = (int64_t)n;
	return true;
}

static enum err_code
published(struct db *db, const struct ledger_entry *e, struct err *err)
{
	uint8_t hash[32];
	int64_t version;

	if (!version_of(e, &version) || !ledger_hash(e, "content", hash))
		return ERR_NONE;
	return sql_policy_version_add(db,
	    &(struct sql_policy_version_add_in){
		.policy = ledger_text(e, "policy"),
		.version = version,
		.content = {(const char *)hash, sizeof(hash)},
		.effective = ledger_time(e, "effective"),
		.published = e->at,
		.publisher = e->actor,
		.note = ledger_text(e, "note"),
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
acknowledged(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t version;

	if (!version_of(e, &version))
		return ERR_NONE;
	return sql_policy_signature_add(db,
	    &(struct sql_policy_signature_add_in){.id = e->id,
		.person = e->subject,
		.policy = ledger_text(e, "policy"),
		.version = version,
		.name = ledger_text(e, "name"),
		.signed_at = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
asked(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_exception_add(db,
	    &(struct sql_exception_add_in){.id = ledger_id(e, "exception"),
		.person = e->subject,
		.obligation = ledger_text(e, "obligation"),
		.reason = ledger_text(e, "reason"),
		.measure = ledger_text(e, "measure"),
		.until = ledger_time(e, "until"),
		.asked = e->at,
		.asked_by = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
decided(struct db *db, const struct ledger_entry *e, struct str before,
    struct str state, struct err *err)
{
	return sql_exception_decide(db,
	    &(struct sql_exception_decide_in){.id = ledger_id(e, "exception"),
		.before = before,
		.state = state,
		.approver = ledger_id(e, "approver"),
		.measure = ledger_text(e, "measure"),
		.until = time_or_null(ledger_time(e, "until")),
		.decided = e->at},
	    NULL, err);
}

static enum err_code
overridden(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t completed = ledger_time(e, "completed");

	return sql_outside_proof_add(db,
	    &(struct sql_outside_proof_add_in){.fact = e->id,
		.person = e->subject,
		.module = ledger_text(e, "module"),
		.version = ledger_text(e, "version"),
		.how = STR("override"),
		.completed = completed != 0 ? completed : e->at,
		.known = e->at,
		.valid_until = time_or_null(ledger_time(e, "valid_until")),
		.actor = e->actor,
		.approver = ledger_id(e, "approver"),
		.seq = (int64_t)e->seq},
	    NULL, err);
}

/* One row for each module it stands for: those it names, else its topic. */
static enum err_code
accepted(struct db *db, const struct ledger_entry *e, struct err *err)
{
	const struct json *list = ledger_json(e, "modules");
	struct sql_outside_proof_add_in in = {.fact = e->id,
	    .person = e->subject,
	    .module = ledger_text(e, "topic"),
	    .how = STR("external"),
	    .course = ledger_text(e, "course"),
	    .completed = ledger_time(e, "completed"),
	    .known = e->at,
	    .valid_until = time_or_null(ledger_time(e, "valid_until")),
	    .actor = e->actor,
	    .approver = ledger_id(e, "approver"),
	    .seq = (int64_t)e->seq};
	enum err_code rc = ERR_NONE;

	if (list == NULL || list->kind != JSON_IS_LIST)
		return sql_outside_proof_add(db, &in, NULL, err);
	for (size_t i = 0; i < list->n && rc == ERR_NONE; i++) {
		if (list->items[i].value.kind != JSON_IS_TEXT)
			continue;
		in.module = list->items[i].value.text;
		rc = sql_outside_proof_add(db, &in, NULL, err);
	}
	return rc;
}

static enum err_code
performed(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t at = ledger_time(e, "performed");
	uint8_t hash[32];
	bool document = ledger_hash(e, "document", hash);

	return sql_performance_add(db,
	    &(struct sql_performance_add_in){.id = e->id,
		.obligation = ledger_text(e, "obligation"),
		.note = ledger_text(e, "note"),
		.document = document
		    ? (struct str){(const char *)hash, sizeof(hash)}
		    : STR_NONE,
		.performed = at != 0 ? at : e->at,
		.actor = e->actor,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena UNUSED, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_POLICY_PUBLISHED:
		return published(db, e, err);
	case LEDGER_POLICY_ACKNOWLEDGED:
		return acknowledged(db, e, err);
	case LEDGER_EXCEPTION_REQUESTED:
		return asked(db, e, err);
	case LEDGER_EXCEPTION_GRANTED:
		return decided(db, e, STR("asked"), STR("granted"), err);
	case LEDGER_EXCEPTION_REFUSED:
		return decided(db, e, STR("asked"), STR("refused"), err);
	case LEDGER_EXCEPTION_EXPIRED:
		return decided(db, e, STR("granted"), STR("ended"), err);
	case LEDGER_OVERRIDE_RECORDED:
		return overridden(db, e, err);
	case LEDGER_EXTERNAL_CERTIFICATE_ACCEPTED:
		return accepted(db, e, err);
	case LEDGER_OBLIGATION_PERFORMED:
		return performed(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"policy_version", "policy_signature",
    "exception", "outside_proof", "performance", NULL};

const struct ledger_view policy_view = {"policy", tables, apply};
