#include <stdlib.h>

#include "policy/engine_part.h"

/* What is looked at: what holds at an instant, as far as it was known by
   another; older: what held before the instant is taken as known. */
struct sight {
	int64_t at, known;
	bool older;
};

static bool
seen(const struct sight *s, int64_t effective, int64_t known)
{
	return effective <= s->at &&
	    (known <= s->known || (s->older && effective < s->at));
}

/* Who leaves again has another last day. */
static enum err_code
take_life(struct moments *ms, struct arena *arena, struct err *err)
{
	const struct timeline *t = ms->t;

	ms->spans = ARENA_ARRAY(arena, t->changes.n + 1, struct life_span);
	if (ms->spans == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->kind == CHANGE_JOINED)
			ms->spans[ms->n_spans++] = (struct life_span){
			    .from = c->effective, .known = c->known};
		else if (c->kind == CHANGE_LEFT && ms->n_spans > 0)
			ms->spans[ms->n_spans - 1].to = c->effective;
	}
	return ERR_NONE;
}

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Every instant at which something may be another than before. */
static int64_t *
instants(const struct moments *ms, const int64_t *extra, size_t n_extra,
    struct arena *arena, size_t *n)
{
	const struct timeline *t = ms->t;
	size_t most = t->changes.n + 2 * t->grants.n + n_extra + 1, k = 0;
	int64_t *at = ARENA_ARRAY(arena, most, int64_t);

	if (at == NULL)
		return NULL;
	for (size_t i = 0; i < t->changes.n; i++)
		at[k++] = t->changes.v[i].effective +
		    (t->changes.v[i].kind == CHANGE_LEFT);
	for (size_t i = 0; i < t->grants.n; i++) {
		at[k++] = t->grants.v[i].since;
		if (t->grants.v[i].until != 0)
			at[k++] = t->grants.v[i].until + 1;
	}
	for (size_t i = 0; i < n_extra; i++)
		at[k++] = extra[i];
	if (ms->as_if_from != 0)
		at[k++] = ms->as_if_from;
	qsort(at, k, sizeof(*at), compare);
	*n = 0;
	for (size_t i = 0; i < k; i++)
		if (*n == 0 || at[i] != at[*n - 1])
			at[(*n)++] = at[i];
	return at;
}

/* The change that says what holds: the one that took effect last, and of
   several then the one that became known last. */
static const struct change *
holds(const struct timeline *t, unsigned bit, const struct sight *s)
{
	const struct change *best = NULL;

	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if ((c->mask & bit) && seen(s, c->effective, c->known) &&
		    (best == NULL || c->effective >= best->effective))
			best = c;
	}
	return best;
}

static void
take_words(const struct timeline *t, const struct sight *s,
    struct population_person *p)
{
	const struct change *c;

	p->person = t->self;
	if ((c = holds(t, CHANGE_ROLE, s)) != NULL)
		p->role = c->role;
	if ((c = holds(t, CHANGE_TEAM, s)) != NULL)
		p->team = c->team;
	if ((c = holds(t, CHANGE_UNIT, s)) != NULL)
		p->unit = c->unit;
	if ((c = holds(t, CHANGE_EMPLOYMENT, s)) != NULL)
		p->employment = c->employment;
	if ((c = holds(t, CHANGE_STACKS, s)) != NULL) {
		p->stacks = c->stacks.v;
		p->n_stacks = c->stacks.n;
	}
	if ((c = holds(t, CHANGE_DUTIES, s)) != NULL) {
		p->duties = c->duties.v;
		p->n_duties = c->duties.n;
	}
}

static enum err_code
take_access(const struct moments *ms, const struct sight *s,
    struct arena *arena, struct population_person *p, struct err *err)
{
	const struct timeline *t = ms->t;
	size_t n = 0;
	atom *v;

	if (t->grants.n == 0 && ms->as_if == 0)
		return ERR_NONE;
	v = ARENA_ARRAY(arena, 3 * t->grants.n + 1, atom);
	if (v == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < t->grants.n; i++) {
		const struct grant *g = &t->grants.v[i];

		if (!seen(s, g->since, g->since_known) ||
		    (g->until != 0 && g->until < s->at))
			continue;
		v[n++] = g->system;
		v[n++] = g->with_level;
		v[n++] = g->any;
	}
	if (ms->as_if != 0 && s->at >= ms->as_if_from)
		v[n++] = ms->as_if;
	p->access = v;
	p->n_access = n;
	return ERR_NONE;
}

