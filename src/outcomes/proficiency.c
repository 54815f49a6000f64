#include "outcomes/proficiency.h"

#include <stdlib.h>

#include "codec/json_read.h"
#include "sql/proficiency.h"

#define STACK_NONE STR("no stack given")

struct counting {
	const struct catalog *catalog;
	struct arena *arena;
	struct id viewer;
	struct str reach;
	struct proficiency out;
	struct {
		struct counted {
			struct id last; /* person counted last */
		} * v;
		size_t n, cap;
	} last[PROFICIENCY_BYS]; /* beside out.by[].v */
	struct id person;        /* of the row before */
	struct sql_proficiency_systems_rows systems;
	size_t system; /* the first of this person's */
	struct arena row;
};

static enum err_code
add(struct counting *c, enum proficiency_by by, struct str class_id,
    struct str group, const struct sql_proficiency_answers_row *row,
    struct err *err)
{
	struct proficiency_table *t = &c->out.by[by];
	struct proficiency_cell *cell = NULL;
	struct counted *last;
	size_t i = 0;

	while (i < t->n &&
	    (!str_eq(t->v[i].class_id, class_id) ||
		!str_eq(t->v[i].group, group)))
		i++;
	if (i == t->n) {
		cell = ARENA_PUSH(c->arena, t);
		if (cell == NULL || ARENA_PUSH(c->arena, &c->last[by]) == NULL)
			return arena_fail(c->arena, err);
		cell->class_id = class_id;
		cell->group =
		    group.len > 0 ? arena_str(c->arena, group) : STR("");
		if (cell->group.ptr == NULL)
			return arena_fail(c->arena, err);
	}
	cell = &t->v[i];
	last = &c->last[by].v[i];
	cell->people += !id_eq(last->last, row->person);
	last->last = row->person;
	cell->n += (uint64_t)row->n;
	cell->right += (uint64_t)row->right_count;
	return ERR_NONE;
}

static enum err_code
add_stacks(struct counting *c, struct str class_id,
    const struct sql_proficiency_answers_row *row, struct err *err)
{
	struct json list = {.n = 0};
	enum err_code rc = ERR_NONE;
	bool any = false;
	struct err why;

	arena_reset(&c->row);
	if (row->stacks.len > 0 &&
	    (json_read(row->stacks, &c->row, &list, &why) != ERR_NONE ||
		list.kind != JSON_IS_LIST))
		list.n = 0;
	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		const struct json *v = &list.items[i].value;

		if (v->kind != JSON_IS_TEXT)
			continue;
		any = true;
		rc = add(c, PROFICIENCY_BY_STACK, class_id, v->text, row, err);
	}
	return any || rc != ERR_NONE
	    ? rc
	    : add(c, PROFICIENCY_BY_STACK, class_id, STACK_NONE, row, err);
}

/* Both lists are ordered by person: one walk along the other. */
static enum err_code
add_systems(struct counting *c, struct str class_id,
    const struct sql_proficiency_answers_row *row, struct err *err)
{
	enum err_code rc = ERR_NONE;

	while (c->system < c->systems.n &&
	    memcmp(c->systems.v[c->system].person.bytes, row->person.bytes,
		ID_SIZE) < 0)
		c->system++;
	for (size_t i = c->system; rc == ERR_NONE && i < c->systems.n &&
	     id_eq(c->systems.v[i].person, row->person);
	     i++)
		rc = add(c, PROFICIENCY_BY_SYSTEM, class_id,
		    c->systems.v[i].repository, row, err);
	return rc;
}

static enum err_code
take(const struct sql_proficiency_answers_row *row, void *ctx, struct err *err)
{
	struct counting *c = ctx;
	const struct catalog_module *m =
	    catalog_module(c->catalog, row->module);
	struct str class_id;
	enum err_code rc;

	if (m == NULL)
		return ERR_NONE; /* no longer taught: in no class */
	class_id = m->owasp.len > 0 ? m->owasp : m->id;
	c->out.people += !id_eq(c->person, row->person);
	c->person = row->person;
	rc = add(c, PROFICIENCY_BY_CLASS, class_id, STR(""), row, err);
	if (rc == ERR_NONE)
		rc = add(c, PROFICIENCY_BY_ROLE, class_id, row->role, row, err);
	if (rc == ERR_NONE)
		rc = add_stacks(c, class_id, row, err);
	return rc == ERR_NONE ? add_systems(c, class_id, row, err) : rc;
}

