#include "policy/operation.h"

#include <stdlib.h>

#include "people/person.h"
#include "policy/coverage.h"
#include "policy/tally_part.h"

#define PEOPLE_MEMORY ((size_t)512 << 20) /* a few hundred bytes each */
#define PERSON_MEMORY ((size_t)16 << 20)
#define PERIOD_MEMORY ((size_t)32 << 20)

/* An obligation, with all that it asked for in the period. */
struct duty {
	const struct policy_obligation *obligation; /* latest */
	struct {
		const struct policy_thing **v;
		size_t n, cap;
	} things;
	bool shared;  /* by a control without own period */
	size_t first; /* shared: of its items, one a thing */
};

/* A control, and which duties it rests on: as many as parts. */
struct target {
	struct operation operation;
	bool own;
	struct {
		size_t *v;
		size_t n, cap;
	} duties;
	size_t first; /* own: of its items, one a thing of each duty */
};

struct work {
	struct tallies *ts;
	struct arena *arena; /* of the result */
	int64_t from, to;
	struct {
		struct duty *v;
		size_t n, cap;
	} duties;
	struct {
		struct target *v;
		size_t n, cap;
	} targets;
	struct str shared; /* a control without own period, for all such */
	struct {
		struct engine_item *v;
		size_t n, cap;
	} items;                    /* whose states are asked for */
	struct engine_spans *spans; /* of the person at hand, one an item */
	struct persons people;
	struct arena people_arena, person; /* the latter: of one at a time */
};

/* --- what was asked, and for which control -------------------------------- */

static bool
has_thing(const struct duty *d, const struct policy_thing *t)
{
	for (size_t i = 0; i < d->things.n; i++)
		if (d->things.v[i]->kind == t->kind &&
		    str_eq(d->things.v[i]->id, t->id))
			return true;
	return false;
}

static enum err_code
take_duty(struct work *w, const struct policy_obligation *o, size_t *at,
    struct err *err)
{
	struct duty *d = NULL;
	size_t i;

	for (i = 0; i < w->duties.n && d == NULL; i++)
		if (str_eq(w->duties.v[i].obligation->id, o->id))
			d = &w->duties.v[i];
	*at = d != NULL ? i - 1 : w->duties.n;
	if (d == NULL) {
		d = ARENA_PUSH(w->arena, &w->duties);
		if (d == NULL)
			return arena_fail(w->arena, err);
		d->obligation = o;
	}
	for (i = 0; i < o->things.n; i++) {
		const struct policy_thing **to;

		if (has_thing(d, &o->things.v[i]))
			continue;
		to = ARENA_PUSH(w->arena, &d->things);
		if (to == NULL)
			return arena_fail(w->arena, err);
		*to = &o->things.v[i];
	}
	return ERR_NONE;
}

static bool
rests_on(const struct target *t, size_t duty)
{
	for (size_t i = 0; i < t->duties.n; i++)
		if (t->duties.v[i] == duty)
			return true;
	return false;
}

static enum err_code
add_duty(struct work *w, struct target *t, const struct policy_obligation *o,
    struct err *err)
{
	struct operation_part *part;
	size_t duty = 0, *to;
	enum err_code rc = take_duty(w, o, &duty, err);

	if (rc != ERR_NONE || rests_on(t, duty))
		return rc;
	to = ARENA_PUSH(w->arena, &t->duties);
	part = ARENA_PUSH(w->arena, &t->operation.parts);
	if (to == NULL || part == NULL)
		return arena_fail(w->arena, err);
	*to = duty;
	part->obligation = w->duties.v[duty].obligation;
	w->duties.v[duty].shared |= !t->own;
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

/* A version is in force until the next one is; the latest comes first here. */
static enum err_code
add_versions(struct work *w, struct target *t, struct str framework,
    struct str id, struct err *err)
{
	struct policies all = engine_policies(w->ts->engine);
	int64_t until = INT64_MAX;
	enum err_code rc = ERR_NONE;

