#include "policy/tally.h"

#include <stdlib.h>

#include "ledger/ledger.h"
#include "policy/coverage.h"
#include "policy/policy_day.h"
#include "policy/stand.h"
#include "policy/tally_part.h"

#define TALLY_MEMORY ((size_t)32 << 20) /* of one day */

enum err_code
tallies_new(struct store *store, const struct catalog *catalog,
    struct engine *engine, struct tallies **out, struct err *err)
{
	struct tallies *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return err_nomem(err);
	t->store = store;
	t->catalog = catalog;
	t->engine = engine;
	pthread_mutex_init(&t->day_lock, NULL);
	pthread_mutex_init(&t->period_lock, NULL);
	*out = t;
	return ERR_NONE;
}

void
tallies_free(struct tallies *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < TALLY_KEPT; i++)
		arena_release(&t->kept[i].arena);
	for (size_t i = 0; i < OPERATIONS_KEPT; i++)
		arena_release(&t->periods[i].arena);
	pthread_mutex_destroy(&t->day_lock);
	pthread_mutex_destroy(&t->period_lock);
	free(t);
}

struct engine *
tallies_engine(const struct tallies *tallies)
{
	return tallies->engine;
}

const struct catalog *
tallies_catalog(const struct tallies *tallies)
{
	return tallies->catalog;
}

const struct tally_control *
tally_control(const struct tally *tally, struct str name)
{
	for (size_t i = 0; i < tally->controls.n; i++)
		if (str_eq(tally->controls.v[i].name, name))
			return &tally->controls.v[i];
	return NULL;
}

int64_t
tally_day_end(const struct policy *policy, int64_t at)
{
	return policy_day_last(policy, policy_day_of(policy, at));
}

struct str
tally_date(struct arena *arena, const struct policy *policy, int64_t at)
{
	char text[CLOCK_LONG_LEN + 1];

	clock_write_long(policy_day_of(policy, at), text);
	return arena_str(arena, str_from(text));
}

/* --- which controls, and what they rest on ------------------------------- */

bool
tally_own_period(const struct policy *policy, struct str framework,
    const struct catalog_control *control)
{
	struct catalog_limits limits;
	struct str profile;

	(void)coverage_framework_on(policy, framework, &profile);
	catalog_control_limits(control, profile, &limits);
	return limits.every.n > 0;
}

static enum err_code
add_part(struct tally_control *c, const struct policy_obligation *o,
    struct arena *arena, struct err *err)
{
	struct tally_part *part = ARENA_PUSH(arena, &c->parts);

	if (part == NULL)
		return arena_fail(arena, err);
	part->obligation = o;
	return ERR_NONE;
}

static bool
names(const struct policy_obligation *o, struct str framework, struct str id)
{
	for (size_t i = 0; i < o->controls.n; i++)
		if (coverage_names(o->controls.v[i], framework, id))
			return true;
	return false;
}

static enum err_code
add_control(struct tally *t, const struct catalog_framework *f,
    const struct catalog_control *control, struct arena *arena, struct err *err)
{
	struct tally_control c = {0}, *to;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < t->policy->obligations.n && rc == ERR_NONE;
	     i++) {
		const struct policy_obligation *o =
		    &t->policy->obligations.v[i];

		if (policy_kind_personal(o->kind) &&
		    names(o, f->id, control->id))
			rc = add_part(&c, o, arena, err);
	}
	if (rc != ERR_NONE || c.parts.n == 0)
		return rc;
	c.name = arena_strf(
	    arena, "%.*s:%.*s", STR_FMT(f->id), STR_FMT(control->id));
	c.own_period = tally_own_period(t->policy, f->id, control);
	to = ARENA_PUSH(arena, &t->controls);
	if (to == NULL || c.name.ptr == NULL)
		return arena_fail(arena, err);
	*to = c;
	return ERR_NONE;
}

static enum err_code
add_controls(struct tally *t, const struct catalog *catalog,
    struct arena *arena, struct err *err)
{
	const struct catalog_frameworks *all = catalog->frameworks;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < all->n; i++) {
		const struct catalog_framework *f = &all->v[i];

		for (size_t k = 0;
		     !f->former && k < f->controls.n && rc == ERR_NONE; k++)
			rc = add_control(t, f, &f->controls.v[k], arena, err);
	}
	return rc;
}

