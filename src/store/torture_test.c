#include "base/torture.h"

#include "store/testing.h"

#include "store/note_test.h"

/* The reading side: it allocates in the caller's thread, where each call can
   be refused.  (The writer is a thread of its own.) */
static char url[128];
static char folder[64];

static enum err_code
list(struct db *db, void *ctx, struct err *err)
{
	struct arena *arena = ctx;
	struct {
		struct note *v;
		size_t n, cap;
	} rows;
	bool found;
	struct note one;
	enum err_code rc;

	rc = statement_many(db, arena, &note_list, NULL, (void **)&rows.v,
	    &rows.n, &rows.cap, err);
	if (rc == ERR_NONE)
		rc = statement_opt(db, arena, &note_get,
		    &(struct note){.key = 1}, &found, &one, err);
	return rc;
}

static enum err_code
open_and_read(void)
{
	struct store_config config = {.url = str_from(url), .read_only = true};
	struct store *store = NULL;
	struct arena arena;
	struct err err;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = store_open(&config, &store, &err);
	if (rc == ERR_NONE)
		rc = store_read(store, list, &arena, &err);
	store_close(store);
	arena_release(&arena);
	return rc;
}

static void
reading_without_memory_says_so_and_leaves_nothing(void)
{
	struct store_config config = {0};
	struct store *store = NULL;
	struct err err = {0};

	store_test_folder(folder);
	snprintf(url, sizeof(url), "sqlite:%s/t.db", folder);
	config.url = str_from(url);
	CHECK_OK(store_open(&config, &store, &err), &err);
	CHECK_OK(store_migrate_to(store, note_migrations, 1, &err), &err);
	for (int64_t i = 0; i < 20; i++)
		CHECK_OK(note_put(store, i, &err), &err);
	torture("opening and reading", open_and_read);
	store_close(store);
	store_test_folder_gone(folder);
}

TEST_MAIN(T(reading_without_memory_says_so_and_leaves_nothing))
