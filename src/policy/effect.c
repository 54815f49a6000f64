#include "policy/effect.h"

#include <stdlib.h>

#define KEEPING_MAX       ((size_t)512 << 20)
#define PERSON_MAX        ((size_t)16 << 20)
#define EFFECT_THINGS_MAX 2000 /* of one person */

static const struct {
	const char *name, *title;
} kinds[EFFECT_KINDS] = {
    [EFFECT_DUE] = {"due", "becomes due"},
    [EFFECT_OVERDUE] = {"overdue", "becomes overdue"},
    [EFFECT_SOONER] = {"sooner", "is due sooner"},
    [EFFECT_LATER] = {"later", "is due later"},
    [EFFECT_AHEAD] = {"ahead", "owed later on"},
    [EFFECT_EASED] = {"eased", "no longer due"},
    [EFFECT_EXCUSED] = {"excused", "becomes excused"},
    [EFFECT_NOT_OWED] = {"not-owed", "no longer owed"},
};

const char *
effect_kind_name(enum effect_kind kind)
{
	return kinds[kind].name;
}

const char *
effect_kind_title(enum effect_kind kind)
{
	return kinds[kind].title;
}

bool
effect_kind_read(struct str name, enum effect_kind *out)
{
	for (unsigned i = 0; i < EFFECT_KINDS; i++)
		if (str_eq(name, str_from(kinds[i].name))) {
			*out = (enum effect_kind)i;
			return true;
		}
	return false;
}

int64_t
effect_day(const struct policy *draft, int64_t now)
{
	return draft->effective > now ? draft->effective : now;
}

static int64_t
since(const struct effect_ask *ask)
{
	return ask->since != 0 ? ask->since : ask->now;
}

/*
 * What everybody owes before, kept as small as it goes: for each person a run
 * of items, in the order of the engine's list.
 */
struct item {
	uint16_t obligation, thing; /* of the policy; of the obligation */
	uint16_t state;
	int64_t due;
};

struct run {
	struct id person;
	size_t first, n;
};

/* The obligations of one side, in the order they came up. */
struct side {
	const struct policy_obligation *v[POLICY_OBLIGATIONS_MAX];
	size_t n, last;
};

struct compare {
	struct engine *engine;
	const struct effect_ask *ask;
	struct arena *arena;  /* the caller's */
	struct arena keeping; /* of what was before */
	struct effect *out;
	struct side before, after;
	struct {
		struct item *v;
		size_t n, cap;
	} items;
	struct {
		struct run *v;
		size_t n, cap;
	} runs;
	size_t at; /* the first run that was not compared yet */
	struct {
		struct item v[EFFECT_THINGS_MAX];
		size_t n;
	} now;                         /* of the person that is read */
	int from[EFFECT_THINGS_MAX];   /* of now, what it was; -1: nothing */
	bool taken[EFFECT_THINGS_MAX]; /* of what was */
	struct id person;
	uint64_t passed; /* rows of the kinds asked for so far */
};

/* The obligations of a person come in the order of the policy, so that the
   one after the last is most often the right one. */
static enum err_code
index_of(struct side *s, const struct policy_obligation *o, uint16_t *out,
    struct err *err)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t k = (s->last + i) % s->n;

		if (s->v[k] == o) {
			s->last = k;
			*out = (uint16_t)k;
			return ERR_NONE;
		}
	}
	if (s->n == POLICY_OBLIGATIONS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d obligations",
		    POLICY_OBLIGATIONS_MAX);
	s->v[s->n] = o;
	*out = (uint16_t)s->n++;
	return ERR_NONE;
}

static enum err_code
item_of(struct side *s, const struct owed *o, struct item *out, struct err *err)
{
	out->thing = (uint16_t)(o->thing - o->obligation->things.v);
	out->state = (uint16_t)o->due.state;
	out->due = o->due.due;
	return index_of(s, o->obligation, &out->obligation, err);
}

