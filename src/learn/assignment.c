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

static enum assignment_status
status_of(const struct due *due)
{
	switch (due->state) {
	case DUE_IS_DUE:
		return ASSIGNMENT_DUE;
	case DUE_IS_OVERDUE:
		return ASSIGNMENT_OVERDUE;
	default:
		return due->done != NULL ? ASSIGNMENT_COMPLETED
					 : ASSIGNMENT_CURRENT;
	}
}

enum err_code
assignment_stand(const struct validity *validity, enum assignment_by by,
    const struct validity_case *in, int64_t now, struct arena *arena,
    struct assignment *out, bool *owed, struct err *err)
{
	struct validity_case c = *in;
	struct due due;
	enum err_code rc;

	c.once = by != ASSIGNMENT_RULE;
	rc = validity_asking(validity, &c, now, arena, &due, err);
	if (rc != ERR_NONE)
		return rc;
	*owed = due.state != DUE_IS_NOT_OWED;
	out->made = in->asked;
	out->by = by;
	out->status = status_of(&due);
	out->due = due.due;
	out->why = due.reason;
	out->valid_until = due.valid_until;
	out->completed = due.done != NULL ? due.done->at : 0;
	out->version = due.done != NULL ? due.done->version : STR_NONE;
	return ERR_NONE;
}

struct call {
	const struct learn *learn;
	struct arena *arena;
	struct id person;
	int64_t now;
	struct validity validity;
	struct sql_assignment_of_person_rows rows;
};

static enum err_code
list_tx(struct db *db, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum err_code rc;

	c->rows = (struct sql_assignment_of_person_rows){0};
	rc = sql_assignment_of_person(db, c->arena,
	    &(struct sql_assignment_of_person_in){
		.person = c->person, .now = c->now},
	    &c->rows, err);
	if (rc == ERR_NONE && c->rows.n > 0)
		rc = validity_load(db, c->arena, c->learn->catalog,
		    c->learn->rules, &c->validity, err);
	return rc;
}

static int64_t
or_zero(struct sql_int n)
{
	return n.set ? n.v : 0;
}

static enum err_code
fill(const struct call *c, const struct sql_assignment_of_person_row *row,
    struct assignment *out, bool *owed, struct err *err)
{
	const struct catalog_module *m =
	    catalog_module(c->learn->catalog, row->module);
	const struct validity_case in = {.person = c->person,
	    .module = row->module,
	    .asked = row->made,
	    .due = or_zero(row->due),
	    .why = row->why,
	    .completed = or_zero(row->completed),
	    .version = row->version,
	    .how = row->how,
	    .stored_until = or_zero(row->valid_until)};

	*out = (struct assignment){.id = row->id,
	    .module_id = row->module,
	    .title = m != NULL ? m->title : row->module,
	    .minutes = m != NULL ? m->minutes : 0};
	return assignment_stand(&c->validity, assignment_by_read(row->asked_by),
	    &in, c->now, c->arena, out, owed, err);
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
	struct call c = {
	    .learn = learn, .arena = arena, .person = person, .now = now};
	struct assignments list = {0};
	enum err_code rc = learn_rules_follow(learn->rules, err);

	if (rc == ERR_NONE)
		rc = store_read(learn->store, list_tx, &c, err);

	for (size_t i = 0; i < c.rows.n && rc == ERR_NONE; i++) {
		struct assignment a;
		bool owed;

		rc = fill(&c, &c.rows.v[i], &a, &owed, err);
		if (rc == ERR_NONE && owed)
			rc = add(arena, &list, &a, err);
	}
	if (rc != ERR_NONE)
		return rc;
	if (list.n > 1)
		qsort(list.v, list.n, sizeof(*list.v), compare);
	*out = list;
	return ERR_NONE;
}
