/*
 * What survives a power cut, and a full disk (disk_test.h makes them).  The
 * images of a cut are opened as a database: every acknowledged write must be
 * there, every transaction whole.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/testing.h"

#include "store/disk_test.h"
#include "store/note_test.h"

#define THREADS 3
#define PER     12 /* writes a thread */

/* Two notes a transaction, so that half of one would show. */
static enum err_code
write_pair(struct db *db, void *ctx, struct err *err)
{
	int64_t key = *(const int64_t *)ctx;
	char text[700];

	memset(text, 'x', sizeof(text));
	for (int64_t i = 0; i < 2; i++) {
		struct note n = {.key = key * 2 + i, .text = {text, 0}};
		int len =
		    snprintf(text, sizeof(text), "%lld", (long long)n.key);

		text[len] = '-';
		n.text.len = sizeof(text);
		if (statement_exec(db, &note_add, &n, NULL, err) != ERR_NONE)
			return err->code;
	}
	return ERR_NONE;
}

static bool acknowledged[THREADS * PER];

struct thread {
	struct store *store;
	int64_t first;
	unsigned full, other;
};

static void *
write_pairs(void *ctx)
{
	struct thread *t = ctx;

	for (int64_t key = t->first; key < t->first + PER; key++) {
		struct err err = {0};
		enum err_code rc =
		    store_write(t->store, write_pair, &key, &err);

		acknowledged[key] = rc == ERR_NONE;
		t->full += rc == ERR_FULL;
		t->other += rc != ERR_NONE && rc != ERR_FULL;
	}
	return NULL;
}

