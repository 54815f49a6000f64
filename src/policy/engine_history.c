/* The states of one thing over a time. */
#include <stdlib.h>

#include "policy/engine_part.h"

#define MEMORY    ((size_t)16 << 20)
#define STEPS_MAX 10000 /* a state changes a few times a year */

struct walk {
	const struct engine *e;
	const struct timeline *t;
	struct arena *arena; /* of the answer */
	struct engine_ask ask;
	const struct policy_thing *thing;
	atom thing_atom, obligation_atom;
	int64_t from, to;
	int64_t *at; /* instants of facts and policies within, in order */
	size_t n;
	struct arena kept, scratch; /* of a plan; of an instant */
	struct plan plan;
	struct judging judging;
	bool found;
	struct owed owed; /* at the instant looked at */
};

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
note(struct walk *w, int64_t at)
{
	if (at > w->from && at <= w->to)
		w->at[w->n++] = at;
}

static void
note_span(struct walk *w, int64_t from, int64_t last)
{
	note(w, from);
	note(w, last + 1);
}

/* Those of other modules change nothing. */
static bool
released(const struct walk *w, const struct validity_module *m)
{
	return w->thing->kind == POLICY_MODULE &&
	    str_eq(m->module, w->thing->id);
}

static enum err_code
make_room(struct walk *w, struct err *err)
{
	const struct timeline *t = w->t;
	const struct validity *v = &w->e->validity;
	size_t most = t->changes.n + 2 * t->grants.n + 2 * t->leaves.n +
	    t->proofs.n + 2 * t->excuses.n + w->e->policies.n;

	for (size_t i = 0; i < v->modules.n; i++)
		if (released(w, &v->modules.v[i]))
			most += v->modules.v[i].releases.n;
	w->at = ARENA_ARRAY(w->arena, most + 1, int64_t);
	return w->at != NULL ? ERR_NONE : arena_fail(w->arena, err);
}

/* What happened to them. */
static void
take_theirs(struct walk *w)
{
	const struct timeline *t = w->t;

	for (size_t i = 0; i < t->changes.n; i++)
		note(w,
		    t->changes.v[i].effective +
			(t->changes.v[i].kind == CHANGE_LEFT));
	for (size_t i = 0; i < t->grants.n; i++)
		note_span(w, t->grants.v[i].since, t->grants.v[i].until);
	for (size_t i = 0; i < t->leaves.n; i++)
		note_span(w, t->leaves.v[i].from, t->leaves.v[i].to);
	for (size_t i = 0; i < t->proofs.n; i++)
		if (t->proofs.v[i].kind == w->thing->kind &&
		    t->proofs.v[i].thing == w->thing_atom)
			note(w, t->proofs.v[i].done.at);
	for (size_t i = 0; i < t->excuses.n; i++)
		if (t->excuses.v[i].obligation == w->obligation_atom)
			note_span(
			    w, t->excuses.v[i].from, t->excuses.v[i].until);
}

/* What happened to everybody. */
static void
take_rules(struct walk *w)
{
	const struct validity *v = &w->e->validity;

	for (size_t i = 0; i < w->e->policies.n; i++)
		note(w, w->e->policies.v[i]->effective);
	for (size_t i = 0; i < v->modules.n; i++)
		for (size_t r = 0; released(w, &v->modules.v[i]) &&
		     r < v->modules.v[i].releases.n;
		     r++)
			note(w, v->modules.v[i].releases.v[r].at);
}

/* Everything that may change the state by itself. */
static enum err_code
take_instants(struct walk *w, struct err *err)
{
	enum err_code rc = make_room(w, err);

	if (rc != ERR_NONE)
		return rc;
	take_theirs(w);
	take_rules(w);
	if (w->n > 1)
		qsort(w->at, w->n, sizeof(*w->at), compare);
	return ERR_NONE;
}

static enum err_code
take_owed(const struct owed *owed, void *ctx, struct err *err UNUSED)
{
	struct walk *w = ctx;

	w->owed = *owed;
	w->found = true;
	return ERR_NONE;
}

/* One plan for as long as a version is in force. */
static enum err_code
plan_for(struct walk *w, int64_t at, struct err *err)
{
	enum err_code rc;

	w->ask.now = at;
	if (w->plan.policy != NULL &&
	    w->plan.policy == engine_policy_in(w->e, at)) {
		w->plan.when.now = at;
		return ERR_NONE;
	}
	arena_reset(&w->kept);
	rc = engine_plan(w->e, &w->ask, &w->kept, &w->plan, err);
	if (rc == ERR_NONE)
		rc = engine_judge_begin(
		    &w->judging, w->e, &w->plan, &w->ask, w->t, &w->kept, err);
	w->judging.arena = &w->scratch;
	return rc;
}

static enum err_code
look(struct walk *w, int64_t at, struct err *err)
{
	enum err_code rc = plan_for(w, at, err);

	arena_reset(&w->scratch);
	w->found = false;
	for (size_t k = 0; k < w->plan.n && rc == ERR_NONE; k++) {
		const struct policy_thing *thing = w->plan.items[k].thing;

		if (thing->kind == w->thing->kind &&
		    str_eq(thing->id, w->thing->id))
			rc = engine_judge_item(&w->judging, k, take_owed, w);
	}
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
walk(struct walk *w, struct engine_spans *out, struct err *err)
{
	enum err_code rc = ERR_NONE;
	int64_t at = w->from;

	for (unsigned steps = 0; at <= w->to && rc == ERR_NONE; steps++) {
		int64_t next;

		if (steps == STEPS_MAX)
			return err_set(err, ERR_LIMIT,
			    "a state changed more than %d times", STEPS_MAX);
		rc = look(w, at, err);
		if (rc != ERR_NONE)
			break;
		next = next_after(w, at);
		rc =
		    add_span(out, w->arena, at, next > w->to ? w->to : next - 1,
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
	    .from = from,
	    .to = to,
	    .ask = {
		.obligation = item->obligation->id, .control = item->control}};
	enum err_code rc = engine_begin(e, err);

	if (rc != ERR_NONE)
		return rc;
	arena_init(&w.kept, MEMORY);
	arena_init(&w.scratch, MEMORY);
	w.thing_atom = atoms_find(&e->atoms, item->thing->id);
	w.obligation_atom = atoms_find(&e->atoms, item->obligation->id);
	w.t = engine_find(e, person);
	if (w.t != NULL) {
		rc = take_instants(&w, err);
		if (rc == ERR_NONE)
			rc = walk(&w, &spans, err);
	}
	pthread_rwlock_unlock(&e->lock);
	arena_release(&w.scratch);
	arena_release(&w.kept);
	if (rc == ERR_NONE)
		*out = spans;
	return rc;
}