static const struct policy_thing *
thing_of(const struct side *s, const struct item *i)
{
	return &s->v[i->obligation]->things.v[i->thing];
}

static enum err_code
keep_before(const struct owed *owed, void *ctx, struct err *err)
{
	struct compare *c = ctx;
	struct run *run = c->runs.n > 0 ? &c->runs.v[c->runs.n - 1] : NULL;
	struct item *item = ARENA_PUSH(&c->keeping, &c->items);

	if (item == NULL)
		return arena_fail(&c->keeping, err);
	if (run != NULL && run->n == EFFECT_THINGS_MAX)
		return err_set(err, ERR_LIMIT,
		    "somebody owes more than %d things", EFFECT_THINGS_MAX);
	if (run == NULL || !id_eq(run->person, owed->person)) {
		run = ARENA_PUSH(&c->keeping, &c->runs);
		if (run == NULL)
			return arena_fail(&c->keeping, err);
		run->person = owed->person;
		run->first = c->items.n - 1;
	}
	run->n++;
	return item_of(&c->before, owed, item, err);
}

/* --- one thing, both ways --------------------------------------------------
 */

static struct effect_side
side_of(const struct item *i)
{
	if (i == NULL)
		return (struct effect_side){.state = DUE_IS_NOT_OWED};
	return (struct effect_side){true, (enum due_state)i->state, i->due};
}

static bool
open_state(const struct effect_side *s)
{
	return s->owed &&
	    (s->state == DUE_IS_DUE || s->state == DUE_IS_OVERDUE);
}

/* False where nothing changes. */
static bool
classify(const struct effect_side *a, const struct effect_side *b,
    enum effect_kind *out)
{
	bool same = a->owed == b->owed && a->state == b->state;

	if (same && (!b->owed || a->due == b->due))
		return false;
	if (!b->owed)
		*out = EFFECT_NOT_OWED;
	else if (b->state == DUE_IS_EXCUSED)
		*out = same ? EFFECT_LATER : EFFECT_EXCUSED;
	else if (b->state == DUE_IS_OVERDUE && a->state != DUE_IS_OVERDUE)
		*out = EFFECT_OVERDUE;
	else if (open_state(b) && !open_state(a))
		*out = EFFECT_DUE;
	else if (open_state(a) && !open_state(b))
		*out = EFFECT_EASED;
	else if (!a->owed)
		*out = EFFECT_AHEAD;
	else if (a->due == b->due)
		*out = EFFECT_EASED;
	else if (b->due == 0 || (a->due != 0 && b->due > a->due))
		*out = EFFECT_LATER;
	else
		*out = EFFECT_SOONER;
	return true;
}

static struct effect_obligation *
count_of(struct compare *c, const struct policy_obligation *o)
{
	struct effect_obligation *e;

	for (size_t i = 0; i < c->out->obligations.n; i++)
		if (str_eq(c->out->obligations.v[i].id, o->id))
			return &c->out->obligations.v[i];
	e = ARENA_PUSH(c->arena, &c->out->obligations);
	if (e != NULL) {
		e->id = arena_str(c->arena, o->id);
		e->title = arena_str(c->arena, o->title);
	}
	return e;
}

static enum err_code
keep_row(struct compare *c, const struct policy_obligation *o,
    const struct policy_thing *thing, const struct effect_row *in,
    struct err *err)
{
	struct effect_row *row = ARENA_PUSH(c->arena, &c->out->rows);

	if (row == NULL)
		return arena_fail(c->arena, err);
	*row = *in;
	row->obligation = arena_str(c->arena, o->id);
	row->title = arena_str(c->arena, o->title);
	row->thing_kind = thing->kind;
	row->thing = arena_str(c->arena, thing->id);
	return row->obligation.ptr && row->title.ptr && row->thing.ptr
	    ? ERR_NONE
	    : arena_fail(c->arena, err);
}

