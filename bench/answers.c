/*
 * Durable quiz answers a second, from 32 threads at once, each answer its own
 * transaction and acknowledged only once it is on the disk; beside it, writes
 * of one row in the same database, which is the limit.
 *
 *	bench_answers URL [ANSWERS]
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "learn/attempt.h"
#include "sql/attempt.h"

#define THREADS 32
#define PEOPLE  320

static struct learn learn;
static struct id people[PEOPLE], attempts[PEOPLE];
static int64_t next_answer, answers, failed;
static bool bare;

/* The choices among an attempt's questions: any option answers them. */
static const struct answer first_option = {.n = 1, .v = {0}};
static unsigned choices[PEOPLE][ATTEMPT_ITEMS], n_choices[PEOPLE];

static enum err_code
one_row(struct db *db, void *ctx, struct err *err)
{
	return sql_text_opened_put(db,
	    &(struct sql_text_opened_put_in){.person = *(struct id *)ctx,
		.module = STR("m"),
		.opened = clock_now()},
	    NULL, err);
}

static void *
work(void *ctx)
{
	struct err err;
	int64_t k;

	(void)ctx;
	while ((k = __atomic_fetch_add(&next_answer, 1, __ATOMIC_RELAXED)) <
	    answers) {
		size_t who = (size_t)(k % PEOPLE);
		enum err_code rc = bare
		    ? store_write(learn.store, one_row, &people[who], &err)
		    : attempt_answer(&learn, people[who], attempts[who],
			  choices[who][(size_t)(k / PEOPLE) % n_choices[who]],
			  &first_option, k / PEOPLE, &err);

		if (rc != ERR_NONE)
			__atomic_fetch_add(&failed, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static void
measure(const char *name)
{
	pthread_t threads[THREADS];
	int64_t start = clock_monotonic();

	next_answer = 0;
	for (size_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	printf("%s: %.0f a second (%lld failed)\n", name,
	    (double)answers * 1e6 / (double)(clock_monotonic() - start),
	    (long long)failed);
}

static enum err_code
find_choices(size_t who, struct err *err)
{
	struct attempt attempt;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, (size_t)16 << 20);
	rc = attempt_get(
	    &learn, people[who], attempts[who], &arena, &attempt, err);
	for (unsigned i = 0; rc == ERR_NONE && i < attempt.n_items; i++)
		if (attempt.items[i].form.kind == QUIZ_SINGLE ||
		    attempt.items[i].form.kind == QUIZ_MULTI)
			choices[who][n_choices[who]++] = i + 1;
	arena_release(&arena);
	if (rc == ERR_NONE && n_choices[who] == 0)
		return err_set(err, ERR_NOT_FOUND, "a quiz without a choice");
	return rc;
}

static enum err_code
start_all(struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < PEOPLE && rc == ERR_NONE; i++) {
		people[i] = id_new();
		rc = attempt_start(&learn, people[i],
		    learn.catalog->modules.v[0].id, &attempts[i], err);
		if (rc == ERR_NONE)
			rc = find_choices(i, err);
	}
	return rc;
}

int
main(int argc, char **argv)
{
	struct store_config config = {.connections = THREADS};
	struct catalog *catalog = NULL;
	struct err err = {0};
	enum err_code rc;

	if (argc < 2) {
		fprintf(stderr, "usage: bench_answers URL [ANSWERS]\n");
		return 2;
	}
	answers = argc > 2 ? strtoll(argv[2], NULL, 10) : 50000;
	config.url = str_from(argv[1]);
	rc = store_open(&config, &learn.store, &err);
	if (rc == ERR_NONE)
		rc = store_migrate(learn.store, &err);
	if (rc == ERR_NONE)
		rc = catalog_load("content", &catalog, &err);
	learn.catalog = catalog;
	if (rc == ERR_NONE)
		rc = start_all(&err);
	if (rc == ERR_NONE) {
		measure("durable answers");
		bare = true;
		measure("one row written");
	}
	if (rc != ERR_NONE)
		fprintf(stderr, "bench_answers: %s\n", err.text);
	store_close(learn.store);
	catalog_free(catalog);
	return rc == ERR_NONE && failed == 0 ? 0 : 1;
}