static bool
is_here(const struct moments *ms, const struct sight *s)
{
	for (size_t i = 0; i < ms->n_spans; i++) {
		const struct life_span *l = &ms->spans[i];

		if (seen(s, l->from, l->known) &&
		    (l->to == 0 || l->to >= s->at))
			return true;
	}
	return false;
}

/* What happened at the moment, for the reason and for late entries. */
static void
take_events(const struct moments *ms, struct moment *m)
{
	const struct timeline *t = ms->t;

	for (size_t i = 0; i < ms->n_spans; i++)
		m->joined |= ms->spans[i].from == m->at;
	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->kind == CHANGE_LEFT || c->effective > m->at)
			continue;
		m->late |= c->known > m->at;
		if (c->effective == m->at)
			m->change = c;
	}
	for (size_t i = 0; i < t->grants.n; i++) {
		const struct grant *g = &t->grants.v[i];

		if (g->since > m->at)
			continue;
		m->late |= g->since_known > m->at;
		if (g->since == m->at)
			m->grant = g;
	}
}

enum err_code
engine_moments(const struct timeline *t, const int64_t *extra, size_t n_extra,
    atom as_if, int64_t as_if_from, struct arena *arena, struct moments *out,
    struct err *err)
{
	struct moments ms = {.t = t, .as_if = as_if, .as_if_from = as_if_from};
	enum err_code rc = take_life(&ms, arena, err);
	int64_t *at;

	if (rc != ERR_NONE)
		return rc;
	at = instants(&ms, extra, n_extra, arena, &ms.n);
	ms.v = ARENA_ARRAY(arena, ms.n + 1, struct moment);
	if (at == NULL || ms.v == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < ms.n && rc == ERR_NONE; i++) {
		const struct sight s = {.at = at[i], .known = INT64_MAX};
		struct moment *m = &ms.v[i];

		m->at = at[i];
		for (size_t k = 0; k < n_extra; k++)
			m->policy |= extra[k] == at[i];
		m->here = is_here(&ms, &s);
		take_words(t, &s, &m->person);
		take_events(&ms, m);
		rc = take_access(&ms, &s, arena, &m->person, err);
	}
	if (rc == ERR_NONE)
		*out = ms;
	return rc;
}

static enum err_code
in_sight(const struct moments *ms, const struct sight *s,
    const struct population *who, struct arena *arena, bool *out,
    struct err *err)
{
	struct population_person person = {0};
	enum err_code rc = take_access(ms, s, arena, &person, err);

	if (rc != ERR_NONE)
		return rc;
	take_words(ms->t, s, &person);
	*out = is_here(ms, s) && population_holds(who, &person);
	return ERR_NONE;
}

/* The next instant at which something that holds at the moment became known;
   INT64_MAX: all of it is. */
static int64_t
known_next(const struct timeline *t, int64_t at, int64_t known)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->effective <= at && c->known > known && c->known < next)
			next = c->known;
	}
	for (size_t i = 0; i < t->grants.n; i++) {
		const struct grant *g = &t->grants.v[i];

		if (g->since <= at && g->since_known > known &&
		    g->since_known < next)
			next = g->since_known;
	}
	return next;
}

/* Known is what follows from what was known, and does not hang on what began
   at the moment and was heard of later. */
enum err_code
engine_known(const struct moments *ms, const struct moment *m,
    const struct population *who, struct arena *arena, int64_t *out,
    struct err *err)
{
	int64_t known = m->at;
	enum err_code rc = ERR_NONE;
	bool all = !m->late, began = all;

	while (rc == ERR_NONE && !(all && began) && known < INT64_MAX) {
		struct sight s = {.at = m->at, .known = known};

		rc = in_sight(ms, &s, who, arena, &all, err);
		s.older = true;
		if (rc == ERR_NONE && all)
			rc = in_sight(ms, &s, who, arena, &began, err);
		if (rc == ERR_NONE && !(all && began))
			known = known_next(ms->t, m->at, known);
	}
	*out = known == m->at || known == INT64_MAX ? 0 : known;
	return rc;
}
