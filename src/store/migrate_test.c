#include "store/schema.h"

#include <pthread.h>

#include "store/testing.h"

#include "store/note_test.h"

STORE_TEST_BARE(a_second_run_changes_nothing)
{
	struct err err = {0};

	for (size_t i = 0; i < 3; i++)
		CHECK_OK(
		    store_migrate_to(store, note_migrations, 2, &err), &err);
	CHECK_OK(note_put(store, 1, &err), &err);
}

STORE_TEST_BARE(a_database_from_a_newer_version_is_left_untouched)
{
	struct err err = {0};

	CHECK_OK(store_migrate_to(store, note_migrations, 2, &err), &err);
	CHECK_INT(
	    store_migrate_to(store, note_migrations, 1, &err), ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("the database is from a newer version of the program: it has "
		"migration 2 'more'"));
}

STORE_TEST_BARE(a_changed_migration_is_refused)
{
	struct migration list[] = {note_migrations[0], note_migrations[1]};
	struct err err = {0};

	CHECK_OK(store_migrate_to(store, list, 1, &err), &err);
	list[0].checksum = "other";
	CHECK_INT(store_migrate_to(store, list, 2, &err), ERR_CONFLICT);
}

STORE_TEST_BARE(a_migration_that_fails_leaves_nothing_of_itself)
{
	struct migration list[] = {note_migrations[0],
	    {2, "bad", "c",
		{"CREATE TABLE half (a INTEGER NOT NULL PRIMARY KEY) STRICT;"
		 "CREATE TABL other;",
		    "CREATE TABLE half (a BIGINT NOT NULL PRIMARY KEY);"
		    "CREATE TABL other;"}}};
	struct migration half = {2, "half", "c",
	    {"CREATE TABLE half (a INTEGER NOT NULL PRIMARY KEY) STRICT;",
		"CREATE TABLE half (a BIGINT NOT NULL PRIMARY KEY);"}};
	struct err err = {0};

	CHECK(store_migrate_to(store, list, 2, &err) != ERR_NONE);
	CHECK(note_put(store, 1, &err) != ERR_NONE); /* all or nothing */
	list[1] = half;
	CHECK_OK(store_migrate_to(store, list, 2, &err), &err);
	CHECK_OK(note_put(store, 1, &err), &err);
}

#define STARTERS 6

struct starting {
	struct store *store;
	struct err err;
};

static void *
start(void *ctx)
{
	struct starting *s = ctx;

	s->err.code = store_migrate_to(s->store, note_migrations, 2, &s->err);
	return NULL;
}

STORE_TEST_BARE(several_may_migrate_at_once)
{
	struct starting s[STARTERS];
	pthread_t threads[STARTERS];

	for (size_t i = 0; i < STARTERS; i++) {
		s[i] = (struct starting){.store = store};
		pthread_create(&threads[i], NULL, start, &s[i]);
	}
	for (size_t i = 0; i < STARTERS; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < STARTERS; i++)
		CHECK_OK(s[i].err.code, &s[i].err);
}

TEST_MAIN(T(a_second_run_changes_nothing),
    T(a_database_from_a_newer_version_is_left_untouched),
    T(a_changed_migration_is_refused),
    T(a_migration_that_fails_leaves_nothing_of_itself),
    T(several_may_migrate_at_once))
