/* The states of things over a time. */
#include <stdlib.h>

#include "policy/engine_part.h"

#define STEPS_MAX  10000 /* a state changes a few times a year */
#define PLANS_MAX  ((size_t)256 << 20)
#define PERSON_MAX ((size_t)64 << 20)
#define LOOK_MAX   ((size_t)16 << 20)
#define NO_ITEM    SIZE_MAX

/* What one control asks while one policy version is in force. */
struct lane {
	bool planned, begun; /* the latter: with the person at hand */
	struct engine_ask ask;
	struct plan plan;
	size_t *at; /* by item of the walk: which of the plan's, or NO_ITEM */
	struct judging judging;
};

struct engine_walk {
	struct engine *e;
	const struct engine_item *items;
	size_t n;
	int64_t from, to;
	uint64_t bindings;  /* that the lanes were planned with */
	struct arena plans; /* of the lanes */
	struct lane *lanes; /* by control, then version */
	size_t n_lanes, n_versions;
	size_t *control;              /* by item: its control's number */
	struct arena person, scratch; /* of the one at hand, of one look */
	const struct timeline *t;
	int64_t *at; /* instants of facts and policies, in order */
	size_t n_at;
	bool found;
	struct due due; /* at the instant looked at */
};

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Everything that may change a state by itself. */
static enum err_code
take_instants(struct engine_walk *w, struct err *err)
{
	const struct timeline *t = w->t;
	const struct validity *v = &w->e->validity;
	size_t most = t->changes.n + 2 * t->grants.n + 2 * t->leaves.n +
	    t->proofs.n + 2 * t->excuses.n + w->e->policies.n;
	size_t k = 0;

	for (size_t i = 0; i < v->modules.n; i++)
		most += v->modules.v[i].releases.n;
	w->at = ARENA_ARRAY(&w->person, most + 1, int64_t);
	if (w->at == NULL)
		return arena_fail(&w->person, err);
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
	w->n_at = k;
	return ERR_NONE;
}

/* --- lanes --------------------------------------------------------------- */

static size_t
version_at(const struct engine *e, int64_t at)
{
	size_t version = 0;

	for (size_t i = 1; i < e->policies.n; i++)
		if (e->policies.v[i]->effective <= at)
			version = i;
	return version;
}

static bool
same_item(const struct plan_item *a, const struct engine_item *b)
{
	return a->thing->kind == b->thing->kind &&
	    str_eq(a->thing->id, b->thing->id) &&
	    str_eq(a->obligation->id, b->obligation->id);
}

static size_t
find_item(const struct plan *plan, const struct engine_item *item)
{
	for (size_t k = 0; k < plan->n; k++)
		if (same_item(&plan->items[k], item))
			return k;
	return NO_ITEM;
}

static enum err_code
plan_lane(struct engine_walk *w, struct lane *lane, struct str control,
    int64_t at, struct err *err)
{
	enum err_code rc;

	lane->ask = (struct engine_ask){.now = at, .control = control};
	if (w->n == 1)
		lane->ask.obligation = w->items[0].obligation->id;
	lane->at = ARENA_ARRAY(&w->plans, w->n, size_t);
	if (lane->at == NULL)
		return arena_fail(&w->plans, err);
	rc = engine_plan(w->e, &lane->ask, &w->plans, &lane->plan, err);
	for (size_t i = 0; i < w->n && rc == ERR_NONE; i++)
		lane->at[i] = find_item(&lane->plan, &w->items[i]);
	lane->planned = rc == ERR_NONE;
	return rc;
}

/* Of an item's control at an instant, with the person begun. */
static enum err_code
lane_at(struct engine_walk *w, size_t item, int64_t at, struct lane **out,
    struct err *err)
{
	struct lane *lane =
	    &w->lanes[w->control[item] * w->n_versions + version_at(w->e, at)];
	enum err_code rc = ERR_NONE;

	if (!lane->planned)
		rc = plan_lane(w, lane, w->items[item].control, at, err);
	if (rc == ERR_NONE && !lane->begun)
		rc = engine_judging(&lane->judging, w->e, &lane->plan,
		    &lane->ask, w->t, &w->person, &w->scratch, err);
	lane->begun = rc == ERR_NONE;
	*out = lane;
	return rc;
}

/* Plans are void once something was bound anew. */
static enum err_code
make_lanes(struct engine_walk *w, struct err *err)
{
	size_t controls = 0;

	if (w->lanes != NULL && w->bindings == w->e->bindings)
		return ERR_NONE;
	arena_reset(&w->plans);
	w->bindings = w->e->bindings;
	w->n_versions = w->e->policies.n;
	w->control = ARENA_ARRAY(&w->plans, w->n + 1, size_t);
	if (w->control == NULL)
		return arena_fail(&w->plans, err);
	for (size_t i = 0; i < w->n; i++) {
		size_t k = 0;

		while (!str_eq(w->items[k].control, w->items[i].control))
			k++;
		w->control[i] = k == i ? controls++ : w->control[k];
	}
	w->n_lanes = controls * w->n_versions;
	w->lanes = ARENA_ARRAY(&w->plans, w->n_lanes + 1, struct lane);
	return w->lanes != NULL ? ERR_NONE : arena_fail(&w->plans, err);
}

