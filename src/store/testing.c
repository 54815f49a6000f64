#include "store/testing.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <unistd.h>

#include "base/file.h"
#include "store/schema.h"

static char url[1024];

struct str
store_test_url(void)
{
	return str_from(url);
}

void
store_test_folder(char out[64])
{
	const char *base = getenv("TMPDIR");

	snprintf(out, 64, "%.40s/assay-test-XXXXXX",
	    base != NULL && base[0] != '\0' ? base : "/tmp");
	if (mkdtemp(out) == NULL)
		fail_msg("could not make %s", out);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

void
store_test_folder_gone(const char *path)
{
	if (nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS) != 0)
		fail_msg("could not remove %s", path);
}

static void
run(const char *engine, bool migrated, void (*body)(struct store *store))
{
	struct store_config config = {.url = str_from(url)};
	struct store *store = NULL;
	struct err err = {0};

	if (store_open(&config, &store, &err) != ERR_NONE)
		fail_msg("%s: %s", engine, err.text);
	if (migrated && store_migrate(store, &err) != ERR_NONE)
		fail_msg("%s: %s", engine, err.text);
	body(store);
	store_close(store);
}

static void
nothing(struct store *store)
{
	(void)store;
}

static void
execute(PGconn *conn, const char *sql)
{
	PGresult *res = PQexec(conn, sql);

	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(res);
}

static void
command(PGconn *conn, const char *verb, const char *schema, const char *end)
{
	char sql[256];

	snprintf(sql, sizeof(sql), "%s %s %s", verb, schema, end);
	execute(conn, sql);
}

static PGconn *
connect_to(const char *server)
{
	PGconn *conn = PQconnectdb(server);

	if (PQstatus(conn) != CONNECTION_OK)
		fail_msg("postgres: %s", PQerrorMessage(conn));
	command(conn, "SET client_min_messages =", "warning", "");
	return conn;
}

/* A schema of its own is a database for our purposes, and quicker. */
static void
name_schema(const char *server, unsigned no, char schema[64])
{
	snprintf(schema, 64, "test_%ld_%u", (long)getpid(), no);
	snprintf(url, sizeof(url), "%s%coptions=-csearch_path%%3D%s", server,
	    strchr(server, '?') != NULL ? '&' : '?', schema);
}

static void
on_bare_postgres(const char *server, void (*body)(struct store *))
{
	static unsigned count;
	PGconn *conn = connect_to(server);
	char schema[64];

	name_schema(server, ++count, schema);
	command(conn, "DROP SCHEMA IF EXISTS", schema, "CASCADE");
	command(conn, "CREATE SCHEMA", schema, "");
	run("postgres", false, body);
	command(conn, "DROP SCHEMA", schema, "CASCADE");
	PQfinish(conn);
}

/* To migrate takes longer than most tests: those of one program share a
   schema, which each finds without a row. */
static struct {
	pid_t owner; /* a child of it that exits leaves the schema alone */
	const char *server;
	char schema[64];
} shared;

static void
drop_shared(void)
{
	PGconn *conn;

	if (shared.owner != getpid())
		return;
	conn = PQconnectdb(shared.server);
	PQclear(PQexec(conn, "SET client_min_messages = warning"));
	command(conn, "DROP SCHEMA IF EXISTS", shared.schema, "CASCADE");
	PQfinish(conn);
}

static void
clear_tables(const char *server)
{
	PGconn *conn = connect_to(server);

	struct buf sql;

	buf_init(&sql, 1 << 16);
	for (size_t i = 0; i < store_table_count; i++)
		buf_addf(&sql, "DELETE FROM %s.%s;", shared.schema,
		    store_tables[i].name);
	buf_add_char(&sql, '\0');
	execute(conn, sql.ptr);
	buf_release(&sql);
	PQfinish(conn);
}

static void
on_postgres(const char *server, void (*body)(struct store *))
{
	bool first = shared.owner != getpid();

	name_schema(server, 0, shared.schema);
	if (first) {
		PGconn *conn = connect_to(server);

		command(
		    conn, "DROP SCHEMA IF EXISTS", shared.schema, "CASCADE");
		command(conn, "CREATE SCHEMA", shared.schema, "");
		PQfinish(conn);
		shared.owner = getpid();
		shared.server = server;
		(void)atexit(drop_shared);
	} else {
		clear_tables(server);
	}
	run("postgres", true, body);
}

/* The embedded one as it is after migrating, for those that come later. */
static struct str
migrated_file(const char *path)
{
	static char bytes[8 << 20];
	static struct str file;
	FILE *f;

	if (file.len > 0)
		return file;
	snprintf(url, sizeof(url), "sqlite:%s", path);
	run("sqlite", true, nothing);
	f = fopen(path, "rb");
	if (f == NULL)
		fail_msg("no %s", path);
	file = (struct str){bytes, fread(bytes, 1, sizeof(bytes), f)};
	(void)fclose(f);
	return file;
}

void
store_test_sqlite(bool migrated, void (*body)(struct store *store))
{
	char folder[64], path[96];
	struct err err;

	store_test_folder(folder);
	snprintf(path, sizeof(path), "%s/test.db", folder);
	if (migrated)
		CHECK_OK(
		    file_write(path, migrated_file(path), 0600, &err), &err);
	snprintf(url, sizeof(url), "sqlite:%s", path);
	run("sqlite", migrated, body);
	store_test_folder_gone(folder);
}

void
store_test_each(
    const char *name, bool migrated, void (*body)(struct store *store))
{
	const char *server = getenv("ASSAY_TEST_PG");

	store_test_sqlite(migrated, body);
	if (server != NULL && server[0] != '\0' && migrated)
		on_postgres(server, body);
	else if (server != NULL && server[0] != '\0')
		on_bare_postgres(server, body);
	else
		printf("SKIP postgres: ASSAY_TEST_PG is not set (%s)\n", name);
}
