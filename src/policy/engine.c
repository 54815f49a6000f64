#include "policy/engine.h"

#include <stdlib.h>

#include "policy/engine_part.h"
#include "sql/engine.h"

#define MEMORY    ((size_t)4 << 30) /* about 2 kB a person */
#define ASK_MAX   ((size_t)64 << 20)
#define ANEW_MAX  5000 /* then all of it is read again, which is as quick */
#define NOT_READ  (-2)
#define ALL_EVERY (3600 * CLOCK_SECOND)

enum err_code
engine_new(struct store *store, const struct catalog *catalog,
    struct engine **out, struct err *err)
{
	struct engine *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return err_nomem(err);
	e->store = store;
	e->catalog = catalog;
	e->position = NOT_READ;
	pthread_rwlock_init(&e->lock, NULL);
	pthread_mutex_init(&e->news, NULL);
	arena_init(&e->arena, MEMORY);
	arena_init(&e->bound, ASK_MAX);
	arena_init(&e->kept, ASK_MAX);
	*out = e;
	return ERR_NONE;
}

static void
forget(struct engine *e)
{
	for (size_t i = 0; i < e->persons.n; i++) {
		struct arena *own = e->persons.v[i]->own;

		arena_release(own);
		free(own);
	}
	arena_release(&e->arena);
	arena_init(&e->arena, MEMORY);
	atoms_init(&e->atoms, &e->arena);
	memset(&e->persons, 0, sizeof(e->persons));
	memset(&e->validity, 0, sizeof(e->validity));
	e->anew = 0;
	e->bindings++;
	e->unseen_from = 0;
	e->position = NOT_READ;
}

void
engine_free(struct engine *e)
{
	if (e == NULL)
		return;
	forget(e);
	arena_release(&e->arena);
	arena_release(&e->bound);
	arena_release(&e->kept);
	pthread_rwlock_destroy(&e->lock);
	pthread_mutex_destroy(&e->news);
	free(e);
}

enum err_code
engine_bind(struct policy_obligation *o, const struct atoms *atoms,
    struct arena *arena, struct err *err)
{
	enum err_code rc = population_bind(&o->who, atoms, arena, err);

	for (size_t i = 0; i < o->things.n && rc == ERR_NONE; i++)
		if (o->things.v[i].who != NULL)
			rc = population_bind(
			    o->things.v[i].who, atoms, arena, err);
	return rc;
}

static enum err_code
bind_all(struct engine *e, struct err *err)
{
	enum err_code rc = ERR_NONE;

	e->bindings++;
	arena_reset(&e->bound);
	for (size_t i = 0; i < e->policies.n; i++) {
		struct policy *p = e->policies.v[i];

		for (size_t k = 0; k < p->obligations.n && rc == ERR_NONE; k++)
			rc = engine_bind(
			    &p->obligations.v[k], &e->atoms, &e->bound, err);
	}
	return rc;
}

struct follow {
	struct engine *e;
	struct arena *arena;
	int64_t position;
	size_t changed;
};

/* What concerns more than the one a fact is about. */
static bool
concerns_all(struct str type)
{
	static const struct str types[] = {STR_INIT("policy.published"),
	    STR_INIT("module.published"), STR_INIT("team.changed"),
	    STR_INIT("subject.erased")};

	for (size_t i = 0; i < NELEM(types); i++)
		if (str_eq(type, types[i]))
			return true;
	return false;
}

static enum err_code
read_whole(struct follow *f, struct db *db, struct err *err)
{
	enum err_code rc;

	forget(f->e);
	rc = engine_load_all(f->e, db, err);
	f->changed = f->e->persons.n;
	return rc;
}

