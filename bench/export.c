/*
 * The completion export as `assay evidence completions` makes it, from a
 * database that bench/export.sh filled:
 *
 *	bench_export fill URL		makes the schema alone
 *	bench_export run URL FILE	exports; prints seconds and memory
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "evidence/completions.h"

static enum err_code
to_file(void *ctx, struct str bytes, struct err *err)
{
	if (fwrite(bytes.ptr, 1, bytes.len, ctx) != bytes.len)
		return err_sys(err, errno, "could not write");
	return ERR_NONE;
}

static enum err_code
run(struct store *store, const char *path, struct err *err)
{
	struct completions_filter filter = {.operator= true };
	struct completions_summary s;
	struct evidence e = {.store = store};
	struct catalog *catalog;
	struct rusage usage;
	int64_t start;
	FILE *file = fopen(path, "we");
	enum err_code rc;

	if (file == NULL)
		return err_sys(err, errno, "could not make '%s'", path);
	rc = catalog_load("content", &catalog, err);
	if (rc == ERR_NONE) {
		e.catalog = catalog;
		start = clock_monotonic();
		rc = completions_export(
		    &e, &filter, COMPLETIONS_CSV, to_file, file, &s, err);
	}
	if (fclose(file) != 0 || rc != ERR_NONE)
		return rc != ERR_NONE ? rc : err_sys(err, errno, "write");
	getrusage(RUSAGE_SELF, &usage);
	printf("assay: %.2f s, %llu rows, %.1f MB, peak memory %.1f MB\n",
	    (double)(clock_monotonic() - start) / 1e6,
	    (unsigned long long)s.rows, (double)s.bytes / 1e6,
	    (double)usage.ru_maxrss / 1e3);
	catalog_free(catalog);
	return ERR_NONE;
}

int
main(int argc, char **argv)
{
	struct store_config config = {.connections = 2};
	struct store *store;
	struct err err = {0};
	enum err_code rc;

	if (argc < 3 || (strcmp(argv[1], "run") == 0 && argc < 4)) {
		fprintf(stderr, "usage: bench_export fill|run URL [FILE]\n");
		return 2;
	}
	config.url = str_from(argv[2]);
	rc = store_open(&config, &store, &err);
	if (rc == ERR_NONE) {
		rc = store_migrate(store, &err);
		if (rc == ERR_NONE && strcmp(argv[1], "run") == 0)
			rc = run(store, argv[3], &err);
		store_close(store);
	}
	if (rc != ERR_NONE)
		fprintf(stderr, "bench_export: %s\n", err.text);
	return rc == ERR_NONE ? 0 : 1;
}
