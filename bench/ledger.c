/*
 * bench_ledger URL FOLDER: how many facts a second are durable with many
 * writers, how long until one is provable at a normal load; beside them, from
 * the same run, what the machine gives: syncs a second of a small file, and
 * the same bytes as one bare row, committed by the same store.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "ledger/signer.h"
#include "sql/ledger.h"
#include "store/store.h"

#define SECONDS 5
#define PERSONS 1000
#define LOAD_RATE                                                   \
	200 /* facts a second: ten thousand people learning at once \
	     */
#define LOADED 1000

static struct store *store;
static struct id persons[PERSONS];
static int64_t end_at;
static uint64_t done_count;

/* An attempt: what there is most of. */
static const char items[] =
    "[{\"answer\":5,\"item\":\"inj-sql-01\",\"right\":true},"
    "{\"answer\":2,\"item\":\"inj-cmd-04\",\"right\":false}]";

struct one {
	struct id id, person;
};

static enum err_code
append(struct db *db, void *ctx, struct err *err)
{
	const struct one *o = ctx;
	const struct ledger_field fields[] = {FIELD_ID("attempt", o->id),
	    FIELD_TEXT("module", STR("a05-injection")),
	    FIELD_TEXT("version", STR("1.0.0")),
	    FIELD_TIME("started", CLOCK_SECOND),
	    FIELD_JSON("items", str_from(items)), FIELD_INT("asked", 10),
	    FIELD_INT("right", 9), FIELD_INT("score", 90),
	    FIELD_INT("pass", 80), FIELD_FLAG("passed", true)};
	const struct ledger_fact fact = {.id = o->id,
	    .type = LEDGER_ATTEMPT_SUBMITTED,
	    .at = clock_now(),
	    .actor = o->person,
	    .subject = o->person,
	    .fields = fields,
	    .n = NELEM(fields)};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = ledger_append(db, &arena, &fact, err);
	arena_release(&arena);
	return rc;
}

/* The same number of bytes, nothing made of them. */
static enum err_code
bare(struct db *db, void *ctx, struct err *err)
{
	static const char bytes[700];
	const struct one *o = ctx;

	return sql_content_put(db,
	    &(struct sql_content_put_in){
		.hash = {(const char *)o->id.bytes, ID_SIZE},
		.data = {bytes, sizeof(bytes)},
		.stored = 1},
	    NULL, err);
}

static void
die(const struct err *err)
{
	fprintf(stderr, "bench_ledger: %s\n", err->text);
	exit(1);
}

static void
failed(const struct err *err)
{
	die(err);
}

static void *
write_facts(void *ctx)
{
	store_fn *fn = *(store_fn **)ctx;
	unsigned seed = (unsigned)(uintptr_t)&seed;
	struct err err;

	while (clock_monotonic() < end_at) {
		struct one o = {
		    id_new(), persons[(unsigned)rand_r(&seed) % PERSONS]};

		if (store_write(store, fn, &o, &err) != ERR_NONE)
			die(&err);
		if (fn == append)
			ledger_wake();
		__atomic_fetch_add(&done_count, 1, __ATOMIC_RELAXED);
	}
	return NULL;
}

static double
rate(store_fn *fn, size_t writers)
{
	pthread_t *threads = calloc(writers, sizeof(*threads));
	int64_t start = clock_monotonic();

	if (threads == NULL)
		exit(1);
	done_count = 0;
	end_at = start + SECONDS * CLOCK_SECOND;
	for (size_t i = 0; i < writers; i++)
		pthread_create(&threads[i], NULL, write_facts, &fn);
	for (size_t i = 0; i < writers; i++)
		pthread_join(threads[i], NULL);
	free(threads);
	return (double)done_count * 1e6 / (double)(clock_monotonic() - start);
}

/* Of all threads, in microseconds: what a busy machine does not change. */
static double
processor(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static double
syncs_a_second(const char *folder)
{
	char path[512], block[4096] = {0};
	int64_t start = clock_monotonic();
	unsigned n = 0;
	int fd;

	snprintf(path, sizeof(path), "%s/sync", folder);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	while (clock_monotonic() - start < CLOCK_SECOND) {
		if (pwrite(fd, block, sizeof(block), 0) < 0 || fdatasync(fd))
			exit(1);
		n++;
	}
	close(fd);
	unlink(path);
	return n * 1e6 / (double)(clock_monotonic() - start);
}

struct covered {
	struct id id;
	bool yes;
};

static enum err_code
is_covered(struct db *db, void *ctx, struct err *err)
{
	struct covered *c = ctx;
	struct ledger_entry entry;
	struct ledger_head head;
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, 1 << 20);
	rc = ledger_entry_by_id(db, &arena, c->id, &entry, err);
	if (rc == ERR_NONE)
		rc = ledger_signed_head(db, &arena, &head, err);
	if (rc == ERR_NONE)
		c->yes = head.size > entry.seq;
	arena_release(&arena);
	return rc;
}