	for (size_t i = all.n; i-- > 0 && rc == ERR_NONE;) {
		const struct policy *p = all.v[i];
		bool inside = p->effective <= w->to && until > w->from;

		if (p->effective < until)
			until = p->effective;
		for (size_t k = 0; inside && k < p->obligations.n; k++)
			if (policy_kind_personal(p->obligations.v[k].kind) &&
			    names(&p->obligations.v[k], framework, id) &&
			    rc == ERR_NONE)
				rc = add_duty(w, t, &p->obligations.v[k], err);
	}
	return rc;
}

static enum err_code
add_target(struct work *w, const struct catalog_framework *f,
    const struct catalog_control *c, struct err *err)
{
	const struct policy *policy = engine_policy(w->ts->engine, w->to);
	struct target t = {.own = tally_own_period(policy, f->id, c)}, *to;
	enum err_code rc = add_versions(w, &t, f->id, c->id, err);

	if (rc != ERR_NONE || t.duties.n == 0)
		return rc;
	t.operation.control =
	    arena_strf(w->arena, "%.*s:%.*s", STR_FMT(f->id), STR_FMT(c->id));
	if (!t.own && w->shared.ptr == NULL)
		w->shared = t.operation.control;
	t.operation.from = w->from;
	t.operation.to = w->to;
	to = ARENA_PUSH(w->arena, &w->targets);
	if (to == NULL || t.operation.control.ptr == NULL)
		return arena_fail(w->arena, err);
	*to = t;
	return ERR_NONE;
}

static enum err_code
add_targets(struct work *w, struct err *err)
{
	const struct catalog_frameworks *all = w->ts->catalog->frameworks;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; !all->v[i].former &&
		     k < all->v[i].controls.n && rc == ERR_NONE;
		     k++)
			rc = add_target(
			    w, &all->v[i], &all->v[i].controls.v[k], err);
	return rc;
}

/* All that is asked about a person: shared duties once, and those of a control
   with a period of its own by that. */
static enum err_code
add_items(
    struct work *w, const struct duty *d, struct str control, struct err *err)
{
	for (size_t i = 0; i < d->things.n; i++) {
		struct engine_item *to = ARENA_PUSH(w->arena, &w->items);

		if (to == NULL)
			return arena_fail(w->arena, err);
		*to = (struct engine_item){
		    d->obligation, d->things.v[i], control};
	}
	return ERR_NONE;
}

static enum err_code
list_items(struct work *w, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < w->duties.n && rc == ERR_NONE; i++) {
		struct duty *d = &w->duties.v[i];

		d->first = w->items.n;
		if (d->shared)
			rc = add_items(w, d, w->shared, err);
	}
	for (size_t i = 0; i < w->targets.n && rc == ERR_NONE; i++) {
		struct target *t = &w->targets.v[i];

		t->first = w->items.n;
		for (size_t k = 0; t->own && k < t->duties.n && rc == ERR_NONE;
		     k++)
			rc = add_items(w, &w->duties.v[t->duties.v[k]],
			    t->operation.control, err);
	}
	return rc;
}

/* --- times --------------------------------------------------------------- */

struct times {
	struct time_span {
		int64_t from, to;
	} * v;
	size_t n, cap;
};

static enum err_code
add_time(struct times *t, const struct engine_span *s, struct arena *arena,
    struct err *err)
{
	struct time_span *to = ARENA_PUSH(arena, t);

	if (to == NULL)
		return arena_fail(arena, err);
	*to = (struct time_span){s->from, s->to};
	return ERR_NONE;
}

static int
by_from(const void *a, const void *b)
{
	const struct time_span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Days that at least one of them covers, rounded; *first is the earliest
   instant. */
static uint64_t
days_of(struct times *t, int64_t *first)
{
	int64_t sum = 0, end = INT64_MIN;

	if (t->n == 0)
		return 0;
	qsort(t->v, t->n, sizeof(t->v[0]), by_from);
	if (first != NULL && (*first == 0 || t->v[0].from < *first))
		*first = t->v[0].from;
	for (size_t i = 0; i < t->n; i++) {
		int64_t from = t->v[i].from > end ? t->v[i].from : end;

		if (t->v[i].to < from)
			continue;
		sum += t->v[i].to + 1 - from;
		end = t->v[i].to + 1;
	}
	return (uint64_t)((sum + CLOCK_DAY / 2) / CLOCK_DAY);
}

/* --- one person ---------------------------------------------------------- */

static enum err_code
keep_span(struct work *w, struct operation *op, const struct operation_span *s,
    struct err *err)
{
	struct operation_span *last;
	size_t at;

	op->n_spans++;
	if (op->spans.n == OPERATION_SPANS) {
		last = &op->spans.v[OPERATION_SPANS - 1];
		if (last->to - last->from >= s->to - s->from)
			return ERR_NONE;
	} else if (ARENA_PUSH(w->arena, &op->spans) == NULL) {
		return arena_fail(w->arena, err);
	}
	for (at = op->spans.n - 1; at > 0; at--) {
		last = &op->spans.v[at - 1];
		if (last->to - last->from >= s->to - s->from)
			break;
		op->spans.v[at] = *last;
	}
	op->spans.v[at] = *s;
	return ERR_NONE;
}

struct seen {
	struct times scope, over;
};

static enum err_code
see(struct work *w, struct operation *op, const struct operation_span *of,
    const struct engine_spans *spans, struct seen *part, struct seen *all,
    struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < spans->n && rc == ERR_NONE; i++) {
		const struct engine_span *s = &spans->v[i];
		struct operation_span span = *of;

		if (s->state == DUE_IS_NOT_OWED)
			continue;
		rc = add_time(&part->scope, s, &w->person, err);
		if (rc == ERR_NONE)
			rc = add_time(&all->scope, s, &w->person, err);
		if (rc != ERR_NONE || s->state != DUE_IS_OVERDUE)
			continue;
		rc = add_time(&part->over, s, &w->person, err);
		if (rc == ERR_NONE)
			rc = add_time(&all->over, s, &w->person, err);
		span.from = s->from;
		span.to = s->to;
		span.open = s->to >= w->to;
		if (rc == ERR_NONE)
			rc = keep_span(w, op, &span, err);
	}
	return rc;
}