static enum err_code
compare_thing(struct compare *c, const struct item *before,
    const struct item *after, bool seen[EFFECT_KINDS], struct err *err)
{
	const struct side *s = after != NULL ? &c->after : &c->before;
	const struct item *i = after != NULL ? after : before;
	struct effect_row row = {.person = c->person,
	    .before = side_of(before),
	    .after = side_of(after)};
	unsigned wanted = c->ask->kinds;
	struct effect_obligation *e;

	if (!classify(&row.before, &row.after, &row.kind))
		return ERR_NONE;
	e = count_of(c, s->v[i->obligation]);
	if (e == NULL)
		return arena_fail(c->arena, err);
	e->n[row.kind]++;
	c->out->n[row.kind]++;
	seen[row.kind] = true;
	if (wanted != 0 && !(wanted & 1u << row.kind))
		return ERR_NONE;
	c->out->total++;
	if (c->passed++ < c->ask->from || c->out->rows.n >= c->ask->limit)
		return ERR_NONE;
	return keep_row(c, s->v[i->obligation], thing_of(s, i), &row, err);
}

static bool
same_thing(const struct compare *c, const struct item *before,
    const struct item *after)
{
	const struct policy_thing *a = thing_of(&c->before, before),
				  *b = thing_of(&c->after, after);

	return a->kind == b->kind && str_eq(a->id, b->id);
}

static bool
same_obligation(const struct compare *c, const struct item *before,
    const struct item *after)
{
	return str_eq(c->before.v[before->obligation]->id,
	    c->after.v[after->obligation]->id);
}

/* What was owed that a thing goes on from: by the same obligation, or else by
   another one, so that an obligation under a new name, or one divided in two,
   is no change. */
static int
find_before(const struct compare *c, const struct item *was, size_t n,
    const struct item *now)
{
	int found = -1;

	for (size_t i = 0; i < n; i++) {
		if (!same_thing(c, &was[i], now))
			continue;
		if (same_obligation(c, &was[i], now))
			return (int)i;
		if (found < 0 || (!c->taken[i] && c->taken[found]))
			found = (int)i;
	}
	return found;
}

static void
pair(struct compare *c, const struct item *was, size_t n)
{
	memset(c->taken, 0, n * sizeof(*c->taken));
	for (size_t k = 0; k < c->now.n; k++) {
		c->from[k] = find_before(c, was, n, &c->now.v[k]);
		if (c->from[k] >= 0)
			c->taken[c->from[k]] = true;
	}
}

/* One person: run is what they owed before, or NULL. */
static enum err_code
compare_person(struct compare *c, const struct run *run, struct err *err)
{
	const struct item *was = run != NULL ? c->items.v + run->first : NULL;
	size_t n = run != NULL ? run->n : 0;
	bool seen[EFFECT_KINDS] = {false}, any = false;
	enum err_code rc = ERR_NONE;

	pair(c, was, n);
	for (size_t k = 0; k < c->now.n && rc == ERR_NONE; k++)
		rc = compare_thing(c, c->from[k] >= 0 ? &was[c->from[k]] : NULL,
		    &c->now.v[k], seen, err);
	for (size_t i = 0; i < n && rc == ERR_NONE; i++)
		if (!c->taken[i])
			rc = compare_thing(c, &was[i], NULL, seen, err);
	for (unsigned k = 0; k < EFFECT_KINDS; k++) {
		c->out->who[k] += seen[k];
		any |= seen[k];
	}
	c->out->people += any;
	c->now.n = 0;
	return rc;
}

/* Whoever owed something before, up to the person that is read now. */
static enum err_code
catch_up(struct compare *c, bool all, struct err *err)
{
	const struct id person = c->person;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && c->at < c->runs.n &&
	    (all ||
		memcmp(c->runs.v[c->at].person.bytes, person.bytes, ID_SIZE) <
		    0)) {
		size_t n = c->now.n;

		c->person = c->runs.v[c->at].person;
		c->now.n = 0;
		rc = compare_person(c, &c->runs.v[c->at++], err);
		c->now.n = n;
	}
	c->person = person;
	return rc;
}

