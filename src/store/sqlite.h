#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <pthread.h>
#include <sqlite3.h>

#include "store/driver.h"

/*
 * The embedded engine; inside src/store only.
 *
 *	sqlite.c	the file, its lease, the pool of readers
 *	sqlite_writer.c	the one writer thread and its group commit
 *	sqlite_conn.c	a connection: prepare, bind, step, errors
 */
struct conn {
	struct db db; /* first: a struct db * of ours is a struct conn * */
	sqlite3 *handle;
	struct cache cache;
	struct conn *next; /* in the pool */
};

struct request {
	store_fn *fn;
	void *ctx;
	struct err *err;
	enum err_code rc;
	bool done;
	pthread_cond_t wake;
	struct request *next;
};

struct sqlite {
	struct store store; /* first */
	char *path, *vfs;
	int lease; /* descriptor, -1 without */

	pthread_mutex_t lock; /* of all below */
	pthread_cond_t freed; /* a reader came back */
	struct conn *idle;
	unsigned readers, readers_max;

	struct conn *writer; /* the writer thread's alone */
	pthread_t thread;
	bool running, stopping;
	pthread_cond_t work;
	struct request *head, **tail;
};

/* What is said to the engine beside the queries of sql/. */
enum sqlite_word {
	SQLITE_BEGIN_READ,
	SQLITE_BEGIN_WRITE,
	SQLITE_MARK,
	SQLITE_KEEP,
	SQLITE_DROP,
	SQLITE_COMMIT,
	SQLITE_UNDO,
};

enum err_code conn_open(struct sqlite *s, bool reading, struct conn **out,
    struct err *err) MUST_USE;
void conn_close(struct conn *conn);
enum err_code conn_say(
    struct conn *conn, enum sqlite_word word, struct err *err) MUST_USE;
/* Leaves a transaction, however broken. */
void conn_undo(struct conn *conn);

enum err_code conn_run(struct db *db, const struct statement *st,
    const struct cell *in, cell_fn *fn, void *ctx, uint64_t *changed,
    struct err *err);
enum err_code conn_script(struct db *db, const char *sql, struct err *err);
enum err_code conn_check(
    struct db *db, const struct statement *st, struct err *err);

enum err_code writer_start(struct sqlite *s, struct err *err) MUST_USE;
void writer_stop(struct sqlite *s); /* after the last request */
enum err_code writer_write(
    struct store *store, store_fn *fn, void *ctx, struct err *err);

#endif
