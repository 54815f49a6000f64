/* The states of one thing over a time. */
#include <stdlib.h>

#include "policy/engine_part.h"

#define STEPS_MAX 10000 /* a state changes a few times a year */

struct walk {
	const struct engine *e;
	const struct timeline *t;
	struct arena *arena; /* of the answer */
	struct engine_ask ask;
	const struct policy_thing *thing;
	int64_t *at; /* instants of facts and policies, in order */
	size_t n;
	bool found;
	struct owed owed; /* at the instant looked at */
};

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Everything that may change a state by itself. */
static enum err_code
take_instants(struct walk *w, struct err *err)
{
	const struct timeline *t = w->t;
	const struct validity *v = &w->e->validity;
	size_t most = t->changes.n + 2 * t->grants.n + 2 * t->leaves.n +
	    t->proofs.n + 2 * t->excuses.n + w->e->policies.n;
	size_t k = 0;

	for (size_t i = 0; i < v->modules.n; i++)
		most += v->modules.v[i].releases.n;
	w->at = ARENA_ARRAY(w->arena, most + 1, int64_t);
	if (w->at == NULL)
		return arena_fail(w->arena, err);
	for (size_t i = 0; i < t->changes.n; i++)
		w->at[k++] = t->changes.v[i].effective +
		    (t->changes.v[i].kind == CHANGE_LEFT);
	for (size_t i = 0; i < t->grants.n; i++) {
		w->at[k++] = t->grants.v[i].since;
		w->at[k++] = t->grants.v[i].until + 1;
	}
	for (size_t i = 0; i < t->leaves.n; i++) {
		w->at[k++] = t->leaves.v[i].from;
		w->at[k++] = t->leaves.v[i].to + 1;
	}
	for (size_t i = 0; i < t->proofs.n; i++)
		w->at[k++] = t->proofs.v[i].done.at;
	for (size_t i = 0; i < t->excuses.n; i++) {
		w->at[k++] = t->excuses.v[i].from;
		w->at[k++] = t->excuses.v[i].until + 1;
	}
	for (size_t i = 0; i < w->e->policies.n; i++)
		w->at[k++] = w->e->policies.v[i]->effective;
	for (size_t i = 0; i < v->modules.n; i++)
		for (size_t r = 0; r < v->modules.v[i].releases.n; r++)
			w->at[k++] = v->modules.v[i].releases.v[r].at;
	qsort(w->at, k, sizeof(*w->at), compare);
	w->n = k;
	return ERR_NONE;
}

static enum err_code
take_owed(const struct owed *owed, void *ctx, struct err *err UNUSED)
{
	struct walk *w = ctx;

	if (owed->thing->kind != w->thing->kind ||
	    !str_eq(owed->thing->id, w->thing->id))
		return ERR_NONE;
	w->owed = *owed;
	w->found = true;
	return ERR_NONE;
}

static enum err_code
look(struct walk *w, int64_t at, struct err *err)
{
	struct arena scratch;
	struct plan plan;
	enum err_code rc;

	arena_init(&scratch, (size_t)16 << 20);
	w->ask.now = at;
	w->found = false;
	rc = engine_plan(w->e, &w->ask, &scratch, &plan, err);
	if (rc == ERR_NONE)
		rc = engine_judge(
		    w->e, &plan, &w->ask, w->t, &scratch, take_owed, w, err);
	arena_release(&scratch);
	return rc;
}

static void
nearer(int64_t candidate, int64_t at, int64_t *next)
{
	if (candidate > at && candidate < *next)
		*next = candidate;
}

/* The first instant after at by which the state may be another. */
static int64_t
next_after(const struct walk *w, int64_t at)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < w->n; i++)
		nearer(w->at[i], at, &next);
	if (w->found && w->owed.due.opens > 0)
		nearer(w->owed.due.opens, at, &next);
	if (w->found && w->owed.due.due > 0)
		nearer(w->owed.due.due + 1, at, &next);
	return next;
}

static enum err_code
add_span(struct engine_spans *out, struct arena *arena, int64_t from,
    int64_t to, enum due_state state, struct err *err)
{
	struct engine_span *s;

	if (out->n > 0 && out->v[out->n - 1].state == state) {
		out->v[out->n - 1].to = to;
		return ERR_NONE;
	}
	s = ARENA_PUSH(arena, out);
	if (s == NULL)
		return arena_fail(arena, err);
	*s = (struct engine_span){from, to, state};
	return ERR_NONE;
}

static enum err_code
walk(struct walk *w, int64_t from, int64_t to, struct engine_spans *out,
    struct err *err)
{
	enum err_code rc = ERR_NONE;
	int64_t at = from;

	for (unsigned steps = 0; at <= to && rc == ERR_NONE; steps++) {
		int64_t next;

		if (steps == STEPS_MAX)
			return err_set(err, ERR_LIMIT,
			    "a state changed more than %d times", STEPS_MAX);
		rc = look(w, at, err);
		if (rc != ERR_NONE)
			break;
		next = next_after(w, at);
		rc = add_span(out, w->arena, at, next > to ? to : next - 1,
		    w->found ? w->owed.due.state : DUE_IS_NOT_OWED, err);
		at = next;
	}
	return rc;
}

enum err_code
engine_history(struct engine *e, struct id person,
    const struct engine_item *item, int64_t from, int64_t to,
    struct arena *arena, struct engine_spans *out, struct err *err)
{
	struct engine_spans spans = {0};
	struct walk w = {.e = e,
	    .arena = arena,
	    .thing = item->thing,
	    .ask = {
		.obligation = item->obligation->id, .control = item->control}};
	enum err_code rc = engine_begin(e, err);

	if (rc != ERR_NONE)
		return rc;
	w.t = engine_find(e, person);
	if (w.t != NULL) {
		rc = take_instants(&w, err);
		if (rc == ERR_NONE)
			rc = walk(&w, from, to, &spans, err);
	}
	pthread_rwlock_unlock(&e->lock);
	if (rc == ERR_NONE)
		*out = spans;
	return rc;
}