/* The person that was read is complete. */
static enum err_code
close_person(struct compare *c, struct err *err)
{
	const struct run *run = NULL;
	enum err_code rc;

	if (c->now.n == 0)
		return ERR_NONE;
	rc = catch_up(c, false, err);
	if (rc != ERR_NONE)
		return rc;
	if (c->at < c->runs.n && id_eq(c->runs.v[c->at].person, c->person))
		run = &c->runs.v[c->at++];
	return compare_person(c, run, err);
}

static enum err_code
read_after(const struct owed *owed, void *ctx, struct err *err)
{
	struct compare *c = ctx;
	enum err_code rc = ERR_NONE;

	if (!id_eq(c->person, owed->person)) {
		rc = close_person(c, err);
		c->person = owed->person;
	}
	if (rc == ERR_NONE && c->now.n == EFFECT_THINGS_MAX)
		rc = err_set(err, ERR_LIMIT,
		    "somebody owes more than %d things", EFFECT_THINGS_MAX);
	return rc == ERR_NONE
	    ? item_of(&c->after, owed, &c->now.v[c->now.n++], err)
	    : rc;
}

/* --- the rows that are shown -----------------------------------------------
 */

static const struct owed *
find(const struct owed_list *list, const struct effect_row *row)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].thing->kind == row->thing_kind &&
		    str_eq(list->v[i].thing->id, row->thing) &&
		    str_eq(list->v[i].obligation->id, row->obligation))
			return &list->v[i];
	return NULL;
}

/* Who it is, and why: of what holds after, or of what held. */
static enum err_code
explain(struct compare *c, struct effect_row *row, struct err *err)
{
	struct engine_ask ask = {
	    .now = c->ask->now, .reasons = true, .draft = c->ask->draft};
	struct engine_who who = {0};
	struct owed_list list = {0};
	const struct owed *o;
	struct arena arena;
	enum err_code rc;

	if (!row->after.owed) {
		ask.now = since(c->ask);
		ask.draft = NULL;
	}
	arena_init(&arena, PERSON_MAX);
	rc = engine_person(c->engine, row->person, &ask, &arena, &list, err);
	o = find(&list, row);
	if (rc == ERR_NONE && o != NULL) {
		row->why = arena_str(c->arena, o->due.reason);
		if (row->why.ptr == NULL)
			rc = arena_fail(c->arena, err);
	}
	arena_release(&arena);
	if (engine_who(c->engine, row->person, c->ask->now, c->arena, &who)) {
		row->name = who.name;
		row->email = who.email;
	}
	return rc;
}

static enum err_code
compare_all(struct compare *c, struct err *err)
{
	struct engine_ask ask = {.now = since(c->ask)};
	enum err_code rc = engine_each(c->engine, &ask, keep_before, c, err);

	ask.now = c->ask->now;
	ask.draft = c->ask->draft;
	if (rc == ERR_NONE)
		rc = engine_each(c->engine, &ask, read_after, c, err);
	if (rc == ERR_NONE)
		rc = close_person(c, err);
	if (rc == ERR_NONE)
		rc = catch_up(c, true, err);
	for (size_t i = 0; i < c->out->rows.n && rc == ERR_NONE; i++)
		rc = explain(c, &c->out->rows.v[i], err);
	return rc;
}

enum err_code
effect_compute(struct engine *engine, const struct effect_ask *ask,
    struct arena *arena, struct effect *out, struct err *err)
{
	struct compare *c = calloc(1, sizeof(*c)); /* large for a stack */
	enum err_code rc;

	*out = (struct effect){0};
	if (c == NULL)
		return err_nomem(err);
	c->engine = engine;
	c->ask = ask;
	c->arena = arena;
	c->out = out;
	arena_init(&c->keeping, KEEPING_MAX);
	rc = compare_all(c, err);
	arena_release(&c->keeping);
	free(c);
	return rc;
}
