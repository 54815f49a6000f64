/* Answers from before there were other kinds than options. */
#include "learn/answer.h"
#include "sql/attempt.h"
#include "store/schema.h"
#include "store/testing.h"

/* chosen: bit i for what is shown i-th; shown "2031": option 2 stands first */
static const struct {
	const char *shown, *chosen, *answer; /* NULL: none */
} rows[] = {
    {"012", "1", "0"},
    {"2031", "1", "2"},
    {"2031", "8", "1"},
    {"2031", "5", "2,3"},
    {"2031", "15", "0,1,2,3"},
    {"43210", "1", "4"},
    {"43210", "24", "0,1"},
    {"43210", "31", "0,1,2,3,4"},
    {"201", "NULL", NULL},
};

/* The migrations, with such rows just before the one that changes them. */
static size_t
migrations(struct migration *list, struct str *sql, struct arena *arena,
    enum store_engine engine)
{
	const char *zero = engine == STORE_POSTGRES
	    ? "CAST('00000000-0000-0000-0000-000000000000' AS UUID)"
	    : "zeroblob(16)";

	*sql = STR("");
	for (size_t i = 0; i < NELEM(rows); i++)
		*sql = arena_strf(arena,
		    "%.*sINSERT INTO attempt_item (attempt, no, item, shown, "
		    "chosen, revision) VALUES (%s, %zu, 'x', '%s', %s, 1);",
		    STR_FMT(*sql), zero, i + 1, rows[i].shown, rows[i].chosen);
	for (size_t i = 0; i < store_migration_count; i++) {
		list[i] = store_migrations[i];
		if (str_eq(str_from(list[i].name), STR("answers")))
			*sql = arena_strf(arena, "%.*s%s", STR_FMT(*sql),
			    list[i].sql[engine]);
	}
	for (size_t i = 0; i < store_migration_count; i++)
		if (str_eq(str_from(list[i].name), STR("answers")))
			list[i].sql[engine] = sql->ptr;
	return store_migration_count;
}

static enum err_code
read_items(struct db *db, void *ctx, struct err *err)
{
	struct arena *arena = ctx;
	struct sql_attempt_items_rows out = {0};
	enum err_code rc = sql_attempt_items(
	    db, arena, &(struct sql_attempt_items_in){0}, &out, err);

	if (rc != ERR_NONE)
		return rc;
	CHECK_INT(out.n, NELEM(rows));
	for (size_t i = 0; i < out.n; i++) {
		struct answer a;

		if (rows[i].answer == NULL) {
			CHECK(out.v[i].answer.ptr == NULL);
			continue;
		}
		CHECK_STR(out.v[i].answer, str_from(rows[i].answer));
		CHECK(answer_read(out.v[i].answer, &a));
	}
	return ERR_NONE;
}

STORE_TEST_BARE(they_are_carried_over_as_they_were_given)
{
	struct migration list[64];
	struct arena arena;
	struct str sql;
	struct err err;

	arena_init(&arena, 4 << 20);
	CHECK(store_migration_count < NELEM(list));
	CHECK_OK(store_migrate_to(store, list,
		     migrations(list, &sql, &arena, store_engine(store)), &err),
	    &err);
	CHECK_OK(store_read(store, read_items, &arena, &err), &err);
	arena_release(&arena);
}

TEST_MAIN(T(they_are_carried_over_as_they_were_given))
