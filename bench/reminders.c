/*
 * One run of the reminder job over everybody: what planning takes, and how
 * many messages a second are written, each with its right and its fact in one
 * durable transaction; beside bare rows, one a transaction, into the same
 * database.  bench/reminders.sh makes the database and its policy.
 *
 *	bench_reminders DATABASE CONTENT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "policy/reminding.h"
#include "sql/reminder.h"

#define NOW \
	(INT64_C(20630) * CLOCK_DAY + CLOCK_DAY / 2) /* noon, 26 June 2026 */
#define BARE 2000

static void
check(enum err_code rc, const struct err *err)
{
	if (rc == ERR_NONE)
		return;
	fprintf(stderr, "bench_reminders: %s\n", err->text);
	exit(1);
}

static double
seconds(int64_t since)
{
	return (double)(clock_monotonic() - since) / 1e6;
}

static enum err_code
bare_row(struct db *db, void *ctx, struct err *err)
{
	const struct id *id = ctx;

	return sql_reminder_claim(db,
	    &(struct sql_reminder_claim_in){
		.recipient = *id, .rung = STR("bare"), .day = 1, .at = NOW},
	    NULL, err);
}

/* Bare rows a second. */
static double
bare(struct store *store)
{
	int64_t begin = clock_monotonic();
	struct err err;

	for (int i = 0; i < BARE; i++) {
		struct id id = id_new();

		check(store_write(store, bare_row, &id, &err), &err);
	}
	return BARE / seconds(begin);
}

int
main(int argc, char **argv)
{
	struct reminding reminding = {0};
	struct catalog *catalog;
	struct store *store;
	unsigned sent, all = 0;
	double writing = 0, last = 0;
	int64_t begin;
	struct err err;

	if (argc != 3)
		return 2;
	clock_set_for_test(NOW);
	check(catalog_load(argv[2], &catalog, &err), &err);
	check(store_open(&(struct store_config){.url = str_from(argv[1])},
		  &store, &err),
	    &err);
	check(engine_new(store, catalog, &reminding.engine, &err), &err);
	reminding.learn = (struct learn){.store = store, .catalog = catalog};
	check(engine_follow(reminding.engine, NULL, &err), &err);
	do { /* the last run has nothing to say: that is planning alone */
		writing += last;
		begin = clock_monotonic();
		check(reminding_run(&reminding, &sent, &err), &err);
		last = seconds(begin);
		all += sent;
	} while (sent > 0);
	printf("%.0f %u %.0f %.0f\n", last * 1000, all,
	    all > 0 ? all / writing : 0, bare(store));
	engine_free(reminding.engine);
	store_close(store);
	catalog_free(catalog);
	return 0;
}
