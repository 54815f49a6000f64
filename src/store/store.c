#include "store/store.h"

#include <stdlib.h>

#include "store/driver.h"

enum err_code
store_open(
    const struct store_config *config, struct store **out, struct err *err)
{
	struct store *store = NULL;
	enum err_code rc;

	if (str_starts(config->url, STR("sqlite:")))
		rc = sqlite_open(config, &store, err);
	else if (str_starts(config->url, STR("postgresql://")) ||
	    str_starts(config->url, STR("postgres://")))
		rc = postgres_open(config, &store, err);
	else
		rc = err_set(err, ERR_INVALID,
		    "the database URL starts neither with sqlite: nor with "
		    "postgresql://");
	if (rc == ERR_NONE)
		*out = store;
	return rc;
}

void
store_close(struct store *store)
{
	if (store != NULL)
		store->driver->close(store);
}

enum store_engine
store_engine(const struct store *store)
{
	return store->engine;
}

void
store_count(struct store *store, uint64_t writes)
{
	__atomic_fetch_add(&store->writes, writes, __ATOMIC_RELAXED);
	__atomic_fetch_add(&store->commits, 1, __ATOMIC_RELAXED);
}

void
store_stats(const struct store *store, struct store_stats *out)
{
	out->writes = __atomic_load_n(&store->writes, __ATOMIC_RELAXED);
	out->commits = __atomic_load_n(&store->commits, __ATOMIC_RELAXED);
}

enum store_engine
db_engine(const struct db *db)
{
	return db->store->engine;
}

enum err_code
store_read(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	return store->driver->read(store, fn, ctx, err);
}

enum err_code
store_write(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	if (store->read_only)
		return err_set(err, ERR_DENIED,
		    "the database was opened for reading only");
	return store->driver->write(store, fn, ctx, err);
}

enum err_code
db_call(struct db *db, store_fn *fn, void *ctx, struct err *err)
{
	enum err_code rc;

	db->doomed = ERR_NONE;
	rc = fn(db, ctx, err);
	if (rc != ERR_NONE || db->doomed == ERR_NONE)
		return rc;
	*err = db->why;
	return db->doomed;
}

static enum err_code
doom(struct db *db, enum err_code rc, const struct err *err)
{
	if (db->doomed == ERR_NONE) {
		db->doomed = rc;
		db->why = *err;
	}
	return rc;
}

enum err_code
db_script(struct db *db, const char *sql, struct err *err)
{
	enum err_code rc = db->store->driver->script(db, sql, err);

	return rc == ERR_NONE ? rc : doom(db, rc, err);
}

/* An error of fn's own is no failure of the statement. */
struct run {
	cell_fn *fn;
	void *ctx;
	bool fn_failed;
};

static enum err_code
run_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct run *run = ctx;
	enum err_code rc;

	rc = run->fn != NULL ? run->fn(cells, run->ctx, err) : ERR_NONE;
	run->fn_failed = rc != ERR_NONE;
	return rc;
}

enum err_code
statement_run(struct db *db, const struct statement *st, const struct cell *in,
    cell_fn *fn, void *ctx, uint64_t *changed, struct err *err)
{
	struct run run = {fn, ctx, false};
	uint64_t count = 0;
	enum err_code rc;

	if (db->doomed != ERR_NONE)
		return err_set(err, db->doomed, "%s", db->why.text);
	rc = db->store->driver->run(db, st, in, run_row, &run, &count, err);
	if (rc == ERR_NONE && changed != NULL)
		*changed = count;
	return rc == ERR_NONE || run.fn_failed ? rc : doom(db, rc, err);
}

enum err_code
statement_check(struct db *db, const struct statement *st, struct err *err)
{
	enum err_code rc = db->store->driver->check(db, st, err);

	return rc == ERR_NONE ? rc : doom(db, rc, err);
}

static size_t
cache_slot(const struct cache *c, const struct statement *st)
{
	size_t i = (uintptr_t)st / sizeof(void *) * 0x9e3779b97f4a7c15u >> 20;

	while (c->v[i & (c->cap - 1)].st != NULL &&
	    c->v[i & (c->cap - 1)].st != st)
		i++;
	return i & (c->cap - 1);
}

void **
cache_find(struct cache *c, const struct statement *st)
{
	size_t i;

	if (c->cap == 0)
		return NULL;
	i = cache_slot(c, st);
	return c->v[i].st == st ? &c->v[i].prepared : NULL;
}

static bool
cache_grow(struct cache *c)
{
	struct cache bigger = {.n = c->n, .cap = c->cap == 0 ? 64 : c->cap * 2};

	bigger.v = calloc(bigger.cap, sizeof(*bigger.v));
	if (bigger.v == NULL)
		return false;
	for (size_t i = 0; i < c->cap; i++)
		if (c->v[i].st != NULL)
			bigger.v[cache_slot(&bigger, c->v[i].st)] = c->v[i];
	free(c->v);
	*c = bigger;
	return true;
}

void **
cache_add(struct cache *c, const struct statement *st)
{
	size_t i;

	if (c->n * 2 >= c->cap && !cache_grow(c))
		return NULL;
	i = cache_slot(c, st);
	c->v[i].st = st;
	c->n++;
	return &c->v[i].prepared;
}
