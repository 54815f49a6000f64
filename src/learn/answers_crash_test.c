/*
 * kill -9 in the middle of a thousand concurrent answers: whatever was
 * acknowledged is there, on both engines.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "learn/world_test.h"

#define THREADS 32
#define PEOPLE  100
#define ANSWERS 8000 /* the child is killed long before */
#define ENOUGH  1000 /* acknowledged, then the kill */

static struct world world;
static struct id people[PEOPLE], attempts[PEOPLE];

/* The k-th answer of all: each question comes again with a newer revision. */
struct given {
	unsigned who, no;
	struct answer answer;
	int64_t revision;
};

static struct given
answer_of(int64_t k)
{
	return (struct given){.who = (unsigned)(k % PEOPLE),
	    .no = (unsigned)(k / PEOPLE % 10) + 1,
	    .answer = {1, {(uint8_t)(k * 7 % 3 + k / (PEOPLE * 10) % 2)}},
	    .revision = k / (PEOPLE * 10) + 1};
}

struct answering {
	struct learn learn;
	int64_t next;
	int out; /* acknowledged answers go here */
};

static void *
give_answers(void *ctx)
{
	struct answering *a = ctx;
	struct err err;
	int64_t k;

	while (
	    (k = __atomic_fetch_add(&a->next, 1, __ATOMIC_RELAXED)) < ANSWERS) {
		struct given x = answer_of(k);

		if (attempt_answer(&a->learn, people[x.who], attempts[x.who],
			x.no, &x.answer, x.revision, &err) != ERR_NONE)
			continue;
		if (write(a->out, &k, sizeof(k)) != sizeof(k))
			abort();
	}
	return NULL;
}

static void
answer_from(struct str url, int out)
{
	struct store_config config = {.url = url, .connections = THREADS};
	struct answering a = {.learn = world.learn, .out = out};
	pthread_t threads[THREADS];
	struct err err;

	if (store_open(&config, &a.learn.store, &err) != ERR_NONE)
		_exit(1);
	for (size_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, give_answers, &a);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	_exit(0);
}

static pid_t
start_child(struct str url, int *from)
{
	int ends[2];
	pid_t pid;

	CHECK_INT(pipe(ends), 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		answer_from(url, ends[1]);
	}
	close(ends[1]);
	*from = ends[0];
	return pid;
}

static size_t
read_acknowledged(int from, bool *acknowledged, size_t most)
{
	size_t n = 0;
	int64_t k;

	while (n < most && read(from, &k, sizeof(k)) == sizeof(k)) {
		CHECK(k >= 0 && k < ANSWERS);
		acknowledged[k] = true;
		n++;
	}
	return n;
}

static void
check_all_there(struct store *store, const bool *acknowledged)
{
	struct err err;

	world.learn.store = world.log.store = store;
	for (unsigned who = 0; who < PEOPLE; who++) {
		struct sheet s =
		    world_sheet(&world, people[who], attempts[who]);

		for (int64_t k = who; k < ANSWERS; k += PEOPLE) {
			struct given x = answer_of(k);
			const struct sheet_item *item = &s.items[x.no - 1];
			struct answer kept;

			if (!acknowledged[k])
				continue;
			CHECK(item->answered);
			CHECK(item->revision >= x.revision);
			kept = answer_as_shown(item->drawn.item->kind,
			    item->drawn.shown, &item->answer);
			CHECK(item->revision > x.revision ||
			    answer_eq(&kept, &x.answer));
		}
		CHECK_OK(attempt_submit(
			     &world.learn, people[who], attempts[who], &err),
		    &err);
	}
}

/* A hundred people with an open attempt each, in a database of its own. */
static void
start_attempts(struct store *store)
{
	struct err err;

	world.learn.store = store;
	for (size_t i = 0; i < PEOPLE; i++) {
		people[i] = id_new();
		CHECK_OK(attempt_start(&world.learn, people[i], STR("m1"),
			     &attempts[i], &err),
		    &err);
	}
}

static void
kill_the_answerer(struct str url, bool *acknowledged)
{
	size_t n;
	pid_t pid;
	int from;

	memset(acknowledged, 0, ANSWERS);
	pid = start_child(url, &from);
	n = read_acknowledged(from, acknowledged, ENOUGH);
	kill(pid, SIGKILL);
	CHECK_INT(n, ENOUGH);
	n += read_acknowledged(from, acknowledged, ANSWERS);
	waitpid(pid, NULL, 0);
	close(from);
	printf("killed after %zu acknowledged answers\n", n);
}

static void
begin(void)
{
	struct err err;

	world = (struct world){.now = clock_now()};
	arena_init(&world.arena, (size_t)256 << 20);
	world_content(&world);
	CHECK_OK(catalog_load(world.content, &world.catalog, &err), &err);
	world.learn.catalog = world.catalog;
}

static void
end(void)
{
	catalog_free(world.catalog);
	store_test_folder_gone(world.content);
	arena_release(&world.arena);
}

static bool acknowledged[ANSWERS];

static struct store *
open_at(struct str url)
{
	struct store_config config = {.url = url};
	struct store *store = NULL;
	struct err err;

	CHECK_OK(store_open(&config, &store, &err), &err);
	CHECK_OK(store_migrate(store, &err), &err);
	return store;
}

static void
answers_acknowledged_before_a_kill_are_there_on_sqlite(void)
{
	char folder[64], url[128];
	struct store *store;

	begin();
	store_test_folder(folder);
	snprintf(url, sizeof(url), "sqlite:%s/k.db", folder);
	store = open_at(str_from(url));
	start_attempts(store);
	store_close(store);
	kill_the_answerer(str_from(url), acknowledged);
	store = open_at(str_from(url));
	check_all_there(store, acknowledged);
	store_close(store);
	store_test_folder_gone(folder);
	end();
}

STORE_TEST(answers_acknowledged_before_a_kill_are_there_on_postgres)
{
	if (store_engine(store) != STORE_POSTGRES)
		return; /* one process at a time: the test above */
	begin();
	start_attempts(store);
	kill_the_answerer(store_test_url(), acknowledged);
	check_all_there(store, acknowledged);
	end();
}

TEST_MAIN(T(answers_acknowledged_before_a_kill_are_there_on_sqlite),
    T(answers_acknowledged_before_a_kill_are_there_on_postgres))
