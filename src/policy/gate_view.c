#include "policy/gate_view.h"

#include "sql/gate.h"

static enum err_code
decided(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_gate_decision_add(db,
	    &(struct sql_gate_decision_add_in){.id = e->id,
		.person = e->subject,
		.system = ledger_text(e, "system"),
		.allow = ledger_flag(e, "allow", false),
		.state =
		    ledger_has(e, "state") ? ledger_text(e, "state") : STR(""),
		.reason = ledger_text(e, "reason"),
		.surface = ledger_text(e, "surface"),
		.policy = {ledger_has(e, "policy"), ledger_int(e, "policy", 0)},
		.decided = e->at,
		.until = ledger_time(e, "until"),
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
opened(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_gate_opening_add(db,
	    &(struct sql_gate_opening_add_in){.id = e->id,
		.person = e->subject,
		.system = ledger_text(e, "system"),
		.reason = ledger_text(e, "reason"),
		.opened = e->at,
		.until = ledger_time(e, "until"),
		.actor = e->actor,
		.seq_from = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena UNUSED, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_GATE_DECIDED:
		return decided(db, e, err);
	case LEDGER_GATE_OPENED:
		return id_is_none(e->subject) ? ERR_NONE : opened(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"gate_decision", "gate_opening", NULL};
const struct ledger_view gate_view = {"gate", tables, apply};
