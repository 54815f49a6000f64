#include <pthread.h>

#include "crypto/key.h"
#include "ledger/content.h"
#include "ledger/log_test.h"
#include "merkle/tlog_proof.h"

struct getting {
	struct id id;
	struct arena arena;
	struct ledger_entry entry;
	struct buf proof;
};

static enum err_code
get_by_id(struct db *db, void *ctx, struct err *err)
{
	struct getting *g = ctx;

	return ledger_entry_by_id(db, &g->arena, g->id, &g->entry, err);
}

static enum err_code
get_proof(struct db *db, void *ctx, struct err *err)
{
	struct getting *g = ctx;

	buf_reset(&g->proof);
	if (ledger_entry_by_id(db, &g->arena, g->id, &g->entry, err) !=
	    ERR_NONE)
		return err->code;
	return ledger_prove(db, &g->arena, g->entry.seq, &g->proof, err);
}

static int64_t
seq_of(struct log *log, struct id id)
{
	struct getting g = {.id = id};
	struct err err;
	enum err_code rc;

	arena_init(&g.arena, 1 << 20);
	rc = store_read(log->store, get_by_id, &g, &err);
	arena_release(&g.arena);
	if (rc == ERR_NOT_FOUND)
		return -1;
	CHECK_OK(rc, &err);
	return (int64_t)g.entry.seq;
}

STORE_TEST(a_fact_gets_a_number_a_proof_and_its_values_back)
{
	struct ledger_verdict verdict;
	struct id person = id_new(), ids[5];
	struct tlog_proof proof;
	struct getting g = {.id = {{0}}};
	struct note_key key = {.name = STR(LOG_ORIGIN)};
	struct log log;
	struct err err;

	log_open(&log, store);
	CHECK(log_integrate(&log) == 0);
	for (size_t i = 0; i < NELEM(ids); i++)
		ids[i] = log_add(&log, person);
	CHECK(seq_of(&log, ids[0]) == -1);
	CHECK(log_integrate(&log) == 5 && log_integrate(&log) == 0);
	CHECK_OK(log.config.signer->public_key(
		     log.config.signer->ctx, SIGN_LEDGER, key.public, &err),
	    &err);
	arena_init(&g.arena, 1 << 20);
	buf_init(&g.proof, TLOG_PROOF_MAX);
	for (size_t i = 0; i < NELEM(ids); i++) {
		g.id = ids[i];
		CHECK_OK(store_read(store, get_proof, &g, &err), &err);
		CHECK(g.entry.seq == i && g.entry.ordinal == (int64_t)i + 1);
		CHECK(id_eq(g.entry.subject, person));
		CHECK_STR(ledger_text(&g.entry, "name"), STR("Ada"));
		CHECK_STR(ledger_text(&g.entry, "role"), STR("developer"));
		CHECK(ledger_text(&g.entry, "employment").ptr == NULL);
		CHECK_OK(
		    tlog_proof_read(buf_view(&g.proof), &proof, &err), &err);
		CHECK_OK(
		    tlog_proof_verify(&proof, g.entry.line, &key, &err), &err);
	}
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	CHECK(verdict.entries == 5 && verdict.commitments == 20);
	buf_release(&g.proof);
	arena_release(&g.arena);
	log_close(&log);
}

STORE_TEST(a_retry_is_harmless_and_another_fact_of_that_id_is_not)
{
	struct log_joined j = {
	    .id = id_new(), .person = id_new(), .name = "Ada"};
	struct log log;
	struct err err;

	log_open(&log, store);
	for (int i = 0; i < 3; i++)
		CHECK_OK(store_write(store, log_join, &j, &err), &err);
	CHECK(log_integrate(&log) == 1);
	CHECK_OK(store_write(store, log_join, &j, &err), &err);
	CHECK(log_integrate(&log) == 0);
	j.person = id_new();
	CHECK(store_write(store, log_join, &j, &err) == ERR_CONFLICT);
	log_close(&log);
}