/* --- one thing ----------------------------------------------------------- */

static enum err_code
take_owed(const struct owed *owed, void *ctx, struct err *err UNUSED)
{
	struct engine_walk *w = ctx;

	w->due = owed->due;
	w->found = true;
	return ERR_NONE;
}

static enum err_code
look(struct engine_walk *w, size_t item, int64_t at, struct err *err)
{
	struct lane *lane;
	enum err_code rc = lane_at(w, item, at, &lane, err);

	w->found = false;
	if (rc != ERR_NONE || lane->at[item] == NO_ITEM)
		return rc;
	arena_reset(&w->scratch);
	lane->judging.err = err;
	lane->plan.when.now = at;
	return engine_judge_item(&lane->judging, lane->at[item], take_owed, w);
}

static void
nearer(int64_t candidate, int64_t at, int64_t *next)
{
	if (candidate > at && candidate < *next)
		*next = candidate;
}

/* The first instant after at by which the state may be another. */
static int64_t
next_after(const struct engine_walk *w, int64_t at)
{
	int64_t next = INT64_MAX;
	size_t i = 0;

	while (i < w->n_at && w->at[i] <= at)
		i++;
	if (i < w->n_at)
		next = w->at[i];
	if (w->found && w->due.opens > 0)
		nearer(w->due.opens, at, &next);
	if (w->found && w->due.due > 0)
		nearer(w->due.due + 1, at, &next);
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
walk(struct engine_walk *w, size_t item, struct arena *arena,
    struct engine_spans *out, struct err *err)
{
	enum err_code rc = ERR_NONE;
	int64_t at = w->from;

	for (unsigned steps = 0; at <= w->to && rc == ERR_NONE; steps++) {
		int64_t next;

		if (steps == STEPS_MAX)
			return err_set(err, ERR_LIMIT,
			    "a state changed more than %d times", STEPS_MAX);
		rc = look(w, item, at, err);
		if (rc != ERR_NONE)
			break;
		next = next_after(w, at);
		rc = add_span(out, arena, at, next > w->to ? w->to : next - 1,
		    w->found ? w->due.state : DUE_IS_NOT_OWED, err);
		at = next;
	}
	return rc;
}

/* --- one person ---------------------------------------------------------- */

static enum err_code
walk_person(struct engine_walk *w, struct arena *arena,
    struct engine_spans *out, struct err *err)
{
	enum err_code rc = make_lanes(w, err);

	arena_reset(&w->person);
	for (size_t i = 0; i < w->n_lanes && rc == ERR_NONE; i++)
		w->lanes[i].begun = false;
	if (rc == ERR_NONE)
		rc = take_instants(w, err);
	for (size_t i = 0; i < w->n && rc == ERR_NONE; i++)
		rc = walk(w, i, arena, &out[i], err);
	return rc;
}

enum err_code
engine_walk_person(struct engine_walk *w, struct id person, struct arena *arena,
    struct engine_spans *out, struct err *err)
{
	enum err_code rc = engine_begin(w->e, err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < w->n; i++)
		out[i] = (struct engine_spans){0};
	w->t = engine_find(w->e, person);
	if (w->t != NULL)
		rc = walk_person(w, arena, out, err);
	pthread_rwlock_unlock(&w->e->lock);
	return rc;
}

static void
init(struct engine_walk *w)
{
	arena_init(&w->plans, PLANS_MAX);
	arena_init(&w->person, PERSON_MAX);
	arena_init(&w->scratch, LOOK_MAX);
}

static void
release(struct engine_walk *w)
{
	arena_release(&w->plans);
	arena_release(&w->person);
	arena_release(&w->scratch);
}

enum err_code
engine_walk_new(struct engine *e, const struct engine_item *items, size_t n,
    int64_t from, int64_t to, struct engine_walk **out, struct err *err)
{
	struct engine_walk *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return err_nomem(err);
	*w = (struct engine_walk){
	    .e = e, .items = items, .n = n, .from = from, .to = to};
	init(w);
	*out = w;
	return ERR_NONE;
}

void
engine_walk_free(struct engine_walk *w)
{
	if (w == NULL)
		return;
	release(w);
	free(w);
}

enum err_code
engine_history(struct engine *e, struct id person,
    const struct engine_item *item, int64_t from, int64_t to,
    struct arena *arena, struct engine_spans *out, struct err *err)
{
	struct engine_walk w = {
	    .e = e, .items = item, .n = 1, .from = from, .to = to};
	struct engine_spans spans = {0};
	enum err_code rc;

	init(&w);
	rc = engine_walk_person(&w, person, arena, &spans, err);
	release(&w);
	if (rc == ERR_NONE)
		*out = spans;
	return rc;
}
