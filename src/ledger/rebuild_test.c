#include "ledger/log_test.h"

struct told {
	const char *table, *column;
	bool whole_row;
	unsigned n;
	bool key_and_values;
};

static void
remember(const struct ledger_difference *d, void *ctx)
{
	struct told *t = ctx;

	t->table = d->table;
	t->column = d->column;
	t->whole_row |= d->column == NULL;
	t->key_and_values = d->key.len > 0 && !str_eq(d->stored, d->derived);
	t->n++;
}

/* Checks, or rebuilds and thereby makes good; what it tells is the same. */
static uint64_t
compare(struct log *log, bool check, struct told *told)
{
	uint64_t n = 99;
	struct err err;

	*told = (struct told){0};
	CHECK_OK(ledger_rebuild(&log->config, check, remember, told, &n, &err),
	    &err);
	CHECK(n == told->n);
	return n;
}

static uint64_t
check(struct log *log, struct told *told)
{
	return compare(log, true, told);
}

static bool
in_key(const struct table *t, unsigned column)
{
	for (unsigned i = 0; i < t->n_key; i++)
		if (t->key[i] == column)
			return true;
	return false;
}

/* Every column of every table of kind view, one after the other. */
STORE_TEST(a_planted_change_in_any_view_column_is_named)
{
	struct told told;
	struct log log;
	unsigned planted = 0;

	log_open(&log, store);
	for (int i = 0; i < 3; i++)
		log_add(&log, id_new());
	log_integrate(&log);
	CHECK(check(&log, &told) == 0);
	for (size_t t = 0; t < store_table_count; t++) {
		const struct table *table = &store_tables[t];

		if (table->kind != TABLE_VIEW)
			continue;
		for (unsigned c = 0; c < table->n_columns; c++) {
			log_change(&log, table->name, c, 1);
			CHECK(compare(&log, false, &told) ==
			    (in_key(table, c) ? 2 : 1));
			CHECK(strcmp(told.table, table->name) == 0);
			if (in_key(table, c))
				CHECK(told.whole_row);
			else
				CHECK(strcmp(told.column,
					  table->columns[c].name) == 0);
			CHECK(told.key_and_values || in_key(table, c));
			planted++;
		}
	}
	CHECK(planted > 0);
	CHECK(check(&log, &told) == 0); /* each was made good */
	log_change(&log, "person", log_column("person", "name"), 0);
	CHECK(check(&log, &told) == 1);
	CHECK(check(&log, &told) == 1); /* and checking keeps nothing */
	log_close(&log);
}

STORE_TEST(a_view_that_nothing_derives_is_an_error)
{
	static const struct ledger_view *const none[] = {NULL};
	struct log log;
	struct err err;

	log_open(&log, store);
	log.config.views = none;
	CHECK(ledger_rebuild(&log.config, true, NULL, NULL, NULL, &err) ==
	    ERR_INVALID);
	CHECK(
	    str_starts(str_from(err.text), STR("nothing derives the view '")));
	log_close(&log);
}

struct reading {
	struct arena arena;
	struct ledger_entry entry;
	uint64_t seq;
};

static enum err_code
read_entry(struct db *db, void *ctx, struct err *err)
{
	struct reading *r = ctx;

	return ledger_entry_by_seq(db, &r->arena, r->seq, &r->entry, err);
}

struct finding {
	const struct table *table;
	struct str needle;
	unsigned n;
};

static enum err_code
look_in_row(const struct cell *cells, void *ctx, struct err *err)
{
	struct finding *f = ctx;

	(void)err;
	for (unsigned i = 0; i < f->table->n_columns; i++)
		if (cells[i].s.ptr != NULL &&
		    str_find(cells[i].s, f->needle) < cells[i].s.len)
			f->n++;
	return ERR_NONE;
}

static enum err_code
find_everywhere(struct db *db, void *ctx, struct err *err)
{
	struct finding *f = ctx;
	enum err_code rc = ERR_NONE;

	f->n = 0;
	for (size_t t = 0; rc == ERR_NONE && t < store_table_count; t++) {
		f->table = &store_tables[t];
		rc = table_dump(db, f->table, look_in_row, f, err);
	}
	return rc;
}