static enum err_code
judge_part(struct work *w, struct id person, struct target *t, size_t at,
    const struct engine_spans *spans, struct seen *all, struct err *err)
{
	struct operation *op = &t->operation;
	struct operation_part *part = &op->parts.v[at];
	const struct duty *d = &w->duties.v[t->duties.v[at]];
	struct seen seen = {0};
	uint64_t over;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < d->things.n && rc == ERR_NONE; i++) {
		const struct operation_span of = {.person = person,
		    .obligation = d->obligation,
		    .thing = d->things.v[i]};

		rc = see(w, op, &of, &spans[i], &seen, all, err);
	}
	over = seen.over.n;
	part->people += seen.scope.n > 0;
	part->people_overdue += over > 0;
	part->days += days_of(&seen.scope, NULL);
	part->days_overdue += days_of(&seen.over, NULL);
	return rc;
}

static enum err_code
judge(struct work *w, struct id person, struct target *t, struct err *err)
{
	struct operation *op = &t->operation;
	size_t next = t->first;
	struct seen all = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < t->duties.n && rc == ERR_NONE; i++) {
		const struct duty *d = &w->duties.v[t->duties.v[i]];

		rc = judge_part(w, person, t, i,
		    &w->spans[t->own ? next : d->first], &all, err);
		next += d->things.n;
	}
	op->people += all.scope.n > 0;
	op->people_overdue += all.over.n > 0;
	op->days += days_of(&all.scope, NULL);
	op->days_overdue += days_of(&all.over, &op->first);
	return rc;
}

static enum err_code
look_at(
    struct work *w, struct engine_walk *walk, struct id person, struct err *err)
{
	enum err_code rc;

	arena_reset(&w->person);
	w->spans = ARENA_ARRAY(&w->person, w->items.n + 1, struct engine_spans);
	if (w->spans == NULL)
		return arena_fail(&w->person, err);
	rc = engine_walk_person(walk, person, &w->person, w->spans, err);
	for (size_t i = 0; i < w->targets.n && rc == ERR_NONE; i++)
		rc = judge(w, person, &w->targets.v[i], err);
	return rc;
}

/* --- everybody ----------------------------------------------------------- */

static enum err_code
read_people(struct db *db, void *ctx, struct err *err)
{
	struct work *w = ctx;

	arena_reset(&w->people_arena);
	w->people = (struct persons){0};
	return person_list(
	    db, &w->people_arena, PERSON_PROGRAM, true, &w->people, err);
}

static enum err_code
compute(struct work *w, struct operations *out, struct err *err)
{
	struct engine_walk *walk = NULL;
	enum err_code rc = add_targets(w, err);

	if (rc == ERR_NONE)
		rc = list_items(w, err);
	if (rc == ERR_NONE)
		rc = store_read(w->ts->store, read_people, w, err);
	if (rc == ERR_NONE)
		rc = engine_walk_new(w->ts->engine, w->items.v, w->items.n,
		    w->from, w->to, &walk, err);
	for (size_t i = 0; i < w->people.n && rc == ERR_NONE; i++)
		rc = look_at(w, walk, w->people.v[i].id, err);
	engine_walk_free(walk);
	for (size_t i = 0; i < w->targets.n && rc == ERR_NONE; i++) {
		struct operation *op = ARENA_PUSH(w->arena, out);

		if (op == NULL)
			return arena_fail(w->arena, err);
		*op = w->targets.v[i].operation;
	}
	return rc;
}

