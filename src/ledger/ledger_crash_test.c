/*
 * kill -9 in the middle of appending, numbering and signing: every fact that
 * was acknowledged is there, and the log goes on from where it was.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/log_test.h"

#define THREADS 16
#define FACTS   20000 /* the child is killed long before */
#define ENOUGH  2000  /* acknowledged, then the kill */

struct writing {
	struct log log;
	int out; /* acknowledged ids go here */
	int left;
};

static void *
append(void *ctx)
{
	struct writing *w = ctx;
	struct id persons[4] = {id_new(), id_new(), id_new(), id_new()};
	struct err err;

	while (__atomic_fetch_sub(&w->left, 1, __ATOMIC_RELAXED) > 0) {
		struct log_joined j = {.id = id_new(), .name = "Ada"};

		j.person = persons[j.id.bytes[15] % NELEM(persons)];
		if (store_write(w->log.store, log_join, &j, &err) != ERR_NONE)
			continue;
		ledger_wake();
		if (write(w->out, &j.id, sizeof(j.id)) != sizeof(j.id))
			abort();
	}
	return NULL;
}

static enum err_code
open_at(const char *url, const char *keys, struct log *log, struct err *err)
{
	struct store_config config = {
	    .url = str_from(url), .connections = THREADS + 4};
	enum err_code rc = store_open(&config, &log->store, err);

	if (rc == ERR_NONE)
		rc = store_migrate(log->store, err);
	if (rc == ERR_NONE)
		rc = signer_open(keys, STR(LOG_ORIGIN), &log->signer, err);
	if (rc == ERR_NONE)
		log->config = (struct ledger_config){.store = log->store,
		    .origin = STR(LOG_ORIGIN),
		    .views = log_views(),
		    .signer = signer_port(log->signer)};
	return rc;
}

static void
write_from(const char *url, const char *keys, int out)
{
	struct writing w = {.out = out, .left = FACTS};
	struct ledger_runner *runner;
	pthread_t threads[THREADS];
	struct err err;

	if (open_at(url, keys, &w.log, &err) != ERR_NONE ||
	    ledger_start(&w.log.config, NULL, &runner, &err) != ERR_NONE)
		_exit(1);
	for (size_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, append, &w);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	_exit(0);
}

static size_t
read_ids(int from, struct id *ids, size_t n, size_t most)
{
	while (n < most && read(from, &ids[n], sizeof(*ids)) == sizeof(*ids))
		n++;
	return n;
}

struct looking {
	const struct id *ids;
	size_t n;
};

static enum err_code
all_numbered(struct db *db, void *ctx, struct err *err)
{
	const struct looking *l = ctx;
	enum err_code rc = ERR_NONE;
	struct arena arena;

	arena_init(&arena, 16 << 20);
	for (size_t i = 0; rc == ERR_NONE && i < l->n; i++) {
		struct ledger_entry e;

		arena_reset(&arena);
		rc = ledger_entry_by_id(db, &arena, l->ids[i], &e, err);
	}
	arena_release(&arena);
	return rc;
}

static void
check_all(const char *url, const char *keys, const struct id *ids, size_t n)
{
	struct looking l = {ids, n};
	struct ledger_verdict verdict;
	struct log log = {0};
	uint64_t differences;
	struct err err;

	CHECK_OK(open_at(url, keys, &log, &err), &err);
	/* on PostgreSQL the lease of the dead runs out first */
	if (store_engine(log.store) == STORE_POSTGRES)
		clock_set_for_test(clock_now() + LEASE_LIFE + 1);
	CHECK_OK(ledger_integrate(&log.config, NULL, &err), &err);
	clock_set_for_test(0);
	CHECK_OK(store_read(log.store, all_numbered, &l, &err), &err);
	CHECK_OK(log_verify(&log, &verdict, &err), &err);
	CHECK(verdict.entries >= n);
	CHECK_OK(
	    ledger_rebuild(&log.config, true, NULL, NULL, &differences, &err),
	    &err);
	CHECK(differences == 0);
	printf("%zu acknowledged, %llu in the log\n", n,
	    (unsigned long long)verdict.entries);
	signer_close(log.signer);
	store_close(log.store);
}

static void
kill_the_writer(const char *url, const char *keys)
{
	static struct id ids[FACTS];
	int ends[2];
	size_t n;
	pid_t pid;

	CHECK(pipe(ends) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		write_from(url, keys, ends[1]);
	}
	close(ends[1]);
	n = read_ids(ends[0], ids, 0, ENOUGH);
	kill(pid, SIGKILL);
	n = read_ids(ends[0], ids, n, FACTS);
	waitpid(pid, NULL, 0);
	close(ends[0]);
	CHECK(n >= ENOUGH);
	check_all(url, keys, ids, n);
}

static void
a_killed_log_goes_on_with_all_that_was_acknowledged_on_sqlite(void)
{
	char folder[64], keys[64], url[128];

	store_test_folder(folder);
	store_test_folder(keys);
	snprintf(url, sizeof(url), "sqlite:%s/k.db", folder);
	for (int i = 0; i < 2; i++)
		kill_the_writer(url, keys);
	store_test_folder_gone(folder);
	store_test_folder_gone(keys);
}

STORE_TEST(a_killed_log_goes_on_with_all_that_was_acknowledged_on_postgres)
{
	char keys[64], url[1024];

	if (store_engine(store) != STORE_POSTGRES)
		return; /* the test above */
	snprintf(url, sizeof(url), "%.*s", STR_FMT(store_test_url()));
	store_test_folder(keys);
	kill_the_writer(url, keys);
	store_test_folder_gone(keys);
}

TEST_MAIN(T(a_killed_log_goes_on_with_all_that_was_acknowledged_on_sqlite),
    T(a_killed_log_goes_on_with_all_that_was_acknowledged_on_postgres))