static enum err_code
read_since(struct follow *f, struct db *db, struct err *err)
{
	struct sql_engine_since_rows rows = {0};
	enum err_code rc = sql_engine_since(db, f->arena,
	    &(struct sql_engine_since_in){f->e->position, ANEW_MAX}, &rows,
	    err);

	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++)
		if (concerns_all(rows.v[i].type))
			return read_whole(f, db, err);
	if (rows.n == ANEW_MAX || f->e->anew + rows.n > ANEW_MAX)
		return read_whole(f, db, err);
	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		struct id who = rows.v[i].subject;
		bool again = false;

		for (size_t k = 0; k < i && !again; k++)
			again = id_eq(rows.v[k].subject, who);
		if (id_is_none(who) || again)
			continue;
		rc = engine_load_one(f->e, db, who, err);
		f->changed++;
		f->e->anew++;
	}
	return rc;
}

static enum err_code
follow_in(struct db *db, void *ctx, struct err *err)
{
	struct follow *f = ctx;
	struct sql_engine_position_row row;
	enum err_code rc = sql_engine_position(db, f->arena, &row, err);

	f->changed = 0;
	if (rc != ERR_NONE)
		return rc;
	f->position = row.seq;
	if (f->e->position == row.seq)
		return ERR_NONE;
	return f->e->position == NOT_READ ? read_whole(f, db, err)
					  : read_since(f, db, err);
}

static enum err_code
look_in(struct db *db, void *ctx, struct err *err)
{
	struct follow *f = ctx;
	struct sql_engine_position_row row;
	enum err_code rc = sql_engine_position(db, f->arena, &row, err);

	if (rc == ERR_NONE)
		f->position = row.seq;
	return rc;
}

/* Most of the time nothing is new: that is found out beside those who ask. */
static enum err_code
is_there(struct engine *e, struct follow *f, bool *there, struct err *err)
{
	enum err_code rc = store_read(e->store, look_in, f, err);

	pthread_rwlock_rdlock(&e->lock);
	*there = rc == ERR_NONE && e->position == f->position;
	pthread_rwlock_unlock(&e->lock);
	return rc;
}

static enum err_code
catch_up(struct engine *e, struct follow *f, struct err *err)
{
	enum err_code rc;

	pthread_rwlock_wrlock(&e->lock);
	rc = store_read(e->store, follow_in, f, err);
	if (rc == ERR_NONE && f->changed > 0)
		rc = bind_all(e, err);
	e->position = rc == ERR_NONE ? f->position : NOT_READ;
	pthread_rwlock_unlock(&e->lock);
	return rc;
}

enum err_code
engine_follow(struct engine *e, size_t *changed, struct err *err)
{
	struct arena arena;
	struct follow f = {.e = e, .arena = &arena};
	bool there = false;
	enum err_code rc;

	arena_init(&arena, ASK_MAX);
	rc = is_there(e, &f, &there, err);
	if (rc == ERR_NONE && !there)
		rc = catch_up(e, &f, err);
	arena_release(&arena);
	if (rc == ERR_NONE && changed != NULL)
		*changed = f.changed;
	return rc;
}

struct reread {
	struct engine *e;
	struct id person;
};

static enum err_code
reread_in(struct db *db, void *ctx, struct err *err)
{
	const struct reread *r = ctx;

	return engine_load_one(r->e, db, r->person, err);
}

enum err_code
engine_reread(struct engine *e, struct id person, struct err *err)
{
	struct reread r = {e, person};
	enum err_code rc;

	pthread_rwlock_wrlock(&e->lock);
	rc = store_read(e->store, reread_in, &r, err);
	if (rc == ERR_NONE)
		rc = bind_all(e, err);
	pthread_rwlock_unlock(&e->lock);
	return rc;
}

enum err_code
engine_begin(struct engine *e, struct err *err)
{
	pthread_rwlock_rdlock(&e->lock);
	if (e->position != NOT_READ)
		return ERR_NONE;
	pthread_rwlock_unlock(&e->lock);
	return err_set(
	    err, ERR_BUSY, "what everybody owes was not worked out yet");
}

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

