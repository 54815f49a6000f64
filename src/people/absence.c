#include "people/absence.h"

#include "base/clock.h"
#include "ledger/ledger.h"
#include "people/row.h"
#include "people/scope.h"
#include "sql/scope.h"

#define AHEAD_MAX (3 * 366 * CLOCK_DAY)

static enum err_code
say(struct db *db, struct arena *arena, struct id actor, struct id person,
    const struct absence *a, struct str source, struct err *err)
{
	struct ledger_field fields[5] = {
	    FIELD_ID("leave", a->id),
	    FIELD_TIME("from", a->from),
	    FIELD_TIME("to", a->to),
	    FIELD_TEXT("source", source),
	};
	size_t n = 4;

	if (a->withdrawn)
		fields[n++] = (struct ledger_field)FIELD_FLAG("withdrawn", 1);
	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = LEDGER_LEAVE_RECORDED,
		.at = clock_now(),
		.actor = person_actor(actor),
		.subject = person,
		.fields = fields,
		.n = n},
	    err);
}

static enum err_code
days_ok(int64_t from, int64_t to, struct err *err)
{
	if (from <= 0 || from > clock_now() + AHEAD_MAX ||
	    to > clock_now() + AHEAD_MAX)
		return err_set(err, ERR_INVALID,
		    "a leave lies between 1970 and three years from now");
	if (to != 0 && to < from)
		return err_set(err, ERR_INVALID,
		    "the last day of the leave is before its first");
	return ERR_NONE;
}

/* One of this person's leaves. */
static enum err_code
find(struct db *db, struct arena *arena, struct id person, struct id leave,
    struct absence *out, struct err *err)
{
	struct absences all = {0};
	enum err_code rc =
	    absence_list(db, arena, PERSON_PROGRAM, person, &all, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		if (id_eq(all.v[i].id, leave)) {
			*out = all.v[i];
			return ERR_NONE;
		}
	return err_set(err, ERR_NOT_FOUND, "there is no such leave");
}

enum err_code
absence_record(struct db *db, struct arena *arena, struct id actor,
    struct id person, int64_t from, int64_t to, struct str source,
    struct id *leave, struct err *err)
{
	struct absence a = {.id = *leave, .from = from}, was;
	struct person now;
	enum err_code rc = person_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = person_get(db, arena, person, &now, err);
	if (rc == ERR_NONE && now.left)
		return err_set(err, ERR_CONFLICT, "this person has left");
	if (rc == ERR_NONE)
		rc = days_ok(from, to, err);
	if (rc == ERR_NONE && !id_is_none(*leave))
		rc = find(db, arena, person, *leave, &was, err);
	if (rc != ERR_NONE)
		return rc;
	a.to = to != 0 ? scope_day_end(to) : 0;
	if (id_is_none(*leave))
		a.id = id_new();
	else if (!was.withdrawn && was.from == a.from && was.to == a.to)
		return ERR_NONE; /* it says so already */
	rc = say(db, arena, actor, person, &a, source, err);
	if (rc == ERR_NONE)
		*leave = a.id;
	return rc;
}

enum err_code
absence_withdraw(struct db *db, struct arena *arena, struct id actor,
    struct id person, struct id leave, struct str source, struct err *err)
{
	struct absence a;
	enum err_code rc = person_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = find(db, arena, person, leave, &a, err);
	if (rc != ERR_NONE || a.withdrawn)
		return rc;
	a.withdrawn = true;
	return say(db, arena, actor, person, &a, source, err);
}

enum err_code
absence_list(struct db *db, struct arena *arena, struct id viewer,
    struct id person, struct absences *out, struct err *err)
{
	struct sql_absence_all_rows rows;
	struct absences all = {0};
	enum err_code rc;

	rc = sql_absence_all(db, arena,
	    &(struct sql_absence_all_in){.viewer = viewer,
		.program = id_eq(viewer, PERSON_PROGRAM),
		.person = person,
		.most = ABSENCE_MOST},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct absence *a = ARENA_PUSH(arena, &all);

		if (a == NULL)
			return arena_fail(arena, err);
		*a = (struct absence){rows.v[i].id, rows.v[i].from_at,
		    rows.v[i].to_at.v, rows.v[i].withdrawn, rows.v[i].known};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
