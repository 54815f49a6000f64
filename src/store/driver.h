#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/statement.h"

/*
 * What an engine does behind the port; inside src/store only.  store.c keeps
 * what both share: a transaction in which a statement failed is doomed, on
 * SQLite as on PostgreSQL, whatever its function says afterwards.
 */
struct driver {
	enum err_code (*read)(struct store *, store_fn *, void *, struct err *);
	enum err_code (*write)(
	    struct store *, store_fn *, void *, struct err *);
	void (*close)(struct store *);

	enum err_code (*run)(struct db *db, const struct statement *st,
	    const struct cell *in, cell_fn *fn, void *ctx, uint64_t *changed,
	    struct err *err);
	/* several statements without parameters: the schema */
	enum err_code (*script)(
	    struct db *db, const char *sql, struct err *err);
	enum err_code (*check)(
	    struct db *db, const struct statement *st, struct err *err);
};

struct store {
	const struct driver *driver;
	enum store_engine engine;
	bool read_only;
	uint64_t writes, commits; /* atomic */
};

struct db {
	struct store *store;
	bool reading; /* in store_read: writing is refused */
	enum err_code doomed;
	struct err why; /* when doomed */
};

enum err_code sqlite_open(const struct store_config *config, struct store **out,
    struct err *err) MUST_USE;
enum err_code postgres_open(const struct store_config *config,
    struct store **out, struct err *err) MUST_USE;

/* Runs fn in db; a doomed transaction's own error wins over ERR_NONE. */
enum err_code db_call(
    struct db *db, store_fn *fn, void *ctx, struct err *err) MUST_USE;

/* One commit that acknowledged so many writes. */
void store_count(struct store *store, uint64_t writes);

/* As driver->script, and dooms db when it fails. */
enum err_code db_script(
    struct db *db, const char *sql, struct err *err) MUST_USE;

/*
 * Prepared statements of a connection, found by the address of their
 * struct statement.  Open addressing; doubles when half full.
 */
struct cache_entry {
	const struct statement *st;
	void *prepared;
};

struct cache {
	struct cache_entry *v;
	size_t n, cap;
};

void **cache_find(struct cache *c, const struct statement *st);
/* A slot for st, which is not there yet; NULL without memory. */
void **cache_add(struct cache *c, const struct statement *st);

#endif
