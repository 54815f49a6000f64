#include <inttypes.h>

#include "base/clock.h"
#include "store/driver.h"
#include "store/schema.h"

/* The one table that no migration makes; its statements stand here because
   sql/queries/ is above this folder. */
static const char book_sqlite[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER NOT NULL"
    " PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " at INTEGER NOT NULL) STRICT";
/* Several programs may start at once: one migrates, the others wait. */
static const char book_postgres[] =
    "SELECT pg_advisory_xact_lock(73058, hashtext(current_schema()));"
    "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT NOT NULL"
    " PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " at BIGINT NOT NULL)";

static const struct field applied_out[] = {
    {"version", CELL_INT, false, 0},
    {"name", CELL_TEXT, false, 0},
    {"checksum", CELL_TEXT, false, 0},
};

static const struct statement applied = {
    .name = "applied migrations",
    .kind = STATEMENT_EACH,
    .sql = {"SELECT version, name, checksum FROM schema_migration"
	    " ORDER BY version",
	"SELECT version, name, checksum FROM schema_migration"
	" ORDER BY version"},
    .out = applied_out,
    .n_out = NELEM(applied_out),
};

static const struct field record_in[] = {
    {"version", CELL_INT, false, 0},
    {"name", CELL_TEXT, false, 0},
    {"checksum", CELL_TEXT, false, 0},
    {"at", CELL_TIME, false, 0},
};

static const struct statement record = {
    .name = "record of a migration",
    .kind = STATEMENT_EXEC,
    .sql = {"INSERT INTO schema_migration (version, name, checksum, at)"
	    " VALUES (?1, ?2, ?3, ?4)",
	"INSERT INTO schema_migration (version, name, checksum, at)"
	" VALUES ($1, $2, $3, $4)"},
    .in = record_in,
    .n_in = NELEM(record_in),
};

#define MIGRATIONS_MAX 1000

struct migrating {
	const struct migration *list;
	size_t n;
	bool done[MIGRATIONS_MAX]; /* by place in the list */
};

static enum err_code
seen(const struct cell *cells, void *ctx, struct err *err)
{
	struct migrating *m = ctx;

	for (size_t i = 0; i < m->n; i++) {
		if (m->list[i].version != cells[0].n)
			continue;
		if (!str_eq(cells[2].s, str_from(m->list[i].checksum)))
			return err_set(err, ERR_CONFLICT,
			    "migration %d '%s' is not the one this database "
			    "was made with",
			    m->list[i].version, m->list[i].name);
		m->done[i] = true;
		return ERR_NONE;
	}
	return err_set(err, ERR_CONFLICT,
	    "the database is from a newer version of the program: it has "
	    "migration %" PRId64 " '%.*s'",
	    cells[0].n, STR_FMT(cells[1].s));
}

static enum err_code
apply(struct db *db, const struct migration *m, struct err *err)
{
	struct cell cells[] = {
	    {.type = CELL_INT, .n = m->version},
	    {.type = CELL_TEXT, .s = str_from(m->name)},
	    {.type = CELL_TEXT, .s = str_from(m->checksum)},
	    {.type = CELL_TIME, .n = clock_now()},
	};

	if (db_script(db, m->sql[db_engine(db)], err) != ERR_NONE)
		return err_prefix(
		    err, "migration %d '%s'", m->version, m->name);
	return statement_run(db, &record, cells, NULL, NULL, NULL, err);
}

static enum err_code
migrate(struct db *db, void *ctx, struct err *err)
{
	struct migrating *m = ctx;
	enum err_code rc;

	memset(m->done, 0, sizeof(m->done));
	rc = db_script(db,
	    db_engine(db) == STORE_SQLITE ? book_sqlite : book_postgres, err);
	if (rc == ERR_NONE)
		rc = statement_run(db, &applied, NULL, seen, m, NULL, err);
	for (size_t i = 0; i < m->n && rc == ERR_NONE; i++)
		if (!m->done[i])
			rc = apply(db, &m->list[i], err);
	return rc;
}

enum err_code
store_migrate_to(struct store *store, const struct migration *list, size_t n,
    struct err *err)
{
	struct migrating m = {.list = list, .n = n};

	if (n > MIGRATIONS_MAX)
		return err_set(
		    err, ERR_LIMIT, "more than %d migrations", MIGRATIONS_MAX);
	return store_write(store, migrate, &m, err);
}

enum err_code
store_migrate(struct store *store, struct err *err)
{
	return store_migrate_to(
	    store, store_migrations, store_migration_count, err);
}
