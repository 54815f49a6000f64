#include <errno.h>
#include <stdlib.h>

#include "store/sqlite.h"

static const struct statement words[] = {
    [SQLITE_BEGIN_READ] = {.name = "begin", .sql = {"BEGIN"}},
    [SQLITE_BEGIN_WRITE] = {.name = "begin", .sql = {"BEGIN IMMEDIATE"}},
    [SQLITE_MARK] = {.name = "mark", .sql = {"SAVEPOINT request"}},
    [SQLITE_KEEP] = {.name = "keep", .sql = {"RELEASE request"}},
    [SQLITE_DROP] = {.name = "drop", .sql = {"ROLLBACK TO request"}},
    [SQLITE_COMMIT] = {.name = "commit", .sql = {"COMMIT"}},
    [SQLITE_UNDO] = {.name = "undo", .sql = {"ROLLBACK"}},
};

/* Durability is synchronous=FULL: the log is synced before COMMIT returns. */
static const char writer_setup[] = "PRAGMA journal_mode = WAL;"
				   "PRAGMA synchronous = FULL;"
				   "PRAGMA foreign_keys = ON;"
				   "PRAGMA cache_size = -16000;"
				   "PRAGMA temp_store = MEMORY;";
static const char reader_setup[] = "PRAGMA query_only = ON;"
				   "PRAGMA cache_size = -2000;"
				   "PRAGMA temp_store = MEMORY;";

static bool
no_room(int sys)
{
	return sys == ENOSPC || sys == EDQUOT || sys == EFBIG;
}

static enum err_code
constraint_code(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ERR_CONFLICT;
	default:
		return ERR_INVALID;
	}
}

static enum err_code
code_of(sqlite3 *handle, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return constraint_code(sqlite3_extended_errcode(handle));
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_IOERR:
		return no_room(sqlite3_system_errno(handle)) ? ERR_FULL
							     : ERR_IO;
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_CORRUPT;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return ERR_DENIED;
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	default:
		return ERR_IO;
	}
}

static enum err_code
fail(struct conn *conn, int rc, const char *name, struct err *err)
{
	if ((rc & 0xff) == SQLITE_NOMEM)
		return err_nomem(err);
	return err_set(err, code_of(conn->handle, rc), "could not run '%s': %s",
	    name, sqlite3_errmsg(conn->handle));
}

