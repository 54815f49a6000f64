#include "store/store.h"

#include <pthread.h>
#include <unistd.h>

#include "store/testing.h"

#include "store/note_test.h"

static void
make_notes(struct store *store)
{
	struct err err = {0};

	CHECK_OK(store_migrate_to(
		     store, note_migrations, NELEM(note_migrations), &err),
	    &err);
}

struct reading {
	struct arena arena;
	int64_t key;
	bool found;
	struct note note;
};

static enum err_code
get(struct db *db, void *ctx, struct err *err)
{
	struct reading *r = ctx;

	return statement_opt(db, &r->arena, &note_get,
	    &(struct note){.key = r->key}, &r->found, &r->note, err);
}

static bool
is_there(struct store *store, int64_t key)
{
	struct reading r = {.key = key};
	struct err err = {0};

	arena_init(&r.arena, 1 << 20);
	CHECK_OK(store_read(store, get, &r, &err), &err);
	arena_release(&r.arena);
	return r.found;
}

STORE_TEST_BARE(what_is_written_is_read_back_in_every_type)
{
	struct note in = {
	    .key = INT64_MIN,
	    .id = id_new(),
	    .text = STR("a 'quote', a \\ and Zoë"),
	    .bytes = {"\0\xff", 2},
	    .maybe = {true, INT64_MAX},
	    .flag = true,
	};
	struct reading r = {.key = INT64_MIN};
	struct err err = {0};

	make_notes(store);
	CHECK_OK(store_write(store, note_write, &in, &err), &err);
	arena_init(&r.arena, 1 << 20);
	CHECK_OK(store_read(store, get, &r, &err), &err);
	CHECK(r.found);
	CHECK(id_eq(r.note.id, in.id));
	CHECK_STR(r.note.text, in.text);
	CHECK_STR(r.note.bytes, in.bytes);
	CHECK(r.note.maybe.set && r.note.maybe.v == INT64_MAX);
	CHECK(r.note.flag);
	arena_release(&r.arena);
}

STORE_TEST_BARE(null_is_told_from_the_empty_string)
{
	struct note none = {.key = 1, .text = STR("none")};
	struct note empty = {.key = 2, .text = STR(""), .bytes = STR("")};
	struct reading r = {.key = 1};
	struct err err = {0};

	make_notes(store);
	CHECK_OK(store_write(store, note_write, &none, &err), &err);
	CHECK_OK(store_write(store, note_write, &empty, &err), &err);
	arena_init(&r.arena, 1 << 20);
	CHECK_OK(store_read(store, get, &r, &err), &err);
	CHECK(r.note.bytes.ptr == NULL);
	CHECK(id_is_none(r.note.id));
	CHECK(!r.note.maybe.set);
	r.key = 2;
	CHECK_OK(store_read(store, get, &r, &err), &err);
	CHECK(r.note.bytes.ptr != NULL && r.note.bytes.len == 0);
	CHECK(r.note.text.ptr != NULL && r.note.text.len == 0);
	r.key = 3;
	CHECK_OK(store_read(store, get, &r, &err), &err);
	CHECK(!r.found);
	arena_release(&r.arena);
}

STORE_TEST_BARE(bad_values_are_refused_alike_and_nothing_is_written)
{
	static const struct {
		struct note note;
		enum err_code code;
	} bad[] = {
	    {{.key = 1, .text = {NULL, 0}}, ERR_INVALID},
	    {{.key = 1, .text = {"a\0b", 3}}, ERR_INVALID},
	    {{.key = 1, .text = {"\xc0\x80", 2}}, ERR_INVALID},
	    {{.key = 1, .text = {"\xed\xa0\x80", 3}}, ERR_INVALID},
	    {{.key = 7, .text = {"other", 5}}, ERR_CONFLICT},
	    {{.key = 1, .text = {"seven", 5}}, ERR_CONFLICT},
	};
	struct note seven = {.key = 7, .text = STR("seven")};
	struct err err = {0};

	make_notes(store);
	CHECK_OK(store_write(store, note_write, &seven, &err), &err);
	for (size_t i = 0; i < NELEM(bad); i++) {
		struct note note = bad[i].note;

		CHECK_INT(
		    store_write(store, note_write, &note, &err), bad[i].code);
		CHECK(!is_there(store, 1));
	}
}

struct list {
	struct arena arena;
	struct note *v;
	size_t n, cap;
};

static enum err_code
list_all(struct db *db, void *ctx, struct err *err)
{
	struct list *l = ctx;

	return statement_many(db, &l->arena, &note_list, NULL, (void **)&l->v,
	    &l->n, &l->cap, err);
}