/* From the acknowledgement until a signed head covers it. */
static void *
time_one(void *ctx)
{
	int64_t *out = ctx, start;
	struct one o = {id_new(), {{0}}};
	struct covered c = {o.id, false};
	struct err err;

	o.person = persons[o.id.bytes[15]];
	if (store_write(store, append, &o, &err) != ERR_NONE)
		die(&err);
	start = clock_monotonic();
	if (ledger_wait(store, o.id, 10000, &err) != ERR_NONE)
		die(&err);
	for (;;) {
		if (store_read(store, is_covered, &c, &err) != ERR_NONE)
			die(&err);
		if (c.yes)
			break;
		usleep(500);
	}
	*out = clock_monotonic() - start;
	return NULL;
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
provable(int64_t times[LOADED])
{
	static pthread_t threads[LOADED];
	int64_t start = clock_monotonic();

	for (int i = 0; i < LOADED; i++) {
		int64_t at = start + i * (CLOCK_SECOND / LOAD_RATE), now;

		while ((now = clock_monotonic()) < at)
			usleep((useconds_t)(at - now));
		pthread_create(&threads[i], NULL, time_one, &times[i]);
	}
	for (int i = 0; i < LOADED; i++)
		pthread_join(threads[i], NULL);
	qsort(times, LOADED, sizeof(*times), by_size);
}

int
main(int argc, char **argv)
{
	static const struct ledger_view *const none[] = {NULL};
	static int64_t times[LOADED];
	struct store_config config = {.connections = 32};
	struct ledger_config log = {
	    .origin = STR("example.org/bench"), .views = none};
	struct ledger_runner *runner;
	struct signer *signer;
	size_t writers = argc > 3 ? strtoul(argv[3], NULL, 10) : 512;
	double syncs, plain, facts, spent;
	int64_t start;
	struct err err;

	if (argc < 3) {
		fprintf(stderr, "usage: bench_ledger URL FOLDER [WRITERS]\n");
		return 2;
	}
	config.url = str_from(argv[1]);
	if (store_open(&config, &store, &err) != ERR_NONE ||
	    store_migrate(store, &err) != ERR_NONE ||
	    signer_open(argv[2], log.origin, &signer, &err) != ERR_NONE)
		die(&err);
	log.store = store;
	log.signer = signer_port(signer);
	for (size_t i = 0; i < PERSONS; i++)
		persons[i] = id_new();
	syncs = syncs_a_second(argv[2]);
	plain = rate(bare, writers);
	if (ledger_start(&log, failed, &runner, &err) != ERR_NONE)
		die(&err);
	spent = processor();
	facts = rate(append, writers);
	spent = (processor() - spent) / (double)done_count;
	start = clock_monotonic();
	if (ledger_wait_all(store, 600000, &err) != ERR_NONE)
		die(&err);
	printf("%zu writers on %.*s\n", writers, 8, argv[1]);
	printf("durable facts       %9.0f /s   and numbered %.1f s after the "
	       "last\n",
	    facts, (double)(clock_monotonic() - start) / 1e6);
	printf("bare rows, 700 B    %9.0f /s   ratio %.2f\n", plain,
	    facts / plain);
	printf("fdatasync           %9.0f /s   %.0f facts a sync, if each "
	       "were used\n",
	    syncs, facts / syncs);
	printf("processor time      %9.0f us a fact, of %ld processors\n",
	    spent, sysconf(_SC_NPROCESSORS_ONLN));
	provable(times);
	printf("until provable, at %d facts/s: p50 %.1f ms, p99 %.1f ms\n",
	    LOAD_RATE, (double)times[LOADED / 2] / 1e3,
	    (double)times[LOADED * 99 / 100] / 1e3);
	ledger_stop(runner);
	signer_close(signer);
	store_close(store);
	return 0;
}
