/*
 * How many small writes a second are acknowledged, and how many syncs that
 * takes, beside the bare disk: a page appended and synced, over and over, in
 * the same folder.
 *
 *	bench_store [FOLDER [POSTGRES-URL]]	usual: /var/tmp, $ASSAY_TEST_PG
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/schema.h"

#define SECONDS 3
#define MOST    64

static void
stop(const char *what, const struct err *err)
{
	fprintf(stderr, "bench_store: %s: %s\n", what, err->text);
	exit(1);
}

static double
bare_syncs(const char *folder)
{
	int64_t start = clock_monotonic(), now = start;
	char path[4096], page[4096] = "x";
	unsigned n = 0;
	int fd;

	snprintf(path, sizeof(path), "%s/bench-sync", folder);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	while (now - start < SECONDS * CLOCK_SECOND) {
		if (write(fd, page, sizeof(page)) != sizeof(page) ||
		    fdatasync(fd) != 0) {
			perror(path);
			exit(1);
		}
		n++;
		now = clock_monotonic();
	}
	close(fd);
	unlink(path);
	return n / ((double)(now - start) / CLOCK_SECOND);
}

struct writer {
	struct store *store;
	const struct table *table;
	int64_t until;
	unsigned id;
	uint64_t n;
};

/* One row of table try_count: a text, two numbers, an index. */
static enum err_code
insert(struct db *db, void *ctx, struct err *err)
{
	const struct writer *w = ctx;
	char key[64];
	struct cell cells[3] = {{.type = CELL_TEXT}, {.type = CELL_INT, .n = 1},
	    {.type = CELL_TIME, .n = 2}};

	snprintf(
	    key, sizeof(key), "bench %u %d %" PRIu64, w->id, getpid(), w->n);
	cells[0].s = str_from(key);
	return table_insert(db, w->table, cells, err);
}

static void *
write_on(void *ctx)
{
	struct writer *w = ctx;
	struct err err;

	while (clock_monotonic() < w->until) {
		if (store_write(w->store, insert, w, &err) != ERR_NONE)
			stop("writing", &err);
		w->n++;
	}
	return NULL;
}

static double
writes(struct store *store, unsigned threads, double *per_commit)
{
	struct store_stats before, after;
	struct writer w[MOST];
	pthread_t t[MOST];
	int64_t start = clock_monotonic();
	static unsigned run;

	store_stats(store, &before);
	for (unsigned i = 0; i < threads; i++) {
		w[i] = (struct writer){store, table_find(STR("try_count")),
		    start + SECONDS * CLOCK_SECOND, run++, 0};
		pthread_create(&t[i], NULL, write_on, &w[i]);
	}
	for (unsigned i = 0; i < threads; i++)
		pthread_join(t[i], NULL);
	store_stats(store, &after);
	*per_commit = (double)(after.writes - before.writes) /
	    (double)(after.commits - before.commits);
	return (double)(after.writes - before.writes) /
	    ((double)(clock_monotonic() - start) / CLOCK_SECOND);
}

/* What the server itself says: its log is synced for several at once. */
static double
server_syncs(const char *url)
{
	PGconn *conn = PQconnectdb(url);
	PGresult *res = PQexec(conn, "SELECT wal_sync FROM pg_stat_wal");
	double n = PQntuples(res) == 1 ? atof(PQgetvalue(res, 0, 0)) : 0;

	PQclear(res);
	PQfinish(conn);
	return n;
}

static void
measure(const char *name, const char *url, const char *server)
{
	static const unsigned counts[] = {1, 8, 32};
	struct store_config config = {.url = str_from(url), .connections = 32};
	struct store *store = NULL;
	struct err err;

	if (store_open(&config, &store, &err) != ERR_NONE ||
	    store_migrate(store, &err) != ERR_NONE)
		stop(url, &err);
	for (size_t i = 0; i < NELEM(counts); i++) {
		double before = server ? server_syncs(server) : 0, per, rate;

		rate = writes(store, counts[i], &per);
		if (server != NULL) {
			usleep(1100000); /* the server counts now and then */
			per = rate * SECONDS / (server_syncs(server) - before);
		}
		printf("%-9s %3u writers  %8.0f writes/s  %7.0f syncs/s  "
		       "%6.1f a sync\n",
		    name, counts[i], rate, rate / per, per);
	}
	store_close(store);
}

int
main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : "/var/tmp";
	const char *server = argc > 2 ? argv[2] : getenv("ASSAY_TEST_PG");
	char url[8192], path[4096];

	printf("%-9s %3u writer   %8s           %7.0f syncs/s\n", "bare disk",
	    1u, "", bare_syncs(folder));
	snprintf(path, sizeof(path), "%s/bench-store.db", folder);
	snprintf(url, sizeof(url), "sqlite:%s", path);
	measure("sqlite", url, NULL);
	for (size_t i = 0; i < 4; i++) {
		static const char *const ends[] = {"", "-wal", "-shm", ".lock"};

		snprintf(url, sizeof(url), "%s%s", path, ends[i]);
		unlink(url);
	}
	if (server == NULL || server[0] == '\0') {
		printf("postgres  not measured: ASSAY_TEST_PG is not set\n");
		return 0;
	}
	{
		PGconn *conn = PQconnectdb(server);

		PQclear(
		    PQexec(conn, "DROP SCHEMA IF EXISTS bench_store CASCADE"));
		PQclear(PQexec(conn, "CREATE SCHEMA bench_store"));
		snprintf(url, sizeof(url),
		    "%s?options=-csearch_path%%3Dbench_store", server);
		measure("postgres", url, server);
		PQclear(PQexec(conn, "DROP SCHEMA bench_store CASCADE"));
		PQfinish(conn);
	}
	return 0;
}
