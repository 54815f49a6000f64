#include "store/testing.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <unistd.h>

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
command(PGconn *conn, const char *verb, const char *schema, const char *end)
{
	char sql[256];
	PGresult *res;

	snprintf(sql, sizeof(sql), "%s %s %s", verb, schema, end);
	res = PQexec(conn, sql);
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(res);
}

/* A schema of its own is a database for our purposes, and quicker. */
static void
on_postgres(const char *server, bool migrated, void (*body)(struct store *))
{
	static unsigned count;
	PGconn *conn = PQconnectdb(server);
	char schema[64];

	if (PQstatus(conn) != CONNECTION_OK)
		fail_msg("postgres: %s", PQerrorMessage(conn));
	command(conn, "SET client_min_messages =", "warning", "");
	snprintf(
	    schema, sizeof(schema), "test_%ld_%u", (long)getpid(), ++count);
	command(conn, "DROP SCHEMA IF EXISTS", schema, "CASCADE");
	command(conn, "CREATE SCHEMA", schema, "");
	snprintf(url, sizeof(url), "%s%coptions=-csearch_path%%3D%s", server,
	    strchr(server, '?') != NULL ? '&' : '?', schema);
	run("postgres", migrated, body);
	command(conn, "DROP SCHEMA", schema, "CASCADE");
	PQfinish(conn);
}

void
store_test_sqlite(bool migrated, void (*body)(struct store *store))
{
	char folder[64];

	store_test_folder(folder);
	snprintf(url, sizeof(url), "sqlite:%s/test.db", folder);
	run("sqlite", migrated, body);
	store_test_folder_gone(folder);
}

void
store_test_each(
    const char *name, bool migrated, void (*body)(struct store *store))
{
	const char *server = getenv("ASSAY_TEST_PG");

	store_test_sqlite(migrated, body);
	if (server != NULL && server[0] != '\0')
		on_postgres(server, migrated, body);
	else
		printf("SKIP postgres: ASSAY_TEST_PG is not set (%s)\n", name);
}