static unsigned
found(struct log *log, struct str needle)
{
	struct finding f = {.needle = needle};
	struct err err;

	CHECK_OK(store_read(log->store, find_everywhere, &f, &err), &err);
	return f.n;
}

STORE_TEST(an_erased_person_is_in_no_table_and_every_proof_still_holds)
{
	struct id ada = id_new(), ben = id_new();
	struct log_joined by_ada = {
	    .id = id_new(), .person = ben, .actor = ada, .name = "Ben"};
	struct str ada_id = {(const char *)ada.bytes, ID_SIZE};
	struct ledger_verdict before, after;
	struct reading r = {.seq = 0};
	struct told told;
	struct log log;
	uint64_t seq;
	struct err err;

	log_open(&log, store);
	log_add(&log, ada);
	log_integrate(&log);
	CHECK_OK(store_write(store, log_join, &by_ada, &err), &err);
	log_integrate(&log);
	log_add(&log, ada); /* not numbered yet */
	CHECK(found(&log, STR("Ada")) > 0 && found(&log, ada_id) > 0);
	CHECK_OK(log_verify(&log, &before, &err), &err);
	CHECK_OK(ledger_erase(&log.config, ada, ben, STR("asked"), &seq, &err),
	    &err);
	CHECK(seq == 3);
	CHECK(found(&log, STR("Ada")) == 0 && found(&log, ada_id) == 0);
	CHECK(found(&log, STR("Ben")) > 0);
	CHECK_OK(log_verify(&log, &after, &err), &err);
	CHECK(after.entries == 4 && after.erased == 3 && before.erased == 0);
	CHECK(check(&log, &told) == 0);
	arena_init(&r.arena, 1 << 20);
	CHECK_OK(store_read(store, read_entry, &r, &err), &err);
	CHECK_STR(ledger_text(&r.entry, "name"), STR("erased:3"));
	CHECK_STR(ledger_text(&r.entry, "role"), STR("developer"));
	CHECK(r.entry.subject_erased && r.entry.actor_erased);
	r.seq = 1;
	CHECK_OK(store_read(store, read_entry, &r, &err), &err);
	CHECK_STR(ledger_text(&r.entry, "name"), STR("Ben"));
	CHECK(r.entry.actor_erased && !r.entry.subject_erased);
	CHECK(ledger_erase(&log.config, ada, ben, STR("again"), NULL, &err) ==
	    ERR_NOT_FOUND);
	arena_release(&r.arena);
	log_close(&log);
}

STORE_TEST(what_was_changed_behind_the_log_is_found_by_verifying)
{
	static const struct {
		const char *table, *column;
	} places[] = {
	    {"ledger_fact", "line"},
	    {"ledger_fact", "at"},
	    {"ledger_fact", "ordinal"},
	    {"ledger_secret", "key"},
	    {"ledger_secret", "personal"},
	    {"ledger_secret", "person"},
	    {"ledger_tile", "hashes"},
	    {"ledger_head", "root"},
	    {"ledger_head", "note"},
	};
	struct ledger_verdict verdict;
	struct err err;

	for (size_t i = 0; i < NELEM(places); i++) {
		struct log log;

		log_open(&log, store);
		log_add(&log, id_new());
		CHECK(log_integrate(&log) == 1);
		CHECK_OK(log_verify(&log, &verdict, &err), &err);
		log_change(&log, places[i].table,
		    log_column(places[i].table, places[i].column), 0);
		CHECK(log_verify(&log, &verdict, &err) == ERR_CORRUPT);
		log_close(&log);
		for (size_t t = 0; t < store_table_count; t++) {
			struct log_change c = {.table = &store_tables[t]};

			CHECK_OK(store_write(store, log_clear, &c, &err), &err);
		}
	}
}

TEST_MAIN(T(a_planted_change_in_any_view_column_is_named),
    T(a_view_that_nothing_derives_is_an_error),
    T(an_erased_person_is_in_no_table_and_every_proof_still_holds),
    T(what_was_changed_behind_the_log_is_found_by_verifying))
