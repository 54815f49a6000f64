#include "policy/effect.h"

/* How many owe what on a day; each person counts once an obligation. */
struct counting {
	struct arena *arena;
	struct effect_counts *out;
	struct id person;
	int state[POLICY_OBLIGATIONS_MAX]; /* of the person so far; -1: none */
	size_t n;                          /* obligations seen at all */
};

/* Worst last. */
static int
rank(int state)
{
	static const int ranks[] = {
	    [DUE_IS_NOT_OWED] = 0,
	    [DUE_IS_EXCUSED] = 1,
	    [DUE_IS_CURRENT] = 2,
	    [DUE_IS_DUE] = 3,
	    [DUE_IS_OVERDUE] = 4,
	};

	return state < 0 ? -1 : ranks[state];
}

static void
close_person(struct counting *c)
{
	int worst = -1;

	for (size_t i = 0; i < c->n; i++) {
		if (c->state[i] < 0)
			continue;
		c->out->v[i].people++;
		c->out->v[i].n[c->state[i]]++;
		if (rank(c->state[i]) > rank(worst))
			worst = c->state[i];
		c->state[i] = -1;
	}
	if (worst < 0)
		return;
	c->out->people++;
	c->out->all[worst]++;
}

static enum err_code
index_of(struct counting *c, const struct policy_obligation *o, size_t *out,
    struct err *err)
{
	struct effect_count *e;

	for (*out = 0; *out < c->n; (*out)++)
		if (str_eq(c->out->v[*out].id, o->id))
			return ERR_NONE;
	if (c->n == POLICY_OBLIGATIONS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d obligations",
		    POLICY_OBLIGATIONS_MAX);
	e = ARENA_PUSH(c->arena, c->out);
	if (e == NULL)
		return arena_fail(c->arena, err);
	e->id = arena_str(c->arena, o->id);
	e->title = arena_str(c->arena, o->title);
	c->state[c->n++] = -1;
	return ERR_NONE;
}

static enum err_code
count_one(const struct owed *owed, void *ctx, struct err *err)
{
	struct counting *c = ctx;
	int state = (int)owed->due.state;
	size_t i;
	enum err_code rc;

	if (owed->due.state == DUE_IS_NOT_OWED)
		return ERR_NONE;
	if (!id_eq(c->person, owed->person)) {
		close_person(c);
		c->person = owed->person;
	}
	rc = index_of(c, owed->obligation, &i, err);
	if (rc == ERR_NONE && rank(state) > rank(c->state[i]))
		c->state[i] = state;
	return rc;
}

enum err_code
effect_count(struct engine *engine, int64_t now, struct policy *draft,
    struct arena *arena, struct effect_counts *out, struct err *err)
{
	struct counting c = {.arena = arena, .out = out};
	struct engine_ask ask = {.now = now, .draft = draft};
	enum err_code rc;

	*out = (struct effect_counts){0};
	rc = engine_each(engine, &ask, count_one, &c, err);
	close_person(&c);
	return rc;
}