/* --- by the period that the policy states: everybody once
 * -------------------------- */

struct pass {
	struct tally *tally;
	struct stand *by_obligation; /* of the person at hand; state NOT_OWED:
					nothing */
	struct id person;
	bool some;
};

/* The worst of the person's obligations, for each control they answer. */
static void
flush(struct pass *p)
{
	const struct policy *policy = p->tally->policy;

	if (!p->some)
		return;
	for (size_t i = 0; i < p->tally->controls.n; i++) {
		struct tally_control *c = &p->tally->controls.v[i];
		struct stand all = {p->person, DUE_IS_NOT_OWED, 0};

		if (c->own_period)
			continue;
		for (size_t k = 0; k < c->parts.n; k++) {
			struct tally_part *part = &c->parts.v[k];
			const struct stand *s =
			    &p->by_obligation[part->obligation -
				policy->obligations.v];

			stand_count(&part->count, s);
			stand_take(&all, s->state, s->due);
		}
		stand_count(&c->all, &all);
	}
}

static void
begin(struct pass *p, struct id person)
{
	size_t n = p->tally->policy->obligations.n;

	p->person = person;
	p->some = true;
	for (size_t i = 0; i < n; i++)
		p->by_obligation[i] =
		    (struct stand){person, DUE_IS_NOT_OWED, 0};
}

/* Of the policy in force, by its place; n for an obligation of another. */
static size_t
place_of(const struct policy *policy, const struct policy_obligation *o)
{
	const struct policy_obligation *v = policy->obligations.v;

	if (o < v || o >= v + policy->obligations.n)
		o = policy_obligation(policy, o->id);
	return o != NULL ? (size_t)(o - v) : policy->obligations.n;
}

static enum err_code
on_owed(const struct owed *owed, void *ctx, struct err *err)
{
	struct pass *p = ctx;
	const struct policy *policy = p->tally->policy;
	size_t at = place_of(policy, owed->obligation);

	(void)err;
	if (!p->some || !id_eq(p->person, owed->person)) {
		flush(p);
		begin(p, owed->person);
	}
	if (at < policy->obligations.n)
		stand_take(&p->by_obligation[at],
		    owed->excepted ? DUE_IS_EXCUSED : owed->due.state,
		    owed->due.due);
	return ERR_NONE;
}

/* Any control without a period of its own: all of them are judged alike, by
   the period that the policy states. */
static struct str
shared_control(const struct tally *t)
{
	for (size_t i = 0; i < t->controls.n; i++)
		if (!t->controls.v[i].own_period)
			return t->controls.v[i].name;
	return STR_NONE;
}

static enum err_code
pass_all(struct engine *engine, struct tally *t, struct arena *arena,
    struct err *err)
{
	struct pass p = {.tally = t};
	const struct engine_ask ask = {
	    .now = t->now, .control = shared_control(t)};
	enum err_code rc;

	if (ask.control.ptr == NULL)
		return ERR_NONE; /* every control has a period of its own */
	p.by_obligation =
	    ARENA_ARRAY(arena, t->policy->obligations.n + 1, struct stand);
	if (p.by_obligation == NULL)
		return arena_fail(arena, err);
	rc = engine_each(engine, &ask, on_owed, &p, err);
	if (rc == ERR_NONE)
		flush(&p);
	return rc;
}

/* --- by a control's own period: what names it ----------------------------- */

static enum err_code
take(const struct owed *owed, void *ctx, struct err *err)
{
	return stands_take(ctx, owed, err);
}

static enum err_code
pass_control(struct engine *engine, const struct tally *t,
    struct tally_control *c, struct err *err)
{
	struct stands all = {0}, one = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < c->parts.n && rc == ERR_NONE; i++) {
		struct tally_part *part = &c->parts.v[i];
		const struct engine_ask ask = {.now = t->now,
		    .obligation = part->obligation->id,
		    .control = c->name};

		one.n = 0;
		rc = engine_each(engine, &ask, take, &one, err);
		stands_count(&part->count, &one);
		if (rc == ERR_NONE)
			rc = stands_merge(&all, &one, err);
	}
	stands_count(&c->all, &all);
	stands_release(&all);
	stands_release(&one);
	return rc;
}