static enum err_code
compute_kept(struct tallies *ts, struct kept_period *k, struct err *err)
{
	struct work w = {
	    .ts = ts, .arena = &k->arena, .from = k->from, .to = k->to};
	enum err_code rc;

	arena_init(&w.people_arena, PEOPLE_MEMORY);
	arena_init(&w.person, PERSON_MEMORY);
	rc = compute(&w, &k->operations, err);
	arena_release(&w.person);
	arena_release(&w.people_arena);
	return rc;
}

/* --- what is kept ----------------------------------------------------------
 */

static struct kept_period *
find(struct tallies *ts, int64_t from, int64_t to, uint64_t position)
{
	for (size_t i = 0; i < OPERATIONS_KEPT; i++) {
		struct kept_period *k = &ts->periods[i];

		if (k->used > 0 && k->from == from && k->to == to &&
		    k->position >= position)
			return k;
	}
	return NULL;
}

static struct kept_period *
make_room(struct tallies *ts)
{
	struct kept_period *k = &ts->periods[0];

	for (size_t i = 1; i < OPERATIONS_KEPT; i++)
		if (ts->periods[i].used < k->used)
			k = &ts->periods[i];
	arena_release(&k->arena);
	*k = (struct kept_period){0};
	arena_init(&k->arena, PERIOD_MEMORY);
	return k;
}

static void *
copy_of(struct arena *arena, const void *v, size_t n, size_t size)
{
	void *to = arena_array(arena, n + 1, size);

	if (to != NULL && n > 0)
		memcpy(to, v, n * size);
	return to;
}

static enum err_code
copy(const struct operations *from, struct arena *arena, struct operations *out,
    struct err *err)
{
	struct operations all = {0};

	for (size_t i = 0; i < from->n; i++) {
		const struct operation *op = &from->v[i];
		struct operation *to = ARENA_PUSH(arena, &all);

		if (to == NULL)
			return arena_fail(arena, err);
		*to = *op;
		to->control = arena_str(arena, op->control);
		to->parts.v = copy_of(
		    arena, op->parts.v, op->parts.n, sizeof(op->parts.v[0]));
		to->spans.v = copy_of(
		    arena, op->spans.v, op->spans.n, sizeof(op->spans.v[0]));
		if (to->control.ptr == NULL || to->parts.v == NULL ||
		    to->spans.v == NULL)
			return arena_fail(arena, err);
	}
	*out = all;
	return ERR_NONE;
}

static enum err_code
locked(struct tallies *ts, int64_t from, int64_t to, uint64_t position,
    struct arena *arena, struct operations *out, struct err *err)
{
	struct kept_period *k = find(ts, from, to, position);
	enum err_code rc = ERR_NONE;

	if (k == NULL) {
		k = make_room(ts);
		k->from = from;
		k->to = to;
		k->position = position;
		rc = compute_kept(ts, k, err);
	}
	if (rc != ERR_NONE)
		return rc;
	k->used = ++ts->period_uses;
	return copy(&k->operations, arena, out, err);
}

static enum err_code
check(int64_t from, int64_t to, struct err *err)
{
	if (to < from)
		return err_set(
		    err, ERR_INVALID, "the period ends before it begins");
	if (from > clock_now())
		return err_set(err, ERR_INVALID, "the period is still to come");
	if (to - from > OPERATION_DAYS * CLOCK_DAY)
		return err_set(err, ERR_LIMIT,
		    "the period is longer than %d days", OPERATION_DAYS);
	return ERR_NONE;
}

enum err_code
operations_over(struct tallies *ts, int64_t from, int64_t to,
    struct arena *arena, struct operations *out, struct err *err)
{
	uint64_t position = 0;
	int64_t today;
	enum err_code rc = check(from, to, err);

	if (rc == ERR_NONE)
		rc = tallies_follow(ts, arena, &position, err);
	if (rc != ERR_NONE)
		return rc;
	today = clock_now();
	today = tally_day_end(engine_policy(ts->engine, today), today);
	if (to > today)
		to = today; /* what is to come has not run yet */
	pthread_mutex_lock(&ts->period_lock);
	rc = locked(ts, from, to, position, arena, out, err);
	pthread_mutex_unlock(&ts->period_lock);
	return rc;
}

const struct operation *
operation_control(const struct operations *operations, struct str name)
{
	for (size_t i = 0; i < operations->n; i++)
		if (str_eq(operations->v[i].control, name))
			return &operations->v[i];
	return NULL;
}
