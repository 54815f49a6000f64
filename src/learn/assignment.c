#include "learn/assignment.h"

#include <stdlib.h>

#include "ledger/ledger.h"
#include "sql/record.h"

static const char *const by_names[] = {
    [ASSIGNMENT_RULE] = "rule",
    [ASSIGNMENT_FINDING] = "finding",
    [ASSIGNMENT_LEAD] = "lead",
};

const char *
assignment_status_name(enum assignment_status status)
{
	static const char *const names[] = {
	    [ASSIGNMENT_CURRENT] = "current",
	    [ASSIGNMENT_DUE] = "due",
	    [ASSIGNMENT_OVERDUE] = "overdue",
	    [ASSIGNMENT_COMPLETED] = "completed",
	};

	return names[status];
}

enum assignment_by
assignment_by_read(struct str name)
{
	for (unsigned i = 0; i < NELEM(by_names); i++)
		if (str_eq(name, str_from(by_names[i])))
			return (enum assignment_by)i;
	return ASSIGNMENT_RULE;
}

enum err_code
assignment_make(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct assignment_new *in, struct err *err)
{
	if (catalog_module(catalog, in->module_id) == NULL)
		return err_set(err, ERR_NOT_FOUND, "no module '%.*s'",
		    STR_FMT(str_sub(in->module_id, 0, 80)));
	if (in->why.len == 0 || in->why.len > 1000)
		return err_set(err, ERR_INVALID,
		    "an assignment says why, in 1 to 1000 bytes");
	const struct ledger_field fields[] = {
	    FIELD_TEXT("module", in->module_id),
	    FIELD_TEXT("why", in->why),
	    FIELD_TIME("due", in->due),
	    FIELD_TEXT("by", str_from(by_names[in->by])),
	    FIELD_ID("finding", in->finding),
	};
	const struct ledger_fact fact = {.id = in->id,
	    .type = LEDGER_ASSIGNMENT_MADE,
	    .at = clock_now(),
	    .actor = in->actor,
	    .subject = in->person,
	    .fields = fields,
	    .n = NELEM(fields)};

	return ledger_append(db, arena, &fact, err);
}

enum assignment_status
assignment_status(enum assignment_by by, int64_t made, int64_t due,
    int64_t completed, int64_t valid_until, int64_t now)
{
	bool counts =
	    completed > 0 && (by == ASSIGNMENT_RULE || completed >= made);

	if (counts && (valid_until == 0 || valid_until > now))
		return ASSIGNMENT_COMPLETED;
	/* a proof that ran out: what it proved is owed since then */
	if (counts && valid_until > due)
		due = valid_until;
	if (due > 0 && due <= now)
		return ASSIGNMENT_OVERDUE;
	return due > 0 && due - now <= ASSIGNMENT_SOON ? ASSIGNMENT_DUE
						       : ASSIGNMENT_CURRENT;
}

struct call {
	struct arena *arena;
	struct id person;
	struct sql_assignment_of_person_rows rows;
};

static enum err_code
list_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;

	c->rows = (struct sql_assignment_of_person_rows){0};
	return sql_assignment_of_person(db, c->arena,
	    &(struct sql_assignment_of_person_in){.person = c->person},
	    &c->rows, err);
}

static void
fill(const struct learn *learn, const struct sql_assignment_of_person_row *row,
    int64_t now, struct assignment *out)
{
	const struct catalog_module *m =
	    catalog_module(learn->catalog, row->module);

	*out = (struct assignment){.id = row->id,
	    .module_id = row->module,
	    .title = m != NULL ? m->title : row->module,
	    .why = row->why,
	    .minutes = m != NULL ? m->minutes : 0,
	    .made = row->made,
	    .due = row->due.set ? row->due.v : 0,
	    .completed = row->completed.set ? row->completed.v : 0,
	    .valid_until = row->valid_until.set ? row->valid_until.v : 0,
	    .by = assignment_by_read(row->asked_by)};
	out->status = assignment_status(out->by, out->made, out->due,
	    out->completed, out->valid_until, now);
}

/* Which of two askings for one module is to be shown. */
static bool
rather(const struct assignment *a, const struct assignment *b)
{
	bool a_open = a->status != ASSIGNMENT_COMPLETED;
	bool b_open = b->status != ASSIGNMENT_COMPLETED;

	if (a_open != b_open)
		return a_open;
	if (!a_open)
		return a->made > b->made;
	if (a->due == 0 || b->due == 0)
		return b->due == 0 && a->due != 0;
	return a->due < b->due;
}

/* Overdue first, then by date; completed ones last, newest first. */
static int
compare(const void *x, const void *y)
{
	const struct assignment *a = x, *b = y;
	bool a_done = a->status == ASSIGNMENT_COMPLETED;
	bool b_done = b->status == ASSIGNMENT_COMPLETED;
	int64_t a_due = a->due > 0 ? a->due : INT64_MAX;
	int64_t b_due = b->due > 0 ? b->due : INT64_MAX;

	if (a_done != b_done)
		return a_done ? 1 : -1;
	if (a_done && a->completed != b->completed)
		return a->completed > b->completed ? -1 : 1;
	if (a_due != b_due)
		return a_due < b_due ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, ID_SIZE);
}

static enum err_code
add(struct arena *arena, struct assignments *list, const struct assignment *a,
    struct err *err)
{
	struct assignment *slot;

	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].module_id, a->module_id)) {
			if (rather(a, &list->v[i]))
				list->v[i] = *a;
			return ERR_NONE;
		}
	slot = ARENA_PUSH(arena, list);
	if (slot == NULL)
		return arena_fail(arena, err);
	*slot = *a;
	return ERR_NONE;
}

enum err_code
assignment_list(const struct learn *learn, struct id person, int64_t now,
    struct arena *arena, struct assignments *out, struct err *err)
{
	struct call c = {.arena = arena, .person = person};
	struct assignments list = {0};
	enum err_code rc = store_read(learn->store, list_tx, &c, err);

	for (size_t i = 0; i < c.rows.n && rc == ERR_NONE; i++) {
		struct assignment a;

		fill(learn, &c.rows.v[i], now, &a);
		rc = add(arena, &list, &a, err);
	}
	if (rc != ERR_NONE)
		return rc;
	if (list.n > 1)
		qsort(list.v, list.n, sizeof(*list.v), compare);
	*out = list;
	return ERR_NONE;
}