STORE_TEST_BARE(text_is_ordered_bytewise)
{
	static const char *const texts[] = {
	    "b", "a", "Z", "\xc3\xa4", "_", "aa", "B"};
	static const char *const sorted[] = {
	    "B", "Z", "_", "a", "aa", "b", "\xc3\xa4"};
	struct list l = {0};
	struct err err = {0};

	make_notes(store);
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct note n = {.key = (int64_t)i, .text = str_from(texts[i])};

		CHECK_OK(store_write(store, note_write, &n, &err), &err);
	}
	arena_init(&l.arena, 1 << 20);
	CHECK_OK(store_read(store, list_all, &l, &err), &err);
	CHECK_INT(l.n, NELEM(sorted));
	for (size_t i = 0; i < l.n; i++)
		CHECK_STR(l.v[i].text, str_from(sorted[i]));
	arena_release(&l.arena);
}

/* Writes a good note, then one that conflicts, and says all is well. */
static enum err_code
hide_an_error(struct db *db, void *ctx UNUSED, struct err *err)
{
	struct note good = {.key = 2, .text = STR("good")};
	struct note twin = {.key = 1, .text = STR("twin")};
	enum err_code rc;

	rc = statement_exec(db, &note_add, &good, NULL, err);
	if (rc == ERR_NONE)
		rc = statement_exec(db, &note_add, &twin, NULL, err);
	CHECK_INT(rc, ERR_CONFLICT);
	good.key = 3;
	good.text = STR("later");
	CHECK_INT(
	    statement_exec(db, &note_add, &good, NULL, err), ERR_CONFLICT);
	return ERR_NONE;
}

STORE_TEST_BARE(a_failed_statement_dooms_its_transaction_even_when_hidden)
{
	struct err err = {0};

	make_notes(store);
	CHECK_OK(note_put(store, 1, &err), &err);
	CHECK_INT(store_write(store, hide_an_error, NULL, &err), ERR_CONFLICT);
	CHECK(is_there(store, 1));
	CHECK(!is_there(store, 2));
	CHECK(!is_there(store, 3));
}

static enum err_code
change_its_mind(struct db *db, void *ctx, struct err *err)
{
	if (note_write(db, ctx, err) != ERR_NONE)
		return err->code;
	return err_set(err, ERR_DENIED, "no");
}

STORE_TEST_BARE(an_error_of_the_function_rolls_back_what_it_wrote)
{
	struct note n = {.key = 1, .text = STR("one")};
	struct err err = {0};

	make_notes(store);
	CHECK_INT(store_write(store, change_its_mind, &n, &err), ERR_DENIED);
	CHECK_STR(str_from(err.text), STR("no"));
	CHECK(!is_there(store, 1));
}

STORE_TEST_BARE(writing_is_refused_in_a_read)
{
	struct note n = {.key = 1, .text = STR("one")};
	struct err err = {0};

	make_notes(store);
	CHECK_INT(store_read(store, note_write, &n, &err), ERR_DENIED);
	CHECK(!is_there(store, 1));
}

struct streaming {
	struct db *db;
	int64_t next, stop;
	struct arena arena;
};

/* Asks on while rows arrive. */
static enum err_code
stream_row(const void *row, void *ctx, struct err *err)
{
	struct streaming *s = ctx;
	const struct note *n = row;
	struct note again;
	bool found = false;

	CHECK_INT(n->key, s->next);
	if (n->key == s->stop)
		return err_set(err, ERR_LIMIT, "enough");
	s->next++;
	arena_reset(&s->arena);
	CHECK_INT(
	    statement_opt(s->db, &s->arena, &note_get, n, &found, &again, err),
	    ERR_NONE);
	CHECK(found && again.key == n->key);
	return ERR_NONE;
}

static enum err_code
stream_all(struct db *db, void *ctx, struct err *err)
{
	struct streaming *s = ctx;

	s->db = db;
	s->next = 0;
	return statement_each(db, &note_each, NULL, stream_row, s, err);
}

static enum err_code
fill(struct db *db, void *ctx, struct err *err)
{
	for (int64_t i = 0; i < *(const int64_t *)ctx; i++) {
		char text[32];
		struct note n = {.key = i, .text = {text, 0}};

		n.text.len = (size_t)snprintf(
		    text, sizeof(text), "note %lld", (long long)i);
		if (statement_exec(db, &note_add, &n, NULL, err) != ERR_NONE)
			return err->code;
	}
	return ERR_NONE;
}

