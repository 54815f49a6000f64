#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/id.h"

/*
 * One database behind one port.  The URL picks the driver:
 *
 *	sqlite:/var/lib/assay/assay.db		embedded; one serving process
 *	postgresql://assay@db.example/assay	several serving processes
 *
 * Work happens in transactions, given as functions.  The functions that
 * sql/queries/ turns into (sql/<noun>.h) take the struct db of one.
 *
 *	static enum err_code
 *	rename(struct db *db, void *ctx, struct err *err)
 *	{
 *		const struct rename_in *in = ctx;
 *
 *		return sql_person_rename(db, &(struct sql_person_rename_in){
 *		    .id = in->id, .name = in->name}, NULL, err);
 *	}
 *	rc = store_write(store, rename, &in, err);
 */
struct store;
struct db; /* a connection inside a transaction; dies with it */

enum store_engine { STORE_SQLITE, STORE_POSTGRES };

/* Any error rolls back all that was written.  May be run again after a
   rollback (deadlock, a lost connection, a neighbour's failure in the same
   group), so it touches nothing but db and what ctx owns, and sets the latter
   anew each time.  It may run on another thread than its caller's.

   A statement that fails dooms its transaction on both engines: whatever
   comes after it fails with the same error, and so does the whole, even where
   the function says ERR_NONE.  Where a conflict is expected, the SQL says ON
   CONFLICT.  (No row for a :one is no failure in this sense.)

   Codes: ERR_CONFLICT is a key that is taken; ERR_INVALID another broken
   constraint, text that is not UTF-8 or a missing value; ERR_FULL the disk;
   ERR_DENIED a write in a read; ERR_CORRUPT a value that is not of its
   declared type. */
typedef enum err_code store_fn(struct db *db, void *ctx, struct err *err);

struct store_config {
	struct str url;
	unsigned
	    connections; /* pool size on PostgreSQL, readers on SQLite; 0: 8 */
	bool read_only;  /* no writer thread, no lease */
};

/*
 * Opens and checks; the schema is the caller's next step (store_migrate).
 * On SQLite a writing store takes the exclusive lease of the file; ERR_BUSY
 * names the process that holds it.
 */
enum err_code store_open(const struct store_config *config, struct store **out,
    struct err *err) MUST_USE;
void store_close(struct store *store); /* NULL is fine; waits for writers */

enum store_engine store_engine(const struct store *store);

/* Brings the schema to this program's version.  ERR_CONFLICT for a database
   from a newer version, which is left untouched. */
enum err_code store_migrate(struct store *store, struct err *err) MUST_USE;

/* A consistent snapshot; writing is refused. */
enum err_code store_read(
    struct store *store, store_fn *fn, void *ctx, struct err *err) MUST_USE;

/* ERR_NONE means committed and durable.  On SQLite one thread writes, and
   commits a group at a time: callers wait together, an error in one rolls
   back that one.  Called from many threads at once. */
enum err_code store_write(
    struct store *store, store_fn *fn, void *ctx, struct err *err) MUST_USE;

/* Writes acknowledged, and commits made for them: on SQLite a group of writes
   shares one commit, and with it one sync. */
struct store_stats {
	uint64_t writes, commits;
};
void store_stats(const struct store *store, struct store_stats *out);

/* The engine of a transaction, for the few who must know. */
enum store_engine db_engine(const struct db *db);

/* NULLs of the generated rows and parameters: text and bytes are NULL as
   STR_NONE, an id as all zero, the rest as .set == false. */
struct sql_int {
	bool set;
	int64_t v;
};

#endif