enum err_code
engine_each(struct engine *e, const struct engine_ask *ask, engine_fn *fn,
    void *ctx, struct err *err)
{
	struct arena whole, one;
	struct plan plan;
	enum err_code rc = engine_begin(e, err);

	if (rc != ERR_NONE)
		return rc;
	arena_init(&whole, ASK_MAX);
	arena_init(&one, ASK_MAX);
	rc = engine_plan(e, ask, &whole, &plan, err);
	for (size_t i = 0; i < e->persons.n && rc == ERR_NONE; i++) {
		arena_reset(&one);
		rc = engine_judge(
		    e, &plan, ask, e->persons.v[i], &one, fn, ctx, err);
	}
	pthread_rwlock_unlock(&e->lock);
	arena_release(&one);
	arena_release(&whole);
	return rc;
}

/* Everybody, when an hour has passed. */
static void
begin_all(struct engine *e, int64_t now)
{
	if (now - e->seen_all < ALL_EVERY && now >= e->seen_all)
		return;
	e->seen_all = now;
	e->unseen_from = 0;
	for (size_t i = 0; i < e->persons.n; i++)
		e->persons.v[i]->seen = false;
}

static enum err_code
go_through(struct engine *e, const struct engine_ask *ask, size_t persons,
    engine_fn *fn, void *ctx, struct err *err)
{
	struct arena whole, one;
	struct plan plan;
	enum err_code rc;
	size_t i;

	arena_init(&whole, ASK_MAX);
	arena_init(&one, ASK_MAX);
	rc = engine_plan(e, ask, &whole, &plan, err);
	for (i = e->unseen_from;
	     i < e->persons.n && persons > 0 && rc == ERR_NONE; i++) {
		struct timeline *t = e->persons.v[i];

		if (t->seen)
			continue;
		arena_reset(&one);
		rc = engine_judge(e, &plan, ask, t, &one, fn, ctx, err);
		t->seen = rc == ERR_NONE;
		persons--;
	}
	if (rc == ERR_NONE)
		e->unseen_from = i;
	arena_release(&one);
	arena_release(&whole);
	return rc;
}

enum err_code
engine_news(struct engine *e, const struct engine_ask *ask, size_t persons,
    engine_fn *fn, void *ctx, bool *more, struct err *err)
{
	enum err_code rc = engine_begin(e, err);

	if (rc != ERR_NONE)
		return rc;
	pthread_mutex_lock(&e->news);
	begin_all(e, ask->now);
	rc = go_through(e, ask, persons, fn, ctx, err);
	*more = e->unseen_from < e->persons.n;
	pthread_mutex_unlock(&e->news);
	pthread_rwlock_unlock(&e->lock);
	return rc;
}

const struct policy *
engine_policy(struct engine *e, int64_t at)
{
	const struct policy *p = NULL;

	pthread_rwlock_rdlock(&e->lock);
	for (size_t i = 0; i < e->policies.n; i++)
		if (i == 0 || e->policies.v[i]->effective <= at)
			p = e->policies.v[i];
	pthread_rwlock_unlock(&e->lock);
	return p;
}

struct policies
engine_policies(struct engine *e)
{
	struct policies p;

	pthread_rwlock_rdlock(&e->lock);
	p = e->policies;
	pthread_rwlock_unlock(&e->lock);
	return p;
}

bool
engine_who(struct engine *e, struct id person, int64_t now, struct arena *arena,
    struct engine_who *out)
{
	const struct timeline *t;
	bool here = false;

	pthread_rwlock_rdlock(&e->lock);
	t = engine_find(e, person);
	for (size_t i = 0; t != NULL && i < t->changes.n; i++) {
		const struct change *c = &t->changes.v[i];

		if (c->kind == CHANGE_JOINED)
			here = c->effective <= now;
		else if (c->kind == CHANGE_LEFT && c->effective < now)
			here = false;
	}
	if (t != NULL)
		*out = (struct engine_who){.id = t->id,
		    .name = arena_str(arena, t->name),
		    .email = arena_str(arena, t->email),
		    .zone =
			t->zone.len > 0 ? arena_str(arena, t->zone) : STR_NONE,
		    .team = t->team,
		    .manager = t->manager,
		    .here = here};
	pthread_rwlock_unlock(&e->lock);
	return t != NULL;
}