STORE_TEST_BARE(rows_stream_in_order_and_the_function_may_ask_on_or_stop)
{
	struct streaming s = {.stop = -1};
	int64_t n = 1203; /* more than two fetches */
	struct err err = {0};

	make_notes(store);
	CHECK_OK(store_write(store, fill, &n, &err), &err);
	arena_init(&s.arena, 1 << 20);
	CHECK_OK(store_read(store, stream_all, &s, &err), &err);
	CHECK_INT(s.next, n);
	s.stop = 777;
	CHECK_INT(store_read(store, stream_all, &s, &err), ERR_LIMIT);
	CHECK_INT(s.next, 777);
	arena_release(&s.arena);
}

#define WRITERS 16
#define EACH    40

struct writing {
	struct store *store;
	int64_t first;
	unsigned refused;
};

/* Every fourth note has a key that is taken. */
static void *
write_many(void *ctx)
{
	struct writing *w = ctx;
	struct err err;

	for (int64_t i = 0; i < EACH; i++) {
		int64_t key = i % 4 == 3 ? -1 : w->first + i;

		if (note_put(w->store, key, &err) != ERR_NONE)
			w->refused++;
	}
	return NULL;
}

STORE_TEST_BARE(an_error_in_one_of_many_writers_undoes_that_one_alone)
{
	struct writing w[WRITERS];
	pthread_t threads[WRITERS];
	struct err err = {0};

	make_notes(store);
	CHECK_OK(note_put(store, -1, &err), &err);
	for (size_t i = 0; i < WRITERS; i++) {
		w[i] = (struct writing){store, (int64_t)i * EACH, 0};
		pthread_create(&threads[i], NULL, write_many, &w[i]);
	}
	for (size_t i = 0; i < WRITERS; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT(w[i].refused, EACH / 4);
	}
	for (int64_t key = 0; key < WRITERS * EACH; key++)
		CHECK(is_there(store, key) == (key % 4 != 3));
}

STORE_TEST_BARE(what_was_acknowledged_is_there_after_reopening)
{
	struct store_config config = {.url = store_test_url()};
	struct store *beside = NULL;
	struct err err = {0};

	make_notes(store);
	CHECK_OK(note_put(store, 1, &err), &err);
	config.read_only = true;
	CHECK_OK(store_open(&config, &beside, &err), &err);
	CHECK(is_there(beside, 1));
	CHECK_INT(note_put(beside, 2, &err), ERR_DENIED);
	CHECK_OK(note_put(store, 3, &err), &err);
	CHECK(is_there(beside, 3));
	store_close(beside);
}

static void
a_second_writer_on_sqlite_is_refused_by_name(void)
{
	struct store_config config = {0};
	struct store *first = NULL, *second = NULL;
	struct err err = {0};
	char folder[64], url[128], why[256];

	store_test_folder(folder);
	snprintf(url, sizeof(url), "sqlite:%s/a.db", folder);
	snprintf(why, sizeof(why),
	    "the database '%s/a.db' is in use by process %ld", folder,
	    (long)getpid());
	config.url = str_from(url);
	CHECK_OK(store_open(&config, &first, &err), &err);
	CHECK_INT(store_open(&config, &second, &err), ERR_BUSY);
	CHECK_STR(str_from(err.text), str_from(why));
	CHECK(second == NULL);
	store_close(first);
	CHECK_OK(store_open(&config, &second, &err), &err);
	store_close(second);
	store_test_folder_gone(folder);
}

static void
a_url_that_cannot_be_opened_is_refused(void)
{
	static const struct {
		const char *url;
		enum err_code code;
	} bad[] = {
	    {"", ERR_INVALID},
	    {"mysql://x", ERR_INVALID},
	    {"sqlite:", ERR_INVALID},
	    {"sqlite:/nowhere/at/all.db", ERR_NOT_FOUND},
	    {"sqlite:/tmp", ERR_IO},
	    {"postgresql://x@127.0.0.1:1/x", ERR_IO},
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct store_config config = {.url = str_from(bad[i].url)};
		struct store *store = NULL;
		struct err err = {0};

		CHECK_INT(store_open(&config, &store, &err), bad[i].code);
		CHECK(store == NULL);
	}
}

TEST_MAIN(T(what_is_written_is_read_back_in_every_type),
    T(null_is_told_from_the_empty_string),
    T(bad_values_are_refused_alike_and_nothing_is_written),
    T(text_is_ordered_bytewise),
    T(a_failed_statement_dooms_its_transaction_even_when_hidden),
    T(an_error_of_the_function_rolls_back_what_it_wrote),
    T(writing_is_refused_in_a_read),
    T(rows_stream_in_order_and_the_function_may_ask_on_or_stop),
    T(an_error_in_one_of_many_writers_undoes_that_one_alone),
    T(what_was_acknowledged_is_there_after_reopening),
    T(a_second_writer_on_sqlite_is_refused_by_name),
    T(a_url_that_cannot_be_opened_is_refused))
