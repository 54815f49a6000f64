#include "ledger/view.h"

#include "codec/canon.h"
#include "people/person.h"
#include "sql/person.h"
#include "sql/team.h"

/* Each change closes the row that was current and opens another. */
static enum err_code
close_person(struct db *db, const struct ledger_entry *e, struct err *err)
{
	return sql_person_view_close(db,
	    &(struct sql_person_view_close_in){
		.id = e->subject, .seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
joined(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t starts = ledger_time(e, "starts");

	return sql_person_view_join(db,
	    &(struct sql_person_view_join_in){.id = e->subject,
		.email = ledger_text(e, "email"),
		.name = ledger_text(e, "name"),
		.role = ledger_text(e, "role"),
		.team = ledger_id(e, "team"),
		.manager = ledger_id(e, "manager"),
		.employment = ledger_text(e, "employment"),
		.external = ledger_text(e, "external"),
		.joined = starts != 0 ? starts : e->at,
		.at_from = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
stacks_of(struct arena *arena, const struct ledger_entry *e, struct str *out,
    struct err *err)
{
	const struct json *list = ledger_json(e, "stacks");
	struct buf text;
	enum err_code rc;

	*out = STR_NONE;
	if (list == NULL)
		return ERR_NONE;
	buf_init(&text, 64 << 10);
	rc = canon_write(&text, list, err);
	if (rc == ERR_NONE)
		*out = arena_buf(arena, &text);
	if (rc == ERR_NONE && out->ptr == NULL)
		rc = arena_fail(arena, err);
	buf_release(&text);
	return rc;
}

static enum err_code
changed(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	struct str stacks;
	enum err_code rc;

	rc = stacks_of(arena, e, &stacks, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_person_view_change(db,
	    &(struct sql_person_view_change_in){.id = e->subject,
		.email = ledger_text(e, "email"),
		.name = ledger_text(e, "name"),
		.role = ledger_text(e, "role"),
		.team = ledger_id(e, "team"),
		.no_team = ledger_flag(e, "no_team", false),
		.manager = ledger_id(e, "manager"),
		.no_manager = ledger_flag(e, "no_manager", false),
		.employment = ledger_text(e, "employment"),
		.stacks = stacks,
		.external = ledger_text(e, "external"),
		.at_from = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
left(struct db *db, const struct ledger_entry *e, struct err *err)
{
	int64_t last = ledger_time(e, "last_day");

	return sql_person_view_leave(db,
	    &(struct sql_person_view_leave_in){.id = e->subject,
		.left_at = last != 0 ? last : e->at,
		.at_from = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
team_changed(struct db *db, const struct ledger_entry *e, struct err *err)
{
	struct id id = ledger_id(e, "team");
	uint64_t was = 0;
	enum err_code rc;

	rc = sql_team_view_close(db,
	    &(struct sql_team_view_close_in){.id = id, .seq = (int64_t)e->seq},
	    &was, err);
	if (rc != ERR_NONE)
		return rc;
	if (was > 0)
		return sql_team_view_change(db,
		    &(struct sql_team_view_change_in){.id = id,
			.name = ledger_text(e, "name"),
			.lead = ledger_id(e, "lead"),
			.closed = {ledger_has(e, "closed"),
			    ledger_flag(e, "closed", false)},
			.at_from = e->at,
			.seq = (int64_t)e->seq},
		    NULL, err);
	if (!ledger_has(e, "name"))
		return ERR_NONE; /* of a team that was never made */
	return sql_team_view_make(db,
	    &(struct sql_team_view_make_in){.id = id,
		.name = ledger_text(e, "name"),
		.lead = ledger_id(e, "lead"),
		.closed = ledger_flag(e, "closed", false),
		.at_from = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
apply(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	enum err_code rc;

	switch (e->type) {
	case LEDGER_PERSON_JOINED:
		rc = close_person(db, e, err);
		return rc == ERR_NONE ? joined(db, e, err) : rc;
	case LEDGER_PERSON_CHANGED:
		rc = close_person(db, e, err);
		return rc == ERR_NONE ? changed(db, arena, e, err) : rc;
	case LEDGER_PERSON_LEFT:
		rc = close_person(db, e, err);
		return rc == ERR_NONE ? left(db, e, err) : rc;
	case LEDGER_TEAM_CHANGED:
		return team_changed(db, e, err);
	default:
		return ERR_NONE;
	}
}

static const char *const tables[] = {"person", "team", NULL};

const struct ledger_view people_view = {"people", tables, apply};
