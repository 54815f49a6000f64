#include "policy/agenda.h"

#include <stdlib.h>

#include "catalog/path.h"
#include "learn/assignment.h"

bool
agenda_open(const struct agenda_item *item)
{
	return item->state == DUE_IS_DUE || item->state == DUE_IS_OVERDUE ||
	    (item->state == DUE_IS_CURRENT && !item->done);
}

void
agenda_keep_open(struct agenda *agenda)
{
	size_t n = 0;

	for (size_t i = 0; i < agenda->n; i++)
		if (agenda_open(&agenda->v[i]))
			agenda->v[n++] = agenda->v[i];
	agenda->n = n;
}

const char *
agenda_state_name(const struct agenda_item *item)
{
	return item->state == DUE_IS_CURRENT && item->done
	    ? "completed"
	    : due_state_name(item->state);
}

/* Something to do, or to do again some day. */
static bool
ahead(const struct agenda_item *item)
{
	return agenda_open(item) ||
	    (item->state == DUE_IS_CURRENT && item->due != 0);
}

static const char *
kind_name(enum policy_thing_kind kind)
{
	switch (kind) {
	case POLICY_LAB:
		return "lab";
	case POLICY_SIGNATURE:
		return "sign";
	default:
		return "module";
	}
}

static struct str
title_of(const struct catalog *catalog, const struct policy_thing *thing)
{
	const struct catalog_module *module;
	const struct catalog_lab_name *lab;

	switch (thing->kind) {
	case POLICY_MODULE:
		module = catalog_module(catalog, thing->id);
		return module ? module->title : thing->id;
	case POLICY_LAB:
		lab = catalog_lab_name(catalog, thing->id);
		return lab ? lab->title : thing->id;
	default:
		return STR("Signing the policy");
	}
}

static struct str
path_of(const struct policy_thing *thing, struct arena *arena)
{
	switch (thing->kind) {
	case POLICY_MODULE:
		return arena_strf(arena, "/modules/%.*s", STR_FMT(thing->id));
	case POLICY_LAB:
		return arena_strf(arena, "/labs/%.*s", STR_FMT(thing->id));
	default:
		return STR("/policy");
	}
}

/* What both kinds of asking have. */
static enum err_code
name_thing(const struct catalog *catalog, const struct policy_thing *thing,
    struct arena *arena, struct agenda_item *out, struct err *err)
{
	out->thing = arena_strf(
	    arena, "%s:%.*s", kind_name(thing->kind), STR_FMT(thing->id));
	out->kind = thing->kind;
	out->id = thing->id;
	out->title = title_of(catalog, thing);
	out->path = path_of(thing, arena);
	if (out->thing.ptr == NULL || out->path.ptr == NULL)
		return arena_fail(arena, err);
	return ERR_NONE;
}

enum err_code
agenda_item_of(const struct catalog *catalog, const struct owed *owed,
    struct arena *arena, struct agenda_item *out, struct err *err)
{
	*out = (struct agenda_item){.person = owed->person,
	    .obligation = owed->obligation->id,
	    .opens = owed->due.opens,
	    .due = owed->due.due,
	    .state = owed->excepted ? DUE_IS_EXCUSED : owed->due.state,
	    .done = owed->due.done != NULL,
	    .valid_until = owed->due.valid_until,
	    .reason = owed->due.reason};
	if (owed->due.done != NULL) {
		out->completed = owed->due.done->at;
		out->version = owed->due.done->version;
	}
	return name_thing(catalog, owed->thing, arena, out, err);
}

/* What an agenda is made of. */
struct asking {
	struct engine *engine;
	const struct learn *learn;
	struct id person;
	int64_t now;
	bool reasons, whole;
	struct arena *arena;
	struct agenda all;
};

static enum err_code
add_owed(struct asking *a, struct err *err)
{
	const struct engine_ask ask = {.now = a->now, .reasons = a->reasons};
	struct owed_list list = {0};
	enum err_code rc =
	    engine_person(a->engine, a->person, &ask, a->arena, &list, err);

	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		struct agenda_item item, *row;

		rc = agenda_item_of(
		    a->learn->catalog, &list.v[i], a->arena, &item, err);
		if (rc != ERR_NONE || !(a->whole || ahead(&item)))
			continue;
		row = ARENA_PUSH(a->arena, &a->all);
		if (row == NULL)
			return arena_fail(a->arena, err);
		*row = item;
	}
	return rc;
}

static struct agenda_item *
find_thing(const struct agenda *agenda, struct str thing)
{
	for (size_t i = 0; i < agenda->n; i++)
		if (str_eq(agenda->v[i].thing, thing))
			return &agenda->v[i];
	return NULL;
}

