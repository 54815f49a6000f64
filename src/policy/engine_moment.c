#include <stdlib.h>

#include "policy/engine_part.h"

struct span {
	int64_t from, to; /* to: last instant; 0: still */
};

struct life {
	const struct timeline *t;
	struct span *stays;
	size_t n;
};

/* From joining to leaving; who leaves again has another last day. */
static enum err_code
take_life(const struct timeline *t, struct arena *arena, struct life *out,
    struct err *err)
{
	*out = (struct life){.t = t};
	out->stays = ARENA_ARRAY(arena, t->changes.n + 1, struct span);
	if (out->stays == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->kind == CHANGE_JOINED)
			out->stays[out->n++] = (struct span){c->effective, 0};
		else if (c->kind == CHANGE_LEFT && out->n > 0)
			out->stays[out->n - 1].to = c->effective;
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
instants(const struct life *life, const int64_t *extra, size_t n_extra,
    int64_t as_if_from, struct arena *arena, size_t *n)
{
	const struct timeline *t = life->t;
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
	if (as_if_from != 0)
		at[k++] = as_if_from;
	qsort(at, k, sizeof(*at), compare);
	*n = 0;
	for (size_t i = 0; i < k; i++)
		if (*n == 0 || at[i] != at[*n - 1])
			at[(*n)++] = at[i];
	return at;
}

/* The change that says what holds at an instant: the one that took effect
   last, and of several then the one that became known last. */
static const struct change *
holds(const struct timeline *t, unsigned bit, int64_t at)
{
	const struct change *best = NULL;

	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if ((c->mask & bit) && c->effective <= at &&
		    (best == NULL || c->effective >= best->effective))
			best = c;
	}
	return best;
}

static void
take_words(const struct timeline *t, struct moment *m)
{
	struct population_person *p = &m->person;
	const struct change *c;

	p->person = t->self;
	if ((c = holds(t, CHANGE_ROLE, m->at)) != NULL)
		p->role = c->role;
	if ((c = holds(t, CHANGE_TEAM, m->at)) != NULL)
		p->team = c->team;
	if ((c = holds(t, CHANGE_UNIT, m->at)) != NULL)
		p->unit = c->unit;
	if ((c = holds(t, CHANGE_EMPLOYMENT, m->at)) != NULL)
		p->employment = c->employment;
	if ((c = holds(t, CHANGE_STACKS, m->at)) != NULL) {
		p->stacks = c->stacks.v;
		p->n_stacks = c->stacks.n;
	}
	if ((c = holds(t, CHANGE_DUTIES, m->at)) != NULL) {
		p->duties = c->duties.v;
		p->n_duties = c->duties.n;
	}
}

static enum err_code
take_access(const struct timeline *t, atom as_if, int64_t as_if_from,
    struct arena *arena, struct moment *m, struct err *err)
{
	size_t n = 0;
	atom *v;

	if (t->grants.n == 0 && as_if == 0)
		return ERR_NONE;
	v = ARENA_ARRAY(arena, 3 * t->grants.n + 1, atom);
	if (v == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < t->grants.n; i++) {
		const struct grant *g = &t->grants.v[i];

		if (g->since > m->at || (g->until != 0 && g->until < m->at))
			continue;
		v[n++] = g->system;
		v[n++] = g->with_level;
		v[n++] = g->any;
	}
	if (as_if != 0 && m->at >= as_if_from)
		v[n++] = as_if;
	m->person.access = v;
	m->person.n_access = n;
	return ERR_NONE;
}

/* What happened at the moment, for the reason and for late entries. */
static void
take_events(const struct life *life, struct moment *m)
{
	const struct timeline *t = life->t;

	for (size_t i = 0; i < life->n; i++) {
		const struct span *s = &life->stays[i];

		m->here |= s->from <= m->at && (s->to == 0 || s->to >= m->at);
		m->joined |= s->from == m->at;
	}
	for (size_t i = 0; i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->effective != m->at || c->kind == CHANGE_LEFT)
			continue;
		m->change = c;
		if (c->known > m->known)
			m->known = c->known;
	}
	for (size_t i = 0; i < t->grants.n; i++) {
		const struct grant *g = &t->grants.v[i];

		if (g->since != m->at)
			continue;
		m->grant = g;
		if (g->since_known > m->known)
			m->known = g->since_known;
	}
	if (m->known <= m->at)
		m->known = 0;
}

enum err_code
engine_moments(const struct timeline *t, const int64_t *extra, size_t n_extra,
    atom as_if, int64_t as_if_from, struct arena *arena, struct moments *out,
    struct err *err)
{
	struct life life;
	enum err_code rc = take_life(t, arena, &life, err);
	int64_t *at;
	size_t n = 0;

	if (rc != ERR_NONE)
		return rc;
	at = instants(&life, extra, n_extra, as_if_from, arena, &n);
	out->v = ARENA_ARRAY(arena, n + 1, struct moment);
	if (at == NULL || out->v == NULL)
		return arena_fail(arena, err);
	out->n = n;
	for (size_t i = 0; i < n && rc == ERR_NONE; i++) {
		struct moment *m = &out->v[i];

		m->at = at[i];
		for (size_t k = 0; k < n_extra; k++)
			m->policy |= extra[k] == at[i];
		take_words(t, m);
		take_events(&life, m);
		rc = take_access(t, as_if, as_if_from, arena, m, err);
	}
	return rc;
}
