#include "policy/effect.h"

#include <stdlib.h>

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

/* --- who is concerned: each person's duties as one number, twice --------- */

struct mark {
	struct id person;
	uint64_t sum;
};

struct marks {
	struct mark *v;
	size_t n, cap;
	struct arena arena;
};

static uint64_t
mix(uint64_t sum, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i++)
		sum = (sum ^ p[i]) * UINT64_C(1099511628211);
	return sum;
}

static uint64_t
mix_str(uint64_t sum, struct str s)
{
	sum = mix(sum, &s.len, sizeof(s.len));
	return mix(sum, s.ptr, s.len);
}

static enum err_code
mark_one(const struct owed *owed, void *ctx, struct err *err)
{
	struct marks *m = ctx;
	struct mark *at = m->n > 0 ? &m->v[m->n - 1] : NULL;
	uint64_t sum = UINT64_C(14695981039346656037);
	unsigned state = owed->due.state;

	if (at == NULL || !id_eq(at->person, owed->person)) {
		at = ARENA_PUSH(&m->arena, m);
		if (at == NULL)
			return arena_fail(&m->arena, err);
		at->person = owed->person;
	}
	sum = mix_str(sum, owed->obligation->id);
	sum = mix(sum, &owed->thing->kind, sizeof(owed->thing->kind));
	sum = mix_str(sum, owed->thing->id);
	sum = mix(sum, &state, sizeof(state));
	sum = mix(sum, &owed->due.due, sizeof(owed->due.due));
	at->sum += sum; /* in whatever order a policy has them */
	return ERR_NONE;
}

static enum err_code
mark_all(struct engine *engine, const struct engine_ask *ask,
    struct marks *marks, struct err *err)
{
	return engine_each(engine, ask, mark_one, marks, err);
}

static int64_t
since(const struct effect_ask *ask)
{
	return ask->since != 0 ? ask->since : ask->now;
}

/* --- one person, both ways ------------------------------------------------ */

struct compare {
	struct engine *engine;
	const struct effect_ask *ask;
	struct arena *arena;
	struct arena person; /* of one person's duties */
	struct effect *out;
	uint64_t passed; /* rows of the kinds asked for so far */
};

static struct effect_side
side(const struct owed *o)
{
	if (o == NULL)
		return (struct effect_side){.state = DUE_IS_NOT_OWED};
	return (struct effect_side){o->due.state != DUE_IS_NOT_OWED,
	    o->due.state, o->due.due};
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
obligation_of(struct compare *c, const struct policy_obligation *o)
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
keep_row(struct compare *c, const struct owed *o, const struct effect_row *in,
    struct err *err)
{
	struct effect_row *row = ARENA_PUSH(c->arena, &c->out->rows);
	struct engine_who who = {0};

	if (row == NULL)
		return arena_fail(c->arena, err);
	*row = *in;
	if (engine_who(c->engine, o->person, c->ask->now, &who)) {
		row->name = arena_str(c->arena, who.name);
		row->email = arena_str(c->arena, who.email);
	}
	row->obligation = arena_str(c->arena, o->obligation->id);
	row->title = arena_str(c->arena, o->obligation->title);
	row->thing_kind = o->thing->kind;
	row->thing = arena_str(c->arena, o->thing->id);
	row->why = arena_str(c->arena, o->due.reason);
	return ERR_NONE;
}

static enum err_code
compare_thing(struct compare *c, const struct owed *before,
    const struct owed *after, bool seen[EFFECT_KINDS], struct err *err)
{
	const struct owed *o = after != NULL ? after : before;
	struct effect_row row = {.person = o->person,
	    .before = side(before),
	    .after = side(after)};
	struct effect_obligation *e;
	unsigned wanted = c->ask->kinds;

	if (!classify(&row.before, &row.after, &row.kind))
		return ERR_NONE;
	e = obligation_of(c, o->obligation);
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
	return keep_row(c, o, &row, err);
}

static const struct owed *
find(const struct owed_list *list, const struct owed *like)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].thing->kind == like->thing->kind &&
		    str_eq(list->v[i].thing->id, like->thing->id) &&
		    str_eq(list->v[i].obligation->id, like->obligation->id))
			return &list->v[i];
	return NULL;
}

static enum err_code
compare_lists(struct compare *c, const struct owed_list *before,
    const struct owed_list *after, struct err *err)
{
	bool seen[EFFECT_KINDS] = {false}, any = false;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < after->n && rc == ERR_NONE; i++)
		rc = compare_thing(c, find(before, &after->v[i]),
		    &after->v[i], seen, err);
	for (size_t i = 0; i < before->n && rc == ERR_NONE; i++)
		if (find(after, &before->v[i]) == NULL)
			rc = compare_thing(
			    c, &before->v[i], NULL, seen, err);
	for (unsigned k = 0; k < EFFECT_KINDS; k++) {
		c->out->who[k] += seen[k];
		any |= seen[k];
	}
	c->out->people += any;
	return rc;
}

static enum err_code
compare_person(struct compare *c, struct id person, struct err *err)
{
	struct engine_ask ask = {.now = since(c->ask),
	    .reasons = true,
	    .draft = c->ask->before};
	struct owed_list before = {0}, after = {0};
	enum err_code rc;

	arena_reset(&c->person);
	rc = engine_person(c->engine, person, &ask, &c->person, &before, err);
	ask.now = c->ask->now;
	ask.draft = c->ask->draft;
	if (rc == ERR_NONE)
		rc = engine_person(
		    c->engine, person, &ask, &c->person, &after, err);
	return rc == ERR_NONE ? compare_lists(c, &before, &after, err) : rc;
}

/* Both are in the order of the ids. */
static enum err_code
compare_marks(struct compare *c, const struct marks *a, const struct marks *b,
    struct err *err)
{
	enum err_code rc = ERR_NONE;
	size_t i = 0, k = 0;

	while (rc == ERR_NONE && (i < a->n || k < b->n)) {
		int order = i == a->n ? 1
		    : k == b->n
		    ? -1
		    : memcmp(a->v[i].person.bytes, b->v[k].person.bytes,
			  ID_SIZE);

		if (order < 0)
			rc = compare_person(c, a->v[i++].person, err);
		else if (order > 0)
			rc = compare_person(c, b->v[k++].person, err);
		else {
			if (a->v[i].sum != b->v[k].sum)
				rc = compare_person(c, a->v[i].person, err);
			i++;
			k++;
		}
	}
	return rc;
}

#define MARKS_MAX  ((size_t)256 << 20)
#define PERSON_MAX ((size_t)16 << 20)

enum err_code
effect_compute(struct engine *engine, const struct effect_ask *ask,
    struct arena *arena, struct effect *out, struct err *err)
{
	struct compare c = {
	    .engine = engine, .ask = ask, .arena = arena, .out = out};
	struct engine_ask now = {.now = since(ask), .draft = ask->before};
	struct marks before = {0}, after = {0};
	enum err_code rc;

	*out = (struct effect){0};
	arena_init(&before.arena, MARKS_MAX);
	arena_init(&after.arena, MARKS_MAX);
	arena_init(&c.person, PERSON_MAX);
	rc = mark_all(engine, &now, &before, err);
	now.now = ask->now;
	now.draft = ask->draft;
	if (rc == ERR_NONE)
		rc = mark_all(engine, &now, &after, err);
	if (rc == ERR_NONE)
		rc = compare_marks(&c, &before, &after, err);
	arena_release(&c.person);
	arena_release(&after.arena);
	arena_release(&before.arena);
	return rc;
}