/* Somebody takes no notice of the errors, and commits. */
static enum err_code
append_badly(struct db *db, void *ctx, struct err *err)
{
	struct log_joined *j = ctx;
	struct log_joined other = {
	    .id = j->id, .person = id_new(), .name = "Ada"};
	const struct ledger_field fields[] = {
	    FIELD_TEXT("channel", STR("mail")),
	    FIELD_JSON("assignments", STR("[1.5]"))};
	const struct ledger_fact fact = {.id = id_new(),
	    .type = LEDGER_REMINDER_SENT,
	    .at = clock_now(),
	    .subject = j->person,
	    .fields = fields,
	    .n = NELEM(fields)};
	struct arena arena;
	struct err bad;

	arena_init(&arena, 1 << 20);
	CHECK(log_join(db, j, err) == ERR_NONE);
	CHECK(ledger_append(db, &arena, &fact, &bad) == ERR_INVALID);
	CHECK(log_join(db, &other, &bad) == ERR_CONFLICT);
	arena_release(&arena);
	j->id = id_new();
	return log_join(db, j, err);
}

STORE_TEST(a_fact_that_was_refused_leaves_no_gap)
{
	struct log_joined j = {
	    .id = id_new(), .person = id_new(), .name = "Ada"};
	struct ledger_verdict verdict;
	struct log log;
	struct err err;

	log_open(&log, store);
	CHECK_OK(store_write(store, append_badly, &j, &err), &err);
	CHECK(log_integrate(&log) == 2);
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	CHECK(verdict.entries == 2);
	log_close(&log);
}

/* A transaction that stays open until it is told to commit. */
struct held {
	struct log *log;
	struct log_joined joined;
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool appended, go;
	enum err_code rc;
	struct err err;
};

static enum err_code
append_and_hold(struct db *db, void *ctx, struct err *err)
{
	struct held *h = ctx;
	enum err_code rc = log_join(db, &h->joined, err);

	pthread_mutex_lock(&h->lock);
	h->appended = true;
	pthread_cond_broadcast(&h->cond);
	while (!h->go)
		pthread_cond_wait(&h->cond, &h->lock);
	pthread_mutex_unlock(&h->lock);
	return rc;
}

static void *
hold(void *ctx)
{
	struct held *h = ctx;

	h->rc = store_write(h->log->store, append_and_hold, h, &h->err);
	return NULL;
}

static void *
append_after(void *ctx)
{
	struct held *h = ctx;

	h->rc = store_write(h->log->store, log_join, &h->joined, &h->err);
	return NULL;
}

static void
release(struct held *h)
{
	pthread_mutex_lock(&h->lock);
	h->go = true;
	pthread_cond_broadcast(&h->cond);
	pthread_mutex_unlock(&h->lock);
}

/*
 *	held     append 1 ............................. commit
 *	same               append 2 of that subject .......... commit
 *	others   append, commit, integrate
 *
 * On SQLite one thread writes, so nothing can integrate meanwhile; there the
 * test is that all come out in order.
 */
STORE_TEST(a_late_commit_is_not_skipped_and_its_subject_stays_in_order)
{
	bool many = store_engine(store) == STORE_POSTGRES;
	struct id person = id_new(), others[3];
	struct held first = {.joined = {.id = id_new(), .name = "first"},
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .cond = PTHREAD_COND_INITIALIZER};
	struct held second = {.joined = {.id = id_new(), .name = "second"}};
	struct ledger_verdict verdict;
	pthread_t threads[2];
	struct log log;
	struct err err;

	log_open(&log, store);
	first.log = second.log = &log;
	first.joined.person = second.joined.person = person;
	CHECK(pthread_create(&threads[0], NULL, hold, &first) == 0);
	pthread_mutex_lock(&first.lock);
	while (!first.appended)
		pthread_cond_wait(&first.cond, &first.lock);
	pthread_mutex_unlock(&first.lock);
	CHECK(pthread_create(&threads[1], NULL, append_after, &second) == 0);
	if (!many)
		release(&first);
	for (size_t i = 0; i < NELEM(others); i++) {
		others[i] = log_add(&log, id_new());
		if (many)
			CHECK(log_integrate(&log) == 1);
	}
	if (many) {
		CHECK(seq_of(&log, others[2]) == 2);
		release(&first);
	}
	CHECK(pthread_join(threads[0], NULL) == 0);
	CHECK(pthread_join(threads[1], NULL) == 0);
	CHECK_OK(first.rc, &first.err);
	CHECK_OK(second.rc, &second.err);
	log_integrate(&log);
	CHECK(seq_of(&log, first.joined.id) >= (many ? 3 : 0));
	CHECK(seq_of(&log, second.joined.id) > seq_of(&log, first.joined.id));
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	CHECK(verdict.entries == 5);
	log_close(&log);
}

