#include "people/scope.h"

#include "base/clock.h"
#include "people/scope_row.h"
#include "sql/person.h"
#include "sql/scope.h"

int64_t
scope_day_end(int64_t at)
{
	return at - at % CLOCK_DAY + CLOCK_DAY - 1;
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
	scope_blank(&then);
	for (size_t i = 0; i < rows.n; i++)
		SCOPE_TAKE(&then, &rows.v[i]);
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