static enum err_code
count_tx(struct db *db, void *ctx, struct err *err)
{
	struct counting *c = ctx;
	enum err_code rc;

	c->out = (struct proficiency){0}; /* it may be begun again */
	memset(c->last, 0, sizeof(c->last));
	c->systems = (struct sql_proficiency_systems_rows){0};
	c->system = 0;
	c->person = (struct id){0};
	rc = sql_proficiency_systems(db, c->arena,
	    &(struct sql_proficiency_systems_in){
		.viewer = c->viewer, .reach = c->reach},
	    &c->systems, err);

	if (rc != ERR_NONE)
		return rc;
	return sql_proficiency_answers(db,
	    &(struct sql_proficiency_answers_in){
		.viewer = c->viewer, .reach = c->reach},
	    take, c, err);
}

static int
compare(const void *x, const void *y)
{
	const struct proficiency_cell *a = x, *b = y;
	int by_class = str_cmp(a->class_id, b->class_id);

	return by_class != 0 ? by_class : str_cmp(a->group, b->group);
}

/*
 * Cells from..to are the groups of one class.  Where those withheld are fewer
 * people together than may be told apart, the smallest of the others goes with
 * them: or their numbers would be the class's less the rest.
 */
static void
withhold(struct proficiency_cell *cells, size_t from, size_t to)
{
	struct proficiency_cell *smallest = NULL;
	uint64_t hidden = 0;

	for (size_t i = from; i < to; i++) {
		if (cells[i].people < PROFICIENCY_LEAST) {
			cells[i].withheld = true;
			hidden += cells[i].people;
		} else if (smallest == NULL ||
		    cells[i].people < smallest->people)
			smallest = &cells[i];
	}
	if (hidden > 0 && hidden < PROFICIENCY_LEAST && smallest != NULL)
		smallest->withheld = true;
}

static void
finish(struct proficiency_table *t, enum proficiency_reach reach)
{
	size_t from = 0;

	if (t->n > 1)
		qsort(t->v, t->n, sizeof(*t->v), compare);
	for (size_t i = 1; reach != PROFICIENCY_OWN && i <= t->n; i++)
		if (i == t->n ||
		    !str_eq(t->v[i].class_id, t->v[from].class_id)) {
			withhold(t->v, from, i);
			from = i;
		}
	for (size_t i = 0; i < t->n; i++) {
		struct proficiency_cell *cell = &t->v[i];

		if (cell->withheld) {
			cell->n = cell->right = 0;
			continue;
		}
		cell->share = (double)cell->right / (double)cell->n;
		cell->share_in = interval_wilson(cell->right, cell->n);
	}
}

enum err_code
proficiency_get(struct store *store, const struct catalog *catalog,
    struct id viewer, enum proficiency_reach reach, struct arena *arena,
    struct proficiency *out, struct err *err)
{
	static const struct str names[] = {[PROFICIENCY_OWN] = STR_INIT("own"),
	    [PROFICIENCY_TEAM] = STR_INIT("team"),
	    [PROFICIENCY_ALL] = STR_INIT("all")};
	struct counting c = {.catalog = catalog,
	    .arena = arena,
	    .viewer = viewer,
	    .reach = names[reach]};
	enum err_code rc;

	arena_init(&c.row, 1 << 20);
	rc = store_read(store, count_tx, &c, err);
	arena_release(&c.row);
	if (rc != ERR_NONE)
		return rc;
	for (unsigned by = 0; by < PROFICIENCY_BYS; by++)
		finish(&c.out.by[by], reach);
	*out = c.out;
	return ERR_NONE;
}
