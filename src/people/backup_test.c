#include "store/archive.h"

#include "store/schema.h"

#include "people/world_test.h"

/* A log with its views, copied to another database: it is the same log, and
   both say of their views that they follow from it. */

static enum err_code
act_rename(struct db *db, void *ctx, struct err *err)
{
	struct act *a = ctx;

	return person_change(
	    db, &a->w->arena, PERSON_PROGRAM, a->person, &a->change, err);
}

static void
live_a_little(struct world *w)
{
	struct act a = {.w = w,
	    .person = w->by_role[ROLE_DEVELOPER],
	    .change = {.name = STR("Dennis Ritchie"), .source = STR("test")}};
	struct err err = {0};

	CHECK_OK(store_write(w->store, act_rename, &a, &err), &err);
	world_settle(w);
}

static void
check_views(const struct ledger_config *config)
{
	uint64_t differences = 1;
	struct err err = {0};

	CHECK_OK(
	    ledger_rebuild(config, true, NULL, NULL, &differences, &err), &err);
	CHECK_INT(differences, 0);
}

struct heads {
	struct arena *arena;
	struct ledger_head head;
};

static enum err_code
read_head(struct db *db, void *ctx, struct err *err)
{
	struct heads *h = ctx;

	return ledger_signed_head(db, h->arena, &h->head, err);
}

static void
copy_and_compare(struct world *w, struct store *other)
{
	struct heads here = {.arena = &w->arena}, there = {.arena = &w->arena};
	struct ledger_config config = w->config;
	struct archive_files files = {0};
	struct archive_counts out, in;
	struct err err = {0};
	char path[128];

	live_a_little(w);
	check_views(&w->config);
	snprintf(path, sizeof(path), "%s/backup", w->keys);
	CHECK_OK(archive_write(w->store, path, &files, &out, &err), &err);
	CHECK_OK(archive_read(other, path, &w->arena, &files, &in, &err), &err);
	CHECK_INT(in.rows, out.rows);
	config.store = other;
	check_views(&config);
	CHECK_OK(store_read(w->store, read_head, &here, &err), &err);
	CHECK_OK(store_read(other, read_head, &there, &err), &err);
	CHECK_STR(there.head.note, here.head.note);

	/* and the copy goes on from there, under the same keys */
	w->store = w->config.store = other;
	world_add(
	    w, ROLE_DEVELOPER, "Late", "late@acme.example", (struct id){0});
	world_settle(w);
	check_views(&w->config);
}

static struct store *
open_other(const char *folder)
{
	struct store_config config = {0};
	struct store *store = NULL;
	struct err err = {0};
	char url[128];

	snprintf(url, sizeof(url), "sqlite:%s/other.db", folder);
	config.url = str_from(url);
	CHECK_OK(store_open(&config, &store, &err), &err);
	CHECK_OK(store_migrate(store, &err), &err);
	return store;
}

STORE_TEST(a_backup_of_either_engine_lives_on_in_sqlite)
{
	struct store *other;
	struct world w;
	char folder[64];

	store_test_folder(folder);
	other = open_other(folder);
	world_open(&w, store);
	copy_and_compare(&w, other);
	world_close(&w);
	store_close(other);
	store_test_folder_gone(folder);
}

STORE_TEST(a_backup_of_sqlite_lives_on_in_either_engine)
{
	struct store *other;
	struct world w;
	char folder[64];

	store_test_folder(folder);
	other = open_other(folder);
	world_open(&w, other);
	copy_and_compare(&w, store);
	world_close(&w);
	store_close(other);
	store_test_folder_gone(folder);
}

TEST_MAIN(T(a_backup_of_either_engine_lives_on_in_sqlite),
    T(a_backup_of_sqlite_lives_on_in_either_engine))