STORE_TEST(a_paused_holder_of_the_lease_fails_once_it_goes_on)
{
	struct lease paused, next;
	struct log log;
	struct err err;
	struct id id;
	uint64_t n = 0;

	log_open(&log, store);
	lease_name(&paused);
	lease_name(&next);
	CHECK_OK(lease_take(store, &paused, &err), &err);
	CHECK(lease_take(store, &next, &err) == ERR_BUSY);
	CHECK(str_starts(
	    str_from(err.text), STR("the log is being written by ")));
	/* its time runs out while it sleeps */
	clock_set_for_test(clock_now() + LEASE_LIFE + 1);
	CHECK_OK(lease_take(store, &next, &err), &err);
	clock_set_for_test(0);
	id = log_add(&log, id_new());
	CHECK(integrate_all(&log.config, &paused, &n, &err) == ERR_BUSY);
	CHECK(n == 0 && seq_of(&log, id) == -1);
	CHECK_OK(integrate_all(&log.config, &next, &n, &err), &err);
	CHECK(n == 1 && seq_of(&log, id) == 0);
	lease_give(store, &paused); /* has nothing to give */
	CHECK(ledger_integrate(&log.config, &n, &err) ==
	    (store_engine(store) == STORE_SQLITE ? ERR_NONE : ERR_BUSY));
	lease_give(store, &next);
	CHECK_OK(ledger_integrate(&log.config, &n, &err), &err);
	log_close(&log);
}

struct heading {
	struct arena arena;
	struct ledger_head last, signed_one;
};

static enum err_code
heads(struct db *db, void *ctx, struct err *err)
{
	struct heading *h = ctx;

	if (ledger_head(db, &h->arena, &h->last, err) != ERR_NONE)
		return err->code;
	return ledger_signed_head(db, &h->arena, &h->signed_one, err);
}

STORE_TEST(only_what_is_committed_is_signed_and_a_crash_between_is_made_good)
{
	struct heading h = {.last = {.size = 9}};
	struct lease lease;
	struct log log;
	struct err err;
	uint64_t n;

	log_open(&log, store);
	arena_init(&h.arena, 1 << 20);
	log_add(&log, id_new());
	lease_name(&lease);
	CHECK_OK(lease_take(store, &lease, &err), &err);
	CHECK_OK(integrate_all(&log.config, &lease, &n, &err), &err);
	lease_give(store, &lease);
	/* numbered, and the process is gone before it signs */
	CHECK_OK(store_read(store, heads, &h, &err), &err);
	CHECK(h.last.size == 1 && h.last.note.ptr == NULL);
	CHECK(h.signed_one.size == 0);
	CHECK(log_integrate(&log) == 0);
	CHECK_OK(store_read(store, heads, &h, &err), &err);
	CHECK(h.signed_one.size == 1 && h.signed_one.note.len > 0);
	arena_release(&h.arena);
	log_close(&log);
}

