#include "people/team.h"

#include "base/clock.h"
#include "ledger/ledger.h"
#include "people/row.h"
#include "sql/person.h"
#include "sql/team.h"

static enum err_code
append(struct db *db, struct arena *arena, struct id actor, struct id team,
    struct str name, struct id lead, struct str source, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_ID("team", team),
	    FIELD_TEXT("name", name),
	    FIELD_PERSON("lead", lead),
	    FIELD_TEXT("source", source),
	};

	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_TEAM_CHANGED,
		.at = clock_now(),
		.actor = person_actor(actor),
		.subject = team,
		.fields = fields,
		.n = NELEM(fields)},
	    err);
}

enum err_code
team_make(struct db *db, struct arena *arena, struct id actor, struct str name,
    struct id lead, struct str source, struct id *out, struct err *err)
{
	struct str plain = str_trim(name);
	struct id id = id_new();
	uint64_t changed = 0;
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	if (rc != ERR_NONE)
		return rc;
	if (plain.len == 0 || plain.len > TEAM_NAME_MAX || !str_is_utf8(plain))
		return err_set(err, ERR_INVALID,
		    "the team's name is empty or longer than %d bytes",
		    TEAM_NAME_MAX);
	rc = sql_team_name_add(db,
	    &(struct sql_team_name_add_in){.name = plain, .team = id}, &changed,
	    err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_CONFLICT,
		    "there is a team '%.*s' already", STR_FMT(plain));
	if (rc == ERR_NONE)
		rc = append(db, arena, actor, id, plain, lead, source, err);
	if (rc == ERR_NONE)
		*out = id;
	return rc;
}

enum err_code
team_set_lead(struct db *db, struct arena *arena, struct id actor,
    struct id team, struct id lead, struct str source, struct err *err)
{
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	return rc == ERR_NONE
	    ? append(db, arena, actor, team, STR_NONE, lead, source, err)
	    : rc;
}

enum err_code
team_by_name(struct db *db, struct arena *arena, struct str name, bool *found,
    struct id *out, struct err *err)
{
	struct sql_team_named_row row;
	bool there = false;
	enum err_code rc;

	rc = sql_team_named(db, arena,
	    &(struct sql_team_named_in){.name = str_trim(name)}, &there, &row,
	    err);
	if (rc != ERR_NONE)
		return rc;
	*found = there;
	if (there)
		*out = row.team;
	return ERR_NONE;
}

enum err_code
team_list(struct db *db, struct arena *arena, struct id viewer,
    struct teams *out, struct err *err)
{
	struct sql_team_all_rows rows;
	struct teams all = {0};
	enum err_code rc;

	rc = sql_team_all(
	    db, arena, &(struct sql_team_all_in){.viewer = viewer}, &rows, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		struct team *t = ARENA_PUSH(arena, &all);

		if (t == NULL)
			return arena_fail(arena, err);
		*t = (struct team){rows.v[i].id, rows.v[i].name, rows.v[i].lead,
		    rows.v[i].lead_name, rows.v[i].members};
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
team_members(struct db *db, struct arena *arena, struct id viewer,
    struct id team, struct persons *out, struct err *err)
{
	struct sql_person_of_team_rows rows;
	struct sql_team_seen_row seen;
	struct persons all = {0};
	bool may = false;
	enum err_code rc;

	rc = sql_team_seen(db, arena,
	    &(struct sql_team_seen_in){.viewer = viewer, .team = team}, &may,
	    &seen, err);
	if (rc == ERR_NONE && !may)
		return err_set(err, ERR_NOT_FOUND, "there is no such team");
	if (rc == ERR_NONE)
		rc = sql_person_of_team(db, arena,
		    &(struct sql_person_of_team_in){
			.viewer = viewer, .team = team},
		    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		struct person *p = ARENA_PUSH(arena, &all);

		if (p == NULL)
			return arena_fail(arena, err);
		*p = PERSON_OF(&rows.v[i]);
	}
	*out = all;
	return ERR_NONE;
}