static void
write_all(struct store *store, struct thread t[THREADS])
{
	pthread_t threads[THREADS];

	for (int64_t i = 0; i < THREADS; i++) {
		t[i] = (struct thread){.store = store, .first = i * PER};
		pthread_create(&threads[i], NULL, write_pairs, &t[i]);
	}
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static enum err_code
count_row(const struct cell *cells, void *ctx, struct err *err UNUSED)
{
	unsigned *seen = ctx;

	seen[cells[0].n / 2]++;
	return ERR_NONE;
}

static enum err_code
count_notes(struct db *db, void *ctx, struct err *err)
{
	return statement_run(db, &note_each, NULL, count_row, ctx, NULL, err);
}

static const struct field integrity_out[] = {
    {"integrity_check", CELL_TEXT, false, 0}};
static const struct statement integrity = {
    .name = "integrity",
    .kind = STATEMENT_EACH,
    .sql = {"PRAGMA integrity_check", NULL},
    .out = integrity_out,
    .n_out = 1,
};

static enum err_code
is_ok(const struct cell *cells, void *ctx UNUSED, struct err *err)
{
	return str_eq(cells[0].s, STR("ok"))
	    ? ERR_NONE
	    : err_set(err, ERR_CORRUPT, "%.*s", STR_FMT(cells[0].s));
}

static enum err_code
check_integrity(struct db *db, void *ctx UNUSED, struct err *err)
{
	return statement_run(db, &integrity, NULL, is_ok, NULL, NULL, err);
}

/* How many acknowledged pairs are not there; fails on half a pair. */
static unsigned
missing(struct store *store)
{
	unsigned seen[THREADS * PER] = {0}, lost = 0;
	struct err err = {0};

	CHECK_OK(store_read(store, check_integrity, NULL, &err), &err);
	if (store_read(store, count_notes, seen, &err) != ERR_NONE)
		memset(seen, 0, sizeof(seen)); /* cut before the schema */
	for (size_t i = 0; i < THREADS * PER; i++) {
		CHECK(seen[i] == 0 || seen[i] == 2);
		lost += acknowledged[i] && seen[i] == 0;
	}
	return lost;
}

/* As missing, where worse may be expected: 1 for anything wrong. */
static unsigned
broken(struct store *store)
{
	unsigned seen[THREADS * PER] = {0};
	struct err err;

	if (store == NULL ||
	    store_read(store, check_integrity, NULL, &err) != ERR_NONE ||
	    store_read(store, count_notes, seen, &err) != ERR_NONE)
		return 1;
	for (size_t i = 0; i < THREADS * PER; i++)
		if (acknowledged[i] && seen[i] != 2)
			return 1;
	return 0;
}

static struct store *
open_in(const char *folder, const char *end)
{
	struct store_config config = {0};
	struct store *store = NULL;
	struct err err = {0};
	char url[128];

	snprintf(url, sizeof(url), "sqlite:%s/c.db%s", folder, end);
	config.url = str_from(url);
	if (store_open(&config, &store, &err) != ERR_NONE)
		return NULL;
	return store;
}

/* One life and one reopening; the operations it took. */
static unsigned long
live_and_die(unsigned long cut_at, bool lies, uint64_t seed, unsigned *lost)
{
	struct thread t[THREADS];
	struct store *store;
	struct err err = {0};
	unsigned long ops;
	char folder[64];

	memset(acknowledged, 0, sizeof(acknowledged));
	store_test_folder(folder);
	store_test_folder(disk.out);
	disk_reset(seed);
	disk.cut_at = cut_at;
	disk.lies = lies;
	store = open_in(folder, "?vfs=crash");
	if (store != NULL &&
	    store_migrate_to(store, note_migrations, 1, &err) == ERR_NONE)
		write_all(store, t);
	ops = disk.ops;
	store_close(store);
	if (disk.cut) {
		store = open_in(disk.out, "");
		if (!lies)
			CHECK(store != NULL);
		*lost += store == NULL || lies ? broken(store) : missing(store);
		store_close(store);
	}
	store_test_folder_gone(folder);
	store_test_folder_gone(disk.out);
	return ops;
}

#define CUTS 3000

static void
every_acknowledged_write_survives_a_power_cut_at_any_moment(void)
{
	uint64_t seed = 20261121;
	unsigned lost = 0;
	unsigned long ops;

	disk_register();
	ops = live_and_die(0, false, seed, &lost);
	CHECK(ops > 100);
	for (unsigned i = 0; i < CUTS; i++) {
		unsigned long at;

		disk.seed = seed + i * 0x9e3779b97f4a7c15u;
		next_random();
		at = 1 + next_random() % ops;
		live_and_die(at, false, disk.seed | 1, &lost);
		if (lost > 0)
			fail_msg(
			    "cut %u before operation %lu lost %u", i, at, lost);
	}
	printf("%d power cuts over %lu operations: nothing lost\n", CUTS, ops);
}

/* The test can fail: where sync does nothing, writes are lost. */
static void
a_disk_that_lies_about_syncing_is_found_out(void)
{
	unsigned lost = 0;

	disk_register();
	for (unsigned i = 0; i < 40; i++)
		live_and_die(60 + i, true, 7 + i, &lost);
	CHECK(lost > 0);
}

static void
fill_up(unsigned long at, unsigned long for_ops)
{
	struct thread t[THREADS];
	struct err err = {0};
	struct store *store;
	unsigned refused = 0;
	char folder[64];
	int64_t key;

	memset(acknowledged, 0, sizeof(acknowledged));
	store_test_folder(folder);
	disk_reset(1);
	store = open_in(folder, "?vfs=crash");
	CHECK_OK(store_migrate_to(store, note_migrations, 1, &err), &err);
	disk.full_at = disk.ops + at;
	disk.full_for = for_ops;
	write_all(store, t);
	for (size_t i = 0; i < THREADS; i++) {
		CHECK_INT(t[i].other, 0);
		refused += t[i].full;
	}
	if (for_ops > 100)
		CHECK(refused > 0);
	CHECK_INT(missing(store), 0);
	disk.full_at = 0; /* somebody made room */
	for (key = 0; key < THREADS * PER; key++)
		if (!acknowledged[key])
			CHECK_OK(
			    store_write(store, write_pair, &key, &err), &err);
	memset(acknowledged, 1, sizeof(acknowledged));
	CHECK_INT(missing(store), 0);
	store_close(store);
	store_test_folder_gone(folder);
}

static void
a_full_disk_refuses_whole_writes_and_loses_none(void)
{
	disk_register();
	for (unsigned long at = 1; at < 90; at++) {
		fill_up(at, 1); /* one write in the middle of something */
		fill_up(at, 100000);
	}
}

TEST_MAIN(T(every_acknowledged_write_survives_a_power_cut_at_any_moment),
    T(a_disk_that_lies_about_syncing_is_found_out),
    T(a_full_disk_refuses_whole_writes_and_loses_none))