static enum err_code
compute(struct tallies *ts, int64_t now, struct kept *k, struct err *err)
{
	struct tally *t = &k->tally;
	enum err_code rc;

	*t = (struct tally){.now = now};
	t->policy = engine_policy(ts->engine, now);
	rc = add_controls(t, ts->catalog, &k->arena, err);
	if (rc == ERR_NONE)
		rc = pass_all(ts->engine, t, &k->arena, err);
	for (size_t i = 0; i < t->controls.n && rc == ERR_NONE; i++)
		if (t->controls.v[i].own_period)
			rc =
			    pass_control(ts->engine, t, &t->controls.v[i], err);
	return rc;
}

/* --- the cache ------------------------------------------------------------ */

struct position {
	struct arena *arena;
	uint64_t size;
};

static enum err_code
read_position(struct db *db, void *ctx, struct err *err)
{
	struct position *p = ctx;
	struct ledger_head head;
	enum err_code rc = ledger_head(db, p->arena, &head, err);

	if (rc == ERR_NONE)
		p->size = head.size;
	return rc == ERR_NOT_FOUND ? ERR_NONE : rc;
}

enum err_code
tallies_follow(struct tallies *ts, struct arena *arena, uint64_t *position,
    struct err *err)
{
	struct position p = {.arena = arena};
	enum err_code rc = store_read(ts->store, read_position, &p, err);

	if (rc == ERR_NONE)
		rc = engine_follow(ts->engine, NULL, err);
	if (rc == ERR_NONE)
		*position = p.size;
	return rc;
}

static struct kept *
find(struct tallies *ts, int64_t now, uint64_t position)
{
	for (size_t i = 0; i < TALLY_KEPT; i++)
		if (ts->kept[i].used > 0 && ts->kept[i].tally.now == now &&
		    ts->kept[i].position >= position)
			return &ts->kept[i];
	return NULL;
}

/* The one that nobody asked for for longest makes room. */
static struct kept *
make_room(struct tallies *ts)
{
	struct kept *k = &ts->kept[0];

	for (size_t i = 1; i < TALLY_KEPT; i++)
		if (ts->kept[i].used < k->used)
			k = &ts->kept[i];
	arena_release(&k->arena);
	*k = (struct kept){0};
	arena_init(&k->arena, TALLY_MEMORY);
	return k;
}

static enum err_code
copy(const struct tally *from, struct arena *arena, struct tally *out,
    struct err *err)
{
	struct tally t = {.now = from->now, .policy = from->policy};

	for (size_t i = 0; i < from->controls.n; i++) {
		const struct tally_control *c = &from->controls.v[i];
		struct tally_control *to = ARENA_PUSH(arena, &t.controls);

		if (to == NULL)
			return arena_fail(arena, err);
		*to = *c;
		to->name = arena_str(arena, c->name);
		to->parts.v =
		    ARENA_ARRAY(arena, c->parts.n + 1, struct tally_part);
		if (to->name.ptr == NULL || to->parts.v == NULL)
			return arena_fail(arena, err);
		memcpy(to->parts.v, c->parts.v,
		    c->parts.n * sizeof(c->parts.v[0]));
	}
	*out = t;
	return ERR_NONE;
}

static enum err_code
locked(struct tallies *ts, int64_t now, uint64_t position, struct arena *arena,
    struct tally *out, struct err *err)
{
	struct kept *k = find(ts, now, position);
	enum err_code rc = ERR_NONE;

	if (k == NULL) {
		k = make_room(ts);
		k->position = position;
		rc = compute(ts, now, k, err);
	}
	if (rc == ERR_NONE) {
		k->used = ++ts->day_uses;
		rc = copy(&k->tally, arena, out, err);
	}
	return rc;
}

enum err_code
tally_at(struct tallies *ts, int64_t at, struct arena *arena, struct tally *out,
    struct err *err)
{
	uint64_t position;
	int64_t now;
	enum err_code rc = tallies_follow(ts, arena, &position, err);

	if (rc != ERR_NONE)
		return rc;
	now = tally_day_end(engine_policy(ts->engine, at), at);
	pthread_mutex_lock(&ts->day_lock);
	rc = locked(ts, now, position, arena, out, err);
	pthread_mutex_unlock(&ts->day_lock);
	return rc;
}