STORE_TEST(a_database_older_than_the_keys_is_not_signed)
{
	struct log log;
	struct err err;
	struct buf out, text;

	log_open(&log, store);
	buf_init(&out, NOTE_MAX);
	buf_init(&text, 512);
	/* the keys have signed a head of seven facts once */
	buf_addf(&text,
	    LOG_ORIGIN "\n7\n"
		       "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
	{
		char path[128];

		snprintf(path, sizeof(path), "%s/ledger.head", log.keys);
		CHECK_OK(file_write(path, buf_view(&text), 0600, &err), &err);
	}
	log_add(&log, id_new());
	CHECK(ledger_integrate(&log.config, NULL, &err) == ERR_CONFLICT);
	CHECK_STR(str_from(err.text),
	    STR("the log has 1 facts, but a head of 7 was signed: the "
		"database is older than the keys beside it"));
	CHECK(log.config.signer->sign(log.config.signer->ctx, SIGN_LEDGER,
		  STR(LOG_ORIGIN
		      "\n9\n"
		      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"),
		  STR(""), &out, &err) == ERR_CONFLICT);
	CHECK(log.config.signer->sign(log.config.signer->ctx, SIGN_LEDGER,
		  STR("example.org/other\n9\n"
		      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"),
		  STR(""), &out, &err) == ERR_DENIED);
	CHECK(log.config.signer->sign(log.config.signer->ctx, SIGN_PACK,
		  STR("any text\n"), STR(""), &out, &err) == ERR_SYNTAX);
	CHECK(log.config.signer->sign(log.config.signer->ctx, SIGN_GATE,
		  STR("{ }"), STR(""), &out, &err) == ERR_SYNTAX);
	CHECK(out.len == 0);
	buf_release(&text);
	buf_release(&out);
	log_close(&log);
}

static void
failed(const struct err *err)
{
	fail_msg("%s", err->text);
}

#define WRITERS 8
#define EACH    40

static void *
write_and_wait(void *ctx)
{
	struct log *log = ctx;
	struct err err;

	for (int i = 0; i < EACH; i++) {
		struct log_joined j = {
		    .id = id_new(), .person = id_new(), .name = "Ada"};

		if (store_write(log->store, log_join, &j, &err) != ERR_NONE)
			return log;
		ledger_wake();
		if (i % 8 == 0 &&
		    ledger_wait(log->store, j.id, 10000, &err) != ERR_NONE)
			return log;
	}
	return NULL;
}

STORE_TEST(a_running_integrator_numbers_what_many_write)
{
	struct ledger_runner *runner;
	struct ledger_verdict verdict;
	pthread_t threads[WRITERS];
	struct log log;
	struct err err;
	void *bad;

	log_open(&log, store);
	CHECK_OK(ledger_start(&log.config, failed, &runner, &err), &err);
	for (int i = 0; i < WRITERS; i++)
		CHECK(pthread_create(&threads[i], NULL, write_and_wait, &log) ==
		    0);
	for (int i = 0; i < WRITERS; i++) {
		CHECK(pthread_join(threads[i], &bad) == 0);
		CHECK(bad == NULL);
	}
	CHECK(ledger_wait(store, id_new(), 10, &err) == ERR_NOT_FOUND);
	ledger_stop(runner);
	log_integrate(&log);
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	CHECK(verdict.entries == (uint64_t)WRITERS * EACH);
	log_close(&log);
}

struct keeping {
	struct str bytes, back;
	uint8_t hash[32];
	struct arena arena;
};

static enum err_code
put_content(struct db *db, void *ctx, struct err *err)
{
	struct keeping *k = ctx;

	return content_put(db, k->bytes, k->hash, err);
}

static enum err_code
get_content(struct db *db, void *ctx, struct err *err)
{
	struct keeping *k = ctx;

	return content_get(db, &k->arena, k->hash, &k->back, err);
}

STORE_TEST(content_is_kept_under_its_hash_and_once)
{
	struct keeping k = {.bytes = STR("a\0b")};
	struct log log;
	struct err err;

	log_open(&log, store);
	arena_init(&k.arena, 1 << 20);
	CHECK_OK(store_write(store, put_content, &k, &err), &err);
	CHECK_OK(store_write(store, put_content, &k, &err), &err);
	CHECK_OK(store_read(store, get_content, &k, &err), &err);
	CHECK_STR(k.back, k.bytes);
	k.hash[0] ^= 1;
	CHECK(store_read(store, get_content, &k, &err) == ERR_NOT_FOUND);
	log_change(
	    &log, "content_blob", log_column("content_blob", "bytes"), 0);
	k.hash[0] ^= 1;
	CHECK(store_read(store, get_content, &k, &err) == ERR_CORRUPT);
	arena_release(&k.arena);
	log_close(&log);
}

TEST_MAIN(T(a_fact_gets_a_number_a_proof_and_its_values_back),
    T(a_retry_is_harmless_and_another_fact_of_that_id_is_not),
    T(a_fact_that_was_refused_leaves_no_gap),
    T(a_late_commit_is_not_skipped_and_its_subject_stays_in_order),
    T(a_paused_holder_of_the_lease_fails_once_it_goes_on),
    T(only_what_is_committed_is_signed_and_a_crash_between_is_made_good),
    T(a_database_older_than_the_keys_is_not_signed),
    T(a_running_integrator_numbers_what_many_write),
    T(content_is_kept_under_its_hash_and_once))
