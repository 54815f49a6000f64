#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>
#include <pthread.h>

#include "store/driver.h"

/*
 * The shared engine; inside src/store only.
 *
 *	postgres.c	pool, transactions, what is tried again
 *	postgres_conn.c	a connection: prepare, bind, rows, errors
 */
struct link {
	struct db db; /* first: a struct db * of ours is a struct link * */
	PGconn *handle;
	struct cache cache;
	uintptr_t prepared; /* statements so far: their names on the server */
	unsigned cursors;
	bool again; /* the transaction failed in a way that may pass */
	bool lost;  /* the server is gone, with the transaction */
	struct link *next;
};

struct postgres {
	struct store store; /* first */
	char *url;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t freed;
	struct link *idle;
	unsigned links, links_max;
};

enum err_code link_open(
    struct postgres *pg, struct link **out, struct err *err) MUST_USE;
void link_close(struct link *link);

/* One command without rows. */
enum err_code link_say(
    struct link *link, const char *sql, struct err *err) MUST_USE;
/* As link_say; *undone when the server answers that it rolled back. */
enum err_code link_commit(
    struct link *link, bool *undone, struct err *err) MUST_USE;

enum err_code link_run(struct db *db, const struct statement *st,
    const struct cell *in, cell_fn *fn, void *ctx, uint64_t *changed,
    struct err *err);
enum err_code link_script(struct db *db, const char *sql, struct err *err);
enum err_code link_check(
    struct db *db, const struct statement *st, struct err *err);

#endif