static enum err_code
setup(struct conn *conn, const char *sql, struct err *err)
{
	int rc;

	sqlite3_extended_result_codes(conn->handle, 1);
	sqlite3_busy_timeout(conn->handle, 10000);
	sqlite3_db_config(conn->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	rc = sqlite3_exec(conn->handle, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? ERR_NONE
			       : fail(conn, rc, "the opening pragmas", err);
}

enum err_code
conn_open(struct sqlite *s, bool reading, struct conn **out, struct err *err)
{
	struct conn *conn = calloc(1, sizeof(*conn));
	enum err_code rc = ERR_NONE;
	int code;

	if (conn == NULL)
		return err_nomem(err);
	conn->db.store = &s->store;
	conn->db.reading = reading;
	code = sqlite3_open_v2(s->path, &conn->handle,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, s->vfs);
	if (code == SQLITE_NOMEM)
		rc = err_nomem(err);
	else if (code != SQLITE_OK)
		rc = err_set(err, code_of(conn->handle, code),
		    "could not open '%s': %s", s->path,
		    sqlite3_errmsg(conn->handle));
	else if (setup(conn, reading ? reader_setup : writer_setup, err) !=
	    ERR_NONE)
		rc = err_prefix(err, "could not open '%s'", s->path);
	if (rc != ERR_NONE) {
		conn_close(conn);
		return rc;
	}
	*out = conn;
	return ERR_NONE;
}

void
conn_close(struct conn *conn)
{
	if (conn == NULL)
		return;
	for (size_t i = 0; i < conn->cache.cap; i++)
		sqlite3_finalize(conn->cache.v[i].prepared);
	free(conn->cache.v);
	sqlite3_close(conn->handle);
	free(conn);
}

/* One that is running (its rows are being read further up) is left alone:
   the caller gets one of its own, to finalize. */
static enum err_code
prepare(struct conn *conn, const struct statement *st, sqlite3_stmt **out,
    bool *own, struct err *err)
{
	void **slot = cache_find(&conn->cache, st);
	int rc;

	*own = slot != NULL && *slot != NULL && sqlite3_stmt_busy(*slot);
	if (slot != NULL && *slot != NULL && !*own) {
		*out = *slot;
		return ERR_NONE;
	}
	rc = sqlite3_prepare_v3(conn->handle, st->sql[STORE_SQLITE], -1,
	    *own ? 0 : SQLITE_PREPARE_PERSISTENT, out, NULL);
	if (rc != SQLITE_OK)
		return fail(conn, rc, st->name, err);
	if (*own)
		return ERR_NONE;
	if (slot == NULL)
		slot = cache_add(&conn->cache, st);
	if (slot == NULL) {
		sqlite3_finalize(*out);
		return err_nomem(err);
	}
	*slot = *out;
	return ERR_NONE;
}

static int
bind(sqlite3_stmt *p, int i, const struct cell *c)
{
	if (c->null)
		return sqlite3_bind_null(p, i);
	switch (c->type) {
	case CELL_TEXT:
		return sqlite3_bind_text64(
		    p, i, c->s.ptr, c->s.len, SQLITE_STATIC, SQLITE_UTF8);
	case CELL_ID:
	case CELL_BYTES:
		return sqlite3_bind_blob64(
		    p, i, c->s.ptr, c->s.len, SQLITE_STATIC);
	case CELL_INT:
	case CELL_TIME:
	case CELL_FLAG:
		return sqlite3_bind_int64(p, i, c->n);
	}
	return SQLITE_OK;
}

static enum err_code
column(sqlite3_stmt *p, int i, const struct field *f, struct cell *c,
    struct err *err)
{
	static const int stored[] = {
	    [CELL_ID] = SQLITE_BLOB,
	    [CELL_INT] = SQLITE_INTEGER,
	    [CELL_TIME] = SQLITE_INTEGER,
	    [CELL_FLAG] = SQLITE_INTEGER,
	    [CELL_TEXT] = SQLITE_TEXT,
	    [CELL_BYTES] = SQLITE_BLOB,
	};
	int type = sqlite3_column_type(p, i);
	const void *ptr;

	*c = (struct cell){.type = f->type, .null = type == SQLITE_NULL};
	if (c->null && !f->null)
		return err_set(
		    err, ERR_CORRUPT, "column '%s' is NULL", f->name);
	if (c->null)
		return ERR_NONE;
	if (type != stored[f->type])
		return err_set(err, ERR_CORRUPT,
		    "column '%s' holds another type", f->name);
	if (type == SQLITE_INTEGER) {
		c->n = sqlite3_column_int64(p, i);
		return ERR_NONE;
	}
	ptr = type == SQLITE_TEXT ? (const void *)sqlite3_column_text(p, i)
				  : sqlite3_column_blob(p, i);
	c->s.len = (size_t)sqlite3_column_bytes(p, i);
	if (ptr == NULL && c->s.len > 0)
		return err_nomem(err);
	c->s.ptr = ptr != NULL ? ptr : "";
	if (f->type == CELL_ID && c->s.len != ID_SIZE)
		return err_set(
		    err, ERR_CORRUPT, "column '%s' is no id", f->name);
	return ERR_NONE;
}

static enum err_code
give_row(sqlite3_stmt *p, const struct statement *st, cell_fn *fn, void *ctx,
    struct err *err)
{
	struct cell cells[STATEMENT_FIELDS_MAX];

	for (unsigned i = 0; i < st->n_out; i++)
		if (column(p, (int)i, &st->out[i], &cells[i], err) != ERR_NONE)
			return err_prefix(err, "%s", st->name);
	return fn(cells, ctx, err);
}

static enum err_code
step_all(struct conn *conn, sqlite3_stmt *p, const struct statement *st,
    cell_fn *fn, void *ctx, struct err *err)
{
	enum err_code rc = ERR_NONE;
	int code = SQLITE_DONE;

	while (rc == ERR_NONE && (code = sqlite3_step(p)) == SQLITE_ROW)
		if (st->n_out > 0)
			rc = give_row(p, st, fn, ctx, err);
	if (rc == ERR_NONE && code != SQLITE_DONE)
		rc = fail(conn, code, st->name, err);
	return rc;
}

enum err_code
conn_run(struct db *db, const struct statement *st, const struct cell *in,
    cell_fn *fn, void *ctx, uint64_t *changed, struct err *err)
{
	struct conn *conn = (struct conn *)db;
	sqlite3_stmt *p = NULL;
	enum err_code rc;
	bool own;
	int code = SQLITE_OK;

	rc = prepare(conn, st, &p, &own, err);
	if (rc != ERR_NONE)
		return rc;
	for (unsigned i = 0; i < st->n_in && code == SQLITE_OK; i++)
		code = bind(p, (int)i + 1, &in[i]);
	if (code != SQLITE_OK)
		rc = fail(conn, code, st->name, err);
	else
		rc = step_all(conn, p, st, fn, ctx, err);
	*changed = (uint64_t)sqlite3_changes64(conn->handle);
	sqlite3_reset(p);
	sqlite3_clear_bindings(p);
	if (own)
		sqlite3_finalize(p);
	return rc;
}

enum err_code
conn_say(struct conn *conn, enum sqlite_word word, struct err *err)
{
	uint64_t changed;

	return conn_run(
	    &conn->db, &words[word], NULL, NULL, NULL, &changed, err);
}

void
conn_undo(struct conn *conn)
{
	struct err ignored;

	if (!sqlite3_get_autocommit(conn->handle) &&
	    conn_say(conn, SQLITE_UNDO, &ignored) != ERR_NONE)
		sqlite3_exec(conn->handle, "ROLLBACK", NULL, NULL, NULL);
}

enum err_code
conn_script(struct db *db, const char *sql, struct err *err)
{
	struct conn *conn = (struct conn *)db;
	int rc = sqlite3_exec(conn->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? ERR_NONE : fail(conn, rc, "a script", err);
}

static bool
declared_as(enum cell_type type, const char *decl)
{
	switch (type) {
	case CELL_ID:
	case CELL_BYTES:
		return strcmp(decl, "BLOB") == 0;
	case CELL_TEXT:
		return strcmp(decl, "TEXT") == 0;
	default:
		return strcmp(decl, "INTEGER") == 0;
	}
}

/* What SQLite knows of a result column: where it comes from, if anywhere. */
static enum err_code
check_column(struct conn *conn, sqlite3_stmt *p, const struct statement *st,
    int i, struct err *err)
{
	const char *table = sqlite3_column_table_name(p, i);
	const struct field *f = &st->out[i];
	const char *decl = NULL;
	int not_null = 0, key = 0;

	if (strcmp(sqlite3_column_name(p, i), f->name) != 0)
		return err_set(err, ERR_INVALID,
		    "%s: column %d is called '%s', declared is '%s'", st->name,
		    i + 1, sqlite3_column_name(p, i), f->name);
	if (table == NULL)
		return ERR_NONE;
	sqlite3_table_column_metadata(conn->handle, NULL, table,
	    sqlite3_column_origin_name(p, i), &decl, NULL, &not_null, &key,
	    NULL);
	if (decl != NULL && !declared_as(f->type, decl))
		return err_set(err, ERR_INVALID,
		    "%s: column '%s' is %s in table %s", st->name, f->name,
		    decl, table);
	if (!not_null && !key && !f->null)
		return err_set(err, ERR_INVALID,
		    "%s: column '%s' may be NULL in table %s, and is not "
		    "declared with '?'",
		    st->name, f->name, table);
	return ERR_NONE;
}

enum err_code
conn_check(struct db *db, const struct statement *st, struct err *err)
{
	struct conn *conn = (struct conn *)db;
	sqlite3_stmt *p = NULL;
	enum err_code rc;
	bool own;

	rc = prepare(conn, st, &p, &own, err);
	if (rc != ERR_NONE)
		return rc;
	if ((unsigned)sqlite3_bind_parameter_count(p) != st->n_in)
		return err_set(err, ERR_INVALID,
		    "%s takes %d parameters, declared are %u", st->name,
		    sqlite3_bind_parameter_count(p), st->n_in);
	if (st->n_out > 0 && (unsigned)sqlite3_column_count(p) != st->n_out)
		return err_set(err, ERR_INVALID,
		    "%s gives %d columns, declared are %u", st->name,
		    sqlite3_column_count(p), st->n_out);
	for (unsigned i = 0; i < st->n_out && rc == ERR_NONE; i++)
		rc = check_column(conn, p, st, (int)i, err);
	return rc;
}
