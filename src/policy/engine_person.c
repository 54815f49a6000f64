/* What one person owes: once, or at many instants. */
#include <stdlib.h>

#include "policy/engine_part.h"

#define PLANS_MAX ((size_t)64 << 20)

struct listing {
	struct arena *arena;
	struct owed_list *out;
};

/* What counts, beyond the next reading of the person. */
static enum err_code
keep_done(struct arena *arena, struct due *due, struct err *err)
{
	struct due_done *copy = ARENA_NEW(arena, struct due_done);

	if (copy == NULL)
		return arena_fail(arena, err);
	*copy = *due->done;
	due->done = copy;
	if (copy->version.ptr == NULL)
		return ERR_NONE;
	copy->version = arena_str(arena, copy->version);
	return copy->version.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

static enum err_code
list_one(const struct owed *owed, void *ctx, struct err *err)
{
	struct listing *l = ctx;
	struct owed *slot = ARENA_PUSH(l->arena, l->out);

	if (slot == NULL)
		return arena_fail(l->arena, err);
	*slot = *owed;
	return slot->due.done != NULL ? keep_done(l->arena, &slot->due, err)
				      : ERR_NONE;
}

enum err_code
engine_person(struct engine *e, struct id person, const struct engine_ask *ask,
    struct arena *arena, struct owed_list *out, struct err *err)
{
	struct owed_list list = {0};
	struct listing l = {arena, &list};
	const struct timeline *t;
	struct plan plan;
	enum err_code rc = engine_begin(e, err);

	if (rc != ERR_NONE)
		return rc;
	t = engine_find(e, person);
	if (t != NULL)
		rc = engine_plan(e, ask, arena, &plan, err);
	if (t != NULL && rc == ERR_NONE)
		rc = engine_judge(e, &plan, ask, t, arena, list_one, &l, err);
	pthread_rwlock_unlock(&e->lock);
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}

/* --- at many instants ---------------------------------------------------- */

struct engine_sitting {
	struct engine *e;
	struct id person;
	struct engine_ask ask;
	uint64_t bindings; /* that the plans were made with */
	struct arena arena;
	struct plan **plans; /* by version; NULL: not asked for yet */
};

enum err_code
engine_sitting_new(struct engine *e, struct id person,
    const struct engine_ask *ask, struct engine_sitting **out, struct err *err)
{
	struct engine_sitting *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_nomem(err);
	*s = (struct engine_sitting){.e = e, .person = person, .ask = *ask};
	arena_init(&s->arena, PLANS_MAX);
	*out = s;
	return ERR_NONE;
}

void
engine_sitting_free(struct engine_sitting *s)
{
	if (s == NULL)
		return;
	arena_release(&s->arena);
	free(s);
}

static enum err_code
plan_at(struct engine_sitting *s, struct plan **out, struct err *err)
{
	struct engine *e = s->e;
	struct plan **slot, *plan;
	enum err_code rc;

	if (s->plans == NULL || s->bindings != e->bindings) {
		arena_reset(&s->arena);
		s->bindings = e->bindings;
		s->plans = ARENA_ARRAY(&s->arena, e->policies.n, struct plan *);
		if (s->plans == NULL)
			return arena_fail(&s->arena, err);
	}
	slot = &s->plans[engine_version(e, s->ask.now)];
	if (*slot == NULL) {
		plan = ARENA_NEW(&s->arena, struct plan);
		if (plan == NULL)
			return arena_fail(&s->arena, err);
		rc = engine_plan(e, &s->ask, &s->arena, plan, err);
		if (rc != ERR_NONE)
			return rc;
		*slot = plan;
	}
	(*slot)->when.now = s->ask.now;
	*out = *slot;
	return ERR_NONE;
}

enum err_code
engine_sitting_at(struct engine_sitting *s, int64_t now, struct arena *arena,
    struct owed_list *out, struct err *err)
{
	struct owed_list list = {0};
	struct listing l = {arena, &list};
	const struct timeline *t;
	struct plan *plan = NULL;
	enum err_code rc = engine_begin(s->e, err);

	if (rc != ERR_NONE)
		return rc;
	s->ask.now = now;
	t = engine_find(s->e, s->person);
	if (t != NULL)
		rc = plan_at(s, &plan, err);
	if (t != NULL && rc == ERR_NONE)
		rc = engine_judge(
		    s->e, plan, &s->ask, t, arena, list_one, &l, err);
	pthread_rwlock_unlock(&s->e->lock);
	if (rc == ERR_NONE)
		*out = list;
	return rc;
}
