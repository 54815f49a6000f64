#include "people/scope.h"

#include "base/clock.h"
#include "sql/person.h"
#include "sql/scope.h"

int64_t
scope_day_end(int64_t at)
{
	return at - at % CLOCK_DAY + CLOCK_DAY - 1;
}

static void
take(struct person *p, const struct sql_person_as_of_row *row)
{
	enum person_role role;

	if (row->role.ptr != NULL && role_read(row->role, &role))
		p->role = role;
	if (row->no_team || !id_is_none(row->team))
		p->team = row->no_team ? (struct id){0} : row->team;
	if (row->no_manager || !id_is_none(row->manager))
		p->manager = row->no_manager ? (struct id){0} : row->manager;
	if (row->no_unit || row->unit.ptr != NULL)
		p->unit = row->no_unit ? STR_NONE : row->unit;
	if (row->employment.ptr != NULL)
		p->employment = row->employment;
	if (row->stacks.ptr != NULL)
		p->stacks = row->stacks;
	if (row->duties.ptr != NULL)
		p->duties = row->duties;
	if (row->zone.ptr != NULL)
		p->zone = row->zone;
}

enum err_code
scope_as_of(struct db *db, struct arena *arena, int64_t at,
    struct person *person, struct err *err)
{
	struct sql_person_as_of_rows rows;
	struct person then = *person;
	enum err_code rc;

	rc = sql_person_as_of(db, arena,
	    &(struct sql_person_as_of_in){.person = person->id, .now = at},
	    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	then.team = then.manager = (struct id){0};
	then.unit = then.employment = then.zone = STR_NONE;
	then.stacks = then.duties = STR_NONE;
	for (size_t i = 0; i < rows.n; i++)
		take(&then, &rows.v[i]);
	*person = then;
	return ERR_NONE;
}

enum err_code
scope_changes(struct db *db, struct arena *arena, struct id viewer,
    struct id person, unsigned most, struct scope_changes *out, struct err *err)
{
	struct sql_person_history_rows rows;
	struct scope_changes all = {0};
	enum err_code rc;

	rc = sql_person_history(db, arena,
	    &(struct sql_person_history_in){.viewer = viewer,
		.program = id_eq(viewer, PERSON_PROGRAM),
		.person = person,
		.most = most},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		const struct sql_person_history_row *row = &rows.v[i];
		struct scope_change *c = ARENA_PUSH(arena, &all);

		if (c == NULL)
			return arena_fail(arena, err);
		*c = (struct scope_change){.kind = row->kind,
		    .effective = row->effective,
		    .known = row->known,
		    .starts = row->starts.v,
		    .role = row->role,
		    .team = row->team_name,
		    .manager = row->manager_name,
		    .unit = row->unit,
		    .no_team = row->no_team,
		    .no_manager = row->no_manager,
		    .no_unit = row->no_unit,
		    .employment = row->employment,
		    .stacks = row->stacks,
		    .duties = row->duties,
		    .zone = row->zone};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
