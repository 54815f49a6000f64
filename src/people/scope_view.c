#include "people/scope.h"

#include "sql/scope.h"

static enum err_code
granted(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t from = ledger_time(e, "from");

	return sql_access_view_grant(db,
	    &(struct sql_access_view_grant_in){.person = e->subject,
		.system = ledger_text(e, "system"),
		.level = ledger_text(e, "level"),
		.source = ledger_text(e, "source"),
		.login = ledger_text(e, "login"),
		.since = from != 0 ? from : e->at,
		.known = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
revoked(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t until = ledger_time(e, "until");
	enum err_code rc;

	rc = sql_access_view_close(db,
	    &(struct sql_access_view_close_in){.person = e->subject,
		.system = ledger_text(e, "system"),
		.level = ledger_text(e, "level"),
		.source = ledger_text(e, "source"),
		.seq = (int64_t)e->seq},
	    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_access_view_end(db,
	    &(struct sql_access_view_end_in){.person = e->subject,
		.system = ledger_text(e, "system"),
		.level = ledger_text(e, "level"),
		.source = ledger_text(e, "source"),
		.until = until != 0 ? until : e->at,
		.known = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
away(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t to = ledger_time(e, "to");

	return sql_absence_view_put(db,
	    &(struct sql_absence_view_put_in){.id = ledger_id(e, "leave"),
		.person = e->subject,
		.from_at = ledger_time(e, "from"),
		.to_at = {to != 0, to != 0 ? scope_day_end(to) : 0},
		.withdrawn = ledger_flag(e, "withdrawn", false),
		.known = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena UNUSED, const struct ledger_entry *e,
    struct err *err)
{
	switch (e->type) {
	case LEDGER_ACCESS_GRANTED:
		return granted(db, e, err);
	case LEDGER_ACCESS_REVOKED:
		return revoked(db, e, err);
	case LEDGER_LEAVE_RECORDED:
		return away(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"access_grant", "absence", NULL};

const struct ledger_view scope_view = {"scope", tables, apply};
