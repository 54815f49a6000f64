/*
 * How long the pages of controls wait: the first count of a day over
 * everybody, the same day again, and a month of operation.  bench/controls.sh
 * makes the database and its policy.
 *
 *	bench_controls DATABASE CONTENT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "policy/operation.h"

#define NOW (INT64_C(20630) * CLOCK_DAY) /* 26 June 2026 */

static void
check(enum err_code rc, const struct err *err)
{
	if (rc == ERR_NONE)
		return;
	fprintf(stderr, "bench_controls: %s\n", err->text);
	exit(1);
}

static double
seconds(int64_t since)
{
	return (double)(clock_monotonic() - since) / 1e6;
}

int
main(int argc, char **argv)
{
	struct operations operations;
	struct catalog *catalog;
	struct tallies *tallies;
	struct engine *engine;
	struct store *store;
	struct tally tally;
	struct arena arena;
	struct err err;
	int64_t begin;
	double load, first, again, month;

	if (argc != 3)
		return 2;
	clock_set_for_test(NOW);
	arena_init(&arena, (size_t)64 << 20);
	check(catalog_load(argv[2], &catalog, &err), &err);
	check(store_open(&(struct store_config){.url = str_from(argv[1])},
		  &store, &err),
	    &err);
	check(engine_new(store, catalog, &engine, &err), &err);
	check(tallies_new(store, catalog, engine, &tallies, &err), &err);
	begin = clock_monotonic();
	check(engine_follow(engine, NULL, &err), &err);
	load = seconds(begin);
	begin = clock_monotonic();
	check(tally_at(tallies, NOW, &arena, &tally, &err), &err);
	first = seconds(begin);
	begin = clock_monotonic();
	check(tally_at(tallies, NOW, &arena, &tally, &err), &err);
	again = seconds(begin);
	begin = clock_monotonic();
	check(operations_over(tallies, NOW - 30 * CLOCK_DAY, NOW - 1, &arena,
		  &operations, &err),
	    &err);
	month = seconds(begin);
	printf("%.2f %.2f %.2f %.2f %zu %llu\n", load, first, again * 1000,
	    month, tally.controls.n,
	    (unsigned long long)(tally.controls.n > 0
		    ? tally.controls.v[0].all.people
		    : 0));
	tallies_free(tallies);
	engine_free(engine);
	store_close(store);
	catalog_free(catalog);
	arena_release(&arena);
	return 0;
}
