/*
 * kill -9: of a program in the middle of a thousand concurrent writes, and of
 * PostgreSQL itself.  Whatever was acknowledged is there.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "store/testing.h"

#include "store/note_test.h"

#define THREADS 32
#define WRITES  4000 /* the child is killed long before */
#define ENOUGH  1000 /* acknowledged, then the kill */

/* Two rows a transaction: half of one would show. */
static enum err_code
write_pair(struct db *db, void *ctx, struct err *err)
{
	int64_t key = *(const int64_t *)ctx;

	for (int64_t i = 0; i < 2; i++) {
		char text[32];
		struct note n = {.key = key * 2 + i, .text = {text, 0}};

		n.text.len = (size_t)snprintf(
		    text, sizeof(text), "pair %lld", (long long)n.key);
		if (statement_exec(db, &note_add, &n, NULL, err) != ERR_NONE)
			return err->code;
	}
	return ERR_NONE;
}

struct writing {
	struct store *store;
	int64_t next;
	int out; /* acknowledged keys go here */
};

static void *
write_pairs(void *ctx)
{
	struct writing *w = ctx;
	struct err err;
	int64_t key;

	while (
	    (key = __atomic_fetch_add(&w->next, 1, __ATOMIC_RELAXED)) < WRITES)
		if (store_write(w->store, write_pair, &key, &err) == ERR_NONE)
			if (write(w->out, &key, sizeof(key)) != sizeof(key))
				abort();
	return NULL;
}

static void
write_from(const char *url, int out)
{
	struct store_config config = {
	    .url = str_from(url), .connections = THREADS};
	struct writing w = {.out = out};
	pthread_t threads[THREADS];
	struct err err;

	if (store_open(&config, &w.store, &err) != ERR_NONE)
		_exit(1);
	for (size_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, write_pairs, &w);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	_exit(0);
}

static pid_t
start_child(const char *url, int *from)
{
	int ends[2];
	pid_t pid;

	CHECK_INT(pipe(ends), 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		write_from(url, ends[1]);
	}
	close(ends[1]);
	*from = ends[0];
	return pid;
}

/* Up to most keys, or to the end; how many. */
static size_t
read_keys(int from, bool *acknowledged, size_t most)
{
	size_t n = 0;
	int64_t key;

	while (n < most && read(from, &key, sizeof(key)) == sizeof(key)) {
		CHECK(key >= 0 && key < WRITES);
		acknowledged[key] = true;
		n++;
	}
	return n;
}

static enum err_code
count_row(const struct cell *cells, void *ctx, struct err *err UNUSED)
{
	unsigned char *seen = ctx;

	seen[cells[0].n / 2]++;
	return ERR_NONE;
}

static enum err_code
count_notes(struct db *db, void *ctx, struct err *err)
{
	memset(ctx, 0, WRITES);
	return statement_run(db, &note_each, NULL, count_row, ctx, NULL, err);
}

static void
check_all_there(const char *url, const bool *acknowledged)
{
	struct store_config config = {.url = str_from(url)};
	static unsigned char seen[WRITES];
	struct store *store = NULL;
	struct err err = {0};

	CHECK_OK(store_open(&config, &store, &err), &err);
	CHECK_OK(store_read(store, count_notes, seen, &err), &err);
	for (size_t i = 0; i < WRITES; i++) {
		CHECK(seen[i] == 0 || seen[i] == 2);
		CHECK(!acknowledged[i] || seen[i] == 2);
	}
	store_close(store);
}

static void
kill_the_writer(const char *url)
{
	static bool acknowledged[WRITES];
	size_t n;
	pid_t pid;
	int from;

	memset(acknowledged, 0, sizeof(acknowledged));
	pid = start_child(url, &from);
	n = read_keys(from, acknowledged, ENOUGH);
	kill(pid, SIGKILL);
	CHECK_INT(n, ENOUGH);
	n += read_keys(from, acknowledged, WRITES);
	waitpid(pid, NULL, 0);
	close(from);
	printf("killed after %zu acknowledged writes\n", n);
	check_all_there(url, acknowledged);
}

static void
migrate_at(const char *url)
{
	struct store_config config = {.url = str_from(url)};
	struct store *store = NULL;
	struct err err = {0};

	CHECK_OK(store_open(&config, &store, &err), &err);
	CHECK_OK(store_migrate_to(store, note_migrations, 1, &err), &err);
	store_close(store);
}

static void
a_killed_program_loses_nothing_on_sqlite(void)
{
	char folder[64], url[128];

	store_test_folder(folder);
	snprintf(url, sizeof(url), "sqlite:%s/k.db", folder);
	migrate_at(url);
	kill_the_writer(url);
	store_test_folder_gone(folder);
}

/* A cluster of our own: run by an unprivileged user, killed and started by
   tools/own_postgres.sh.  Its answer is one line. */
static bool
postgres(const char *verb, const char *folder, char *line, size_t len)
{
	char command[256];
	FILE *answer;
	bool ok;

	snprintf(command, sizeof(command), "tools/own_postgres.sh %s %s", verb,
	    folder);
	answer = popen(command, "r");
	CHECK(answer != NULL);
	if (fgets(line, (int)len, answer) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	ok = pclose(answer) == 0;
	return ok;
}

static void
kill_the_server(const char *folder, const char *url)
{
	static bool acknowledged[WRITES];
	char line[256];
	size_t n;
	pid_t pid;
	int from;

	memset(acknowledged, 0, sizeof(acknowledged));
	pid = start_child(url, &from);
	n = read_keys(from, acknowledged, ENOUGH);
	CHECK(postgres("kill", folder, line, sizeof(line)));
	CHECK_INT(n, ENOUGH);
	CHECK(postgres("start", folder, line, sizeof(line)));
	/* the writer finds the new server by itself and goes on */
	n += read_keys(from, acknowledged, WRITES);
	waitpid(pid, NULL, 0);
	close(from);
	printf("%zu writes acknowledged before and after\n", n);
	CHECK(n > ENOUGH);
	check_all_there(url, acknowledged);
}

static void
a_killed_postgres_loses_nothing(void)
{
	char folder[64], url[256];

	if (access("/usr/lib/postgresql", X_OK) != 0) {
		printf("SKIP postgres: /usr/lib/postgresql is not there\n");
		return;
	}
	store_test_folder(folder);
	CHECK(postgres("make", folder, url, sizeof(url)));
	CHECK(postgres("start", folder, url, sizeof(url)));
	migrate_at(url);
	kill_the_server(folder, url);
	CHECK(postgres("gone", folder, url, sizeof(url)));
}

static void
a_killed_program_loses_nothing_on_postgres(void)
{
	char folder[64], url[256];

	if (access("/usr/lib/postgresql", X_OK) != 0) {
		printf("SKIP postgres: /usr/lib/postgresql is not there\n");
		return;
	}
	store_test_folder(folder);
	CHECK(postgres("make", folder, url, sizeof(url)));
	CHECK(postgres("start", folder, url, sizeof(url)));
	migrate_at(url);
	kill_the_writer(url);
	CHECK(postgres("gone", folder, url, sizeof(url)));
}

TEST_MAIN(T(a_killed_program_loses_nothing_on_sqlite),
    T(a_killed_program_loses_nothing_on_postgres),
    T(a_killed_postgres_loses_nothing))
