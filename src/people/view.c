#include "ledger/view.h"

#include "codec/canon.h"
#include "people/person.h"
#include "people/scope.h"
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

/* The lists of a fact, canonical; STR_NONE where it names none. */
struct lists {
	struct str stacks, duties;
};

#define LIST_MAX ((size_t)64 << 10)

static enum err_code
list_of(struct arena *arena, const struct ledger_entry *e, const char *name,
    struct str *out, struct err *err)
{
	const struct json *list = ledger_json(e, name);
	struct buf text;
	enum err_code rc;

	*out = STR_NONE;
	if (list == NULL)
		return ERR_NONE;
	buf_init(&text, LIST_MAX);
	rc = canon_write(&text, list, err);
	if (rc == ERR_NONE)
		*out = arena_buf(arena, &text);
	if (rc == ERR_NONE && out->ptr == NULL)
		rc = arena_fail(arena, err);
	buf_release(&text);
	return rc;
}

static enum err_code
lists_of(struct arena *arena, const struct ledger_entry *e, struct lists *out,
    struct err *err)
{
	enum err_code rc = list_of(arena, e, "stacks", &out->stacks, err);

	return rc == ERR_NONE ? list_of(arena, e, "duties", &out->duties, err)
			      : rc;
}

/* Since when a fact holds: of a change what it says or when it was said, of
   a joining its first day, of leaving the last instant of the last day. */
static int64_t
holds_from(const struct ledger_entry *e)
{
	int64_t at = ledger_time(e,
	    e->type == LEDGER_PERSON_JOINED     ? "starts"
		: e->type == LEDGER_PERSON_LEFT ? "last_day"
						: "effective");

	if (at == 0)
		return e->at;
	return e->type == LEDGER_PERSON_LEFT ? scope_day_end(at) : at;
}

static enum err_code
note_change(struct db *db, const struct ledger_entry *e, const char *kind,
    const struct lists *lists, struct err *err)
{
	int64_t starts = ledger_time(e, "starts");

	return sql_person_change_add(db,
	    &(struct sql_person_change_add_in){.person = e->subject,
		.kind = str_from(kind),
		.effective = holds_from(e),
		.known = e->at,
		.starts = {starts != 0, starts},
		.role = ledger_text(e, "role"),
		.team = ledger_id(e, "team"),
		.no_team = ledger_flag(e, "no_team", false),
		.manager = ledger_id(e, "manager"),
		.no_manager = ledger_flag(e, "no_manager", false),
		.unit = ledger_text(e, "unit"),
		.no_unit = ledger_flag(e, "no_unit", false),
		.employment = ledger_text(e, "employment"),
		.stacks = lists->stacks,
		.duties = lists->duties,
		.zone = ledger_text(e, "zone"),
		.seq = (int64_t)e->seq},
	    NULL, err);
}

static enum err_code
joined(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	struct lists lists;
	enum err_code rc = lists_of(arena, e, &lists, err);

	if (rc == ERR_NONE)
		rc = note_change(db, e, "joined", &lists, err);
	if (rc != ERR_NONE)
		return rc;
	return sql_person_view_join(db,
	    &(struct sql_person_view_join_in){.id = e->subject,
		.email = ledger_text(e, "email"),
		.name = ledger_text(e, "name"),
		.role = ledger_text(e, "role"),
		.team = ledger_id(e, "team"),
		.manager = ledger_id(e, "manager"),
		.employment = ledger_text(e, "employment"),
		.stacks = lists.stacks,
		.external = ledger_text(e, "external"),
		.unit = ledger_text(e, "unit"),
		.duties = lists.duties,
		.zone = ledger_text(e, "zone"),
		.joined = holds_from(e),
		.at_from = e->at,
		.seq = (int64_t)e->seq},
	    NULL, err);
}

/* A late word about the past leaves alone what something later already
   decided: who moved in May is not moved back by hearing of April. */
static enum err_code
keep_later(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct sql_person_view_change_in *in, struct err *err)
{
	struct sql_person_change_later_row later;
	int64_t effective = holds_from(e);
	enum err_code rc;

	if (effective >= e->at)
		return ERR_NONE;
	rc = sql_person_change_later(db, arena,
	    &(struct sql_person_change_later_in){
		.person = e->subject, .effective = effective, .now = e->at},
	    &later, err);
	if (rc != ERR_NONE)
		return rc;
	if (later.role > 0)
		in->role = STR_NONE;
	if (later.team > 0)
		in->team = (struct id){0}, in->no_team = false;
	if (later.manager > 0)
		in->manager = (struct id){0}, in->no_manager = false;
	if (later.unit > 0)
		in->unit = STR_NONE, in->no_unit = false;
	if (later.employment > 0)
		in->employment = STR_NONE;
	if (later.stacks > 0)
		in->stacks = STR_NONE;
	if (later.duties > 0)
		in->duties = STR_NONE;
	if (later.zone > 0)
		in->zone = STR_NONE;
	return ERR_NONE;
}

static enum err_code
changed(struct db *db, struct arena *arena, const struct ledger_entry *e,
    struct err *err)
{
	int64_t starts = ledger_time(e, "starts");
	struct sql_person_view_change_in in = {.id = e->subject,
	    .email = ledger_text(e, "email"),
	    .name = ledger_text(e, "name"),
	    .role = ledger_text(e, "role"),
	    .team = ledger_id(e, "team"),
	    .no_team = ledger_flag(e, "no_team", false),
	    .manager = ledger_id(e, "manager"),
	    .no_manager = ledger_flag(e, "no_manager", false),
	    .employment = ledger_text(e, "employment"),
	    .external = ledger_text(e, "external"),
	    .unit = ledger_text(e, "unit"),
	    .no_unit = ledger_flag(e, "no_unit", false),
	    .zone = ledger_text(e, "zone"),
	    .joined = {starts != 0, starts},
	    .at_from = e->at,
	    .seq = (int64_t)e->seq};
	struct lists lists;
	enum err_code rc = lists_of(arena, e, &lists, err);

	if (rc != ERR_NONE)
		return rc;
	in.stacks = lists.stacks;
	in.duties = lists.duties;
	rc = keep_later(db, arena, e, &in, err);
	if (rc == ERR_NONE)
		rc = note_change(db, e, "changed", &lists, err);
	return rc == ERR_NONE ? sql_person_view_change(db, &in, NULL, err) : rc;
}

static enum err_code
left(struct db *db, const struct ledger_entry *e, struct err *err)
{
	static const struct lists none;
	enum err_code rc = note_change(db, e, "left", &none, err);

	if (rc != ERR_NONE)
		return rc;
	return sql_person_view_leave(db,
	    &(struct sql_person_view_leave_in){.id = e->subject,
		.left_at = holds_from(e),
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
		return rc == ERR_NONE ? joined(db, arena, e, err) : rc;
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

static const char *const tables[] = {"person", "person_change", "team", NULL};

const struct ledger_view people_view = {"people", tables, apply};