/* What is asked for twice stands once, with the earlier date. */
static enum err_code
add_once(struct arena *arena, struct agenda *out,
    const struct agenda_item *item, struct err *err)
{
	struct agenda_item *row = find_thing(out, item->thing);

	if (row != NULL && !agenda_open(item))
		return ERR_NONE;
	if (row != NULL && agenda_open(row) && row->due != 0 &&
	    (item->due == 0 || row->due <= item->due))
		return ERR_NONE;
	if (row == NULL)
		row = ARENA_PUSH(arena, out);
	if (row == NULL)
		return arena_fail(arena, err);
	*row = *item;
	return ERR_NONE;
}

static enum due_state
state_of(enum assignment_status status)
{
	switch (status) {
	case ASSIGNMENT_DUE:
		return DUE_IS_DUE;
	case ASSIGNMENT_OVERDUE:
		return DUE_IS_OVERDUE;
	default:
		return DUE_IS_CURRENT;
	}
}

static enum err_code
item_of_asking(const struct asking *a, const struct assignment *asked,
    struct agenda_item *out, struct err *err)
{
	const struct policy_thing thing = {
	    .kind = POLICY_MODULE, .id = asked->module_id};

	*out = (struct agenda_item){.person = a->person,
	    .obligation = STR(""),
	    .opens = asked->made,
	    .due = asked->due,
	    .state = state_of(asked->status),
	    .done = asked->status == ASSIGNMENT_COMPLETED,
	    .completed = asked->completed,
	    .version = asked->version,
	    .valid_until = asked->valid_until,
	    .reason = asked->why};
	return name_thing(a->learn->catalog, &thing, a->arena, out, err);
}

/* What a lead or a finding asked for. */
static enum err_code
add_asked(struct asking *a, struct err *err)
{
	struct assignments list = {0};
	enum err_code rc =
	    assignment_list(a->learn, a->person, a->now, a->arena, &list, err);

	for (size_t i = 0; i < list.n && rc == ERR_NONE; i++) {
		struct agenda_item item;

		if (list.v[i].by == ASSIGNMENT_RULE)
			continue; /* the engine said it */
		rc = item_of_asking(a, &list.v[i], &item, err);
		if (rc == ERR_NONE && (a->whole || agenda_open(&item)))
			rc = add_once(a->arena, &a->all, &item, err);
	}
	return rc;
}

static int
by_date(const void *a, const void *b)
{
	const struct agenda_item *x = a, *y = b;
	int64_t dx = x->due != 0 ? x->due : INT64_MAX,
		dy = y->due != 0 ? y->due : INT64_MAX;

	if (dx != dy)
		return dx < dy ? -1 : 1;
	return str_cmp(x->thing, y->thing);
}

static bool
rather(const struct agenda_item *a, const struct agenda_item *b)
{
	if (agenda_open(a) != agenda_open(b))
		return agenda_open(a);
	return by_date(a, b) < 0;
}

void
agenda_keep_once(struct agenda *agenda)
{
	struct agenda once = {.v = agenda->v};

	for (size_t i = 0; i < agenda->n; i++) {
		const struct agenda_item item = agenda->v[i];
		struct agenda_item *row = find_thing(&once, item.thing);

		if (row == NULL)
			once.v[once.n++] = item;
		else if (rather(&item, row))
			*row = item;
	}
	agenda->n = once.n;
	if (agenda->n > 1)
		qsort(agenda->v, agenda->n, sizeof(*agenda->v), by_date);
}

static enum err_code
collect(struct asking *a, struct agenda *out, struct err *err)
{
	enum err_code rc = add_owed(a, err);

	if (rc == ERR_NONE)
		rc = add_asked(a, err);
	if (rc != ERR_NONE)
		return rc;
	if (a->all.n > 1)
		qsort(a->all.v, a->all.n, sizeof(*a->all.v), by_date);
	*out = a->all;
	return ERR_NONE;
}

enum err_code
agenda_of(struct engine *engine, const struct learn *learn, struct id person,
    int64_t now, bool reasons, struct arena *arena, struct agenda *out,
    struct err *err)
{
	struct asking a = {
	    engine, learn, person, now, reasons, false, arena, {0}};

	return collect(&a, out, err);
}

enum err_code
agenda_whole(struct engine *engine, const struct learn *learn, struct id person,
    int64_t now, bool reasons, struct arena *arena, struct agenda *out,
    struct err *err)
{
	struct asking a = {
	    engine, learn, person, now, reasons, true, arena, {0}};

	return collect(&a, out, err);
}
