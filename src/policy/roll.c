#include "policy/roll.h"

#include <stdlib.h>

#include "policy/stand.h"

#define ROLL_MEMORY ((size_t)1 << 30) /* some hundred bytes a row */

struct call {
	const struct roll_ask *ask;
	struct arena *arena; /* of the unnamed rows */
	struct roll all;
};

static enum err_code
take(const struct owed *owed, void *ctx, struct err *err)
{
	struct call *c = ctx;
	enum due_state state =
	    owed->excepted ? DUE_IS_EXCUSED : owed->due.state;
	struct roll_row *row;

	if (state == DUE_IS_NOT_OWED ||
	    (c->ask->some && state != c->ask->state))
		return ERR_NONE;
	row = ARENA_PUSH(c->arena, &c->all);
	if (row == NULL)
		return arena_fail(c->arena, err);
	*row = (struct roll_row){.person = owed->person,
	    .obligation = owed->obligation,
	    .thing = owed->thing,
	    .state = state,
	    .due = owed->due.due,
	    .valid_until = owed->due.valid_until,
	    .done = owed->due.done != NULL ? owed->due.done->at : 0,
	    .how = owed->due.done != NULL ? owed->due.done->how : 0};
	return ERR_NONE;
}

static int
worst_first(const void *a, const void *b)
{
	const struct roll_row *x = a, *y = b;

	if (x->state != y->state)
		return stand_worse(x->state, y->state) ? -1 : 1;
	if (x->due != y->due) /* without a date: last */
		return (uint64_t)x->due - 1 < (uint64_t)y->due - 1 ? -1 : 1;
	if (!id_eq(x->person, y->person))
		return memcmp(x->person.bytes, y->person.bytes, ID_SIZE);
	return str_cmp(x->thing->id, y->thing->id);
}

static enum err_code
gather(struct engine *engine, struct call *c, struct err *err)
{
	const struct coverage *a = c->ask->coverage;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < a->obligations.n && rc == ERR_NONE; i++) {
		const struct engine_ask ask = {.now = c->ask->now,
		    .obligation = a->obligations.v[i]->id,
		    .control = a->name};

		if (policy_kind_personal(a->obligations.v[i]->kind))
			rc = engine_each(engine, &ask, take, c, err);
	}
	if (rc == ERR_NONE && c->all.n > 0)
		qsort(c->all.v, c->all.n, sizeof(c->all.v[0]), worst_first);
	return rc;
}

/* The sentence of a row, as the engine says it. */
static enum err_code
give_reason(struct engine *engine, const struct roll_ask *in,
    struct roll_row *row, struct arena *arena, struct err *err)
{
	const struct engine_ask ask = {.now = in->now,
	    .obligation = row->obligation->id,
	    .control = in->coverage->name,
	    .reasons = true};
	struct owed_list list = {0};
	enum err_code rc =
	    engine_person(engine, row->person, &ask, arena, &list, err);

	for (size_t i = 0; rc == ERR_NONE && i < list.n; i++)
		if (list.v[i].thing->kind == row->thing->kind &&
		    str_eq(list.v[i].thing->id, row->thing->id))
			row->reason = list.v[i].due.reason;
	return rc;
}

static enum err_code
name_rows(struct engine *engine, const struct call *c, struct arena *arena,
    struct roll *out, struct err *err)
{
	const struct roll_ask *ask = c->ask;
	size_t end = ask->most > 0 && c->all.n - ask->from > ask->most
	    ? ask->from + ask->most
	    : c->all.n;
	struct engine_who who = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = ask->from; i < end && rc == ERR_NONE; i++) {
		struct roll_row *row = ARENA_PUSH(arena, out);

		if (row == NULL)
			return arena_fail(arena, err);
		*row = c->all.v[i];
		if (!id_eq(who.id, row->person) &&
		    !engine_who(engine, row->person, ask->now, arena, &who))
			who = (struct engine_who){0}; /* erased meanwhile */
		row->name = who.name;
		row->email = who.email;
		if (ask->most > 0)
			rc = give_reason(engine, ask, row, arena, err);
	}
	return rc;
}

enum err_code
roll_call(struct tallies *tallies, const struct roll_ask *ask,
    struct arena *arena, struct roll *out, struct err *err)
{
	struct engine *engine = tallies_engine(tallies);
	struct roll named = {0};
	struct arena rows;
	struct call c = {.ask = ask, .arena = &rows};
	enum err_code rc;

	arena_init(&rows, ROLL_MEMORY);
	rc = gather(engine, &c, err);
	if (rc == ERR_NONE && ask->from < c.all.n)
		rc = name_rows(engine, &c, arena, &named, err);
	named.total = c.all.n;
	arena_release(&rows);
	if (rc == ERR_NONE)
		*out = named;
	return rc;
}
