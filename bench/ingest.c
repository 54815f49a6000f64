/*
 * ingest [URL]: a SARIF of 100,000 results into a fresh database, the same
 * file again, and the next scan with every line moved and one result in a
 * hundred replaced.  Beside it the limit: reading and checking the file
 * alone.  Aims: 10 s and 200 MB, again in 3 s.  (DefectDojo imports about 500
 * results a second at its best.)
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "outcomes/ingest.h"

#define RESULTS 100000

static double
seconds_since(int64_t start)
{
	return (double)(clock_monotonic() - start) / 1e6;
}

static long
peak_mb(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss / 1024;
}

static void
write_result(FILE *out, unsigned i, unsigned round)
{
	unsigned n = round > 0 && i % 100 == 0 ? i + 1000000 * round : i;

	fprintf(out,
	    "%s{\"ruleId\":\"py/rule-%u\",\"ruleIndex\":%u,\"message\":{\"text"
	    "\":\"This value depends on a user-provided value, number %u.\"},"
	    "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{"
	    "\"uri\":\"service/module_%u/file_%u.py\",\"uriBaseId\":"
	    "\"%%SRCROOT%%\",\"index\":%u},\"region\":{\"startLine\":%u,"
	    "\"startColumn\":9,\"endColumn\":60,\"snippet\":{\"text\":\"    "
	    "cursor.execute(statement + suffix_%u)\"}}}}],"
	    "\"partialFingerprints\":{\"primaryLocationLineHash\":"
	    "\"%08x%08x:1\"}}",
	    i > 0 ? ",\n" : "", i % 40, i % 40, n, i / 1000, i / 20, i / 20,
	    1 + i % 20 * 30 + round, n, n * 2654435761u, n);
}

static void
write_sarif(FILE *out, unsigned round)
{
	fputs("{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
	      "\"name\":\"Bench\",\"version\":\"1\",\"rules\":[",
	    out);
	for (unsigned r = 0; r < 40; r++)
		fprintf(out,
		    "%s{\"id\":\"py/rule-%u\",\"shortDescription\":{\"text\":"
		    "\"Rule %u\"},\"properties\":{\"tags\":[\"security\","
		    "\"external/cwe/cwe-0%u\"]}}",
		    r > 0 ? "," : "", r, r, 70 + r % 30);
	fputs("]}},\"results\":[", out);
	for (unsigned i = 0; i < RESULTS; i++)
		write_result(out, i, round);
	fputs("]}]}\n", out);
	fflush(out);
}

static void
need(enum err_code rc, const struct err *err)
{
	if (rc == ERR_NONE)
		return;
	fprintf(stderr, "bench: %s\n", err->text);
	exit(3);
}

static void
read_only(FILE *file)
{
	int64_t start = clock_monotonic();
	struct arena arena;
	struct err err;

	arena_init(&arena, INGEST_MEMORY);
	need(sarif_read_fd(
		 fileno(file), "x", NULL, NULL, NULL, &arena, NULL, &err),
	    &err);
	printf("%-28s %7.2f s  %s\n", "read and checked, one pass",
	    seconds_since(start), "the limit");
	arena_release(&arena);
}

static void
push(struct store *store, const struct catalog *catalog, FILE *file,
    const char *what, const char *commit)
{
	const struct ingest_upload upload = {.repository = STR("bench"),
	    .commit = str_from(commit),
	    .branch = STR("main"),
	    .at = clock_now()};
	int64_t start = clock_monotonic();
	struct ingest_reply reply;
	struct arena arena;
	struct err err;
	double took;

	arena_init(&arena, INGEST_MEMORY);
	need(ingest_sarif(store, catalog, fileno(file), "x", &upload, &arena,
		 &reply, &err),
	    &err);
	took = seconds_since(start);
	printf("%-28s %7.2f s  %6.0f results/s  peak %ld MB  opened %llu "
	       "kept %llu closed %llu\n",
	    what, took, RESULTS / took, peak_mb(),
	    (unsigned long long)reply.analyses.v[0].opened,
	    (unsigned long long)reply.analyses.v[0].kept,
	    (unsigned long long)reply.analyses.v[0].closed);
	arena_release(&arena);
}

int
main(int argc, char **argv)
{
	char path[] = "/tmp/assay-bench-XXXXXX", url[64], clean[64];
	struct store_config config = {.connections = 2};
	FILE *first = tmpfile(), *second = tmpfile();
	struct catalog *catalog;
	struct store *store;
	struct err err;

	if (!mkdtemp(path) || !first || !second)
		return 3;
	snprintf(url, sizeof(url), "sqlite:%s/bench.db", path);
	config.url = str_from(argc > 1 ? argv[1] : url);
	write_sarif(first, 0);
	write_sarif(second, 1);
	printf("%d results, %ld MB of SARIF\n", RESULTS, ftell(first) >> 20);
	need(catalog_load("content", &catalog, &err), &err);
	need(store_open(&config, &store, &err), &err);
	need(store_migrate(store, &err), &err);
	read_only(first);
	push(store, catalog, first, "first scan", "c1");
	push(store, catalog, first, "the same file again", "c1");
	push(store, catalog, second, "next scan, all lines moved", "c2");
	store_close(store);
	catalog_free(catalog);
	snprintf(clean, sizeof(clean), "rm -rf '%s'", path);
	return system(clean) == 0 ? 0 : 3;
}
