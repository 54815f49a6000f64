/*
 * bench_sandbox ROUNDS: a program started and waited for bare, in bare bwrap
 * (new namespaces and the host's files, no limit and no filter), and in a box
 * of ours; the three in turn, so that a drift of the machine meets each alike.
 * Then twenty at once.
 */
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "sandbox/sandbox.h"

#define ROUNDS_MAX 1000
#define AT_ONCE    20
#define EACH       20 /* of the runs at once, for each thread */

static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};

struct program {
	const char *name;
	const char *argv[4];
};

static const struct program programs[] = {
    {"true", {"/usr/bin/true", NULL}},
    {"python3", {"/usr/bin/python3", "-c", "pass", NULL}},
    {"node", {"/usr/bin/node", "-e", "0", NULL}},
};

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(3);
}

static void
run_bare(const char *const *argv)
{
	posix_spawn_file_actions_t actions;
	int status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(
	    &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (posix_spawn(&pid, argv[0], &actions, NULL, (char *const *)argv,
		(char *const *)env) != 0 ||
	    waitpid(pid, &status, 0) != pid || status != 0)
		die(argv[0], "it did not run");
	posix_spawn_file_actions_destroy(&actions);
}

static void
run_bwrap(const char *const *argv)
{
	const char *words[12] = {"/usr/bin/bwrap", "--unshare-all", "--ro-bind",
	    "/", "/", "--dev", "/dev"};
	size_t n = 7;

	while (*argv)
		words[n++] = *argv++;
	run_bare(words);
}

static void
run_box(const char *const *argv, unsigned slot)
{
	const struct sandbox_spec spec = {.argv = argv,
	    .env = env,
	    .dir = "/tmp",
	    .slot = slot,
	    .limits = {10000, 10000, 64, (size_t)512 << 20, 1 << 20,
		(size_t)64 << 20}};
	struct sandbox_result result;
	struct sandbox *box;
	struct err err;

	if (sandbox_start(&spec, &box, &err) != ERR_NONE ||
	    sandbox_wait(box, 60000, &result, &err) != ERR_NONE)
		die(argv[0], err.text);
	if (result.end != SANDBOX_EXITED || result.status != 0)
		die(argv[0], sandbox_end_name(result.end));
	sandbox_free(box);
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Of n, in milliseconds; part in hundredths. */
static double
quantile(int64_t *v, size_t n, unsigned part)
{
	qsort(v, n, sizeof(*v), by_size);
	return (double)v[(n - 1) * part / 100] / 1000;
}

static void
one_by_one(const struct program *p, size_t rounds)
{
	static int64_t bare[ROUNDS_MAX], bwrap[ROUNDS_MAX], box[ROUNDS_MAX],
	    over[ROUNDS_MAX];
	double a, b, c;

	for (size_t i = 0; i < rounds; i++) {
		int64_t t0 = clock_monotonic(), t1, t2, t3;

		run_bare(p->argv);
		t1 = clock_monotonic();
		run_bwrap(p->argv);
		t2 = clock_monotonic();
		run_box(p->argv, 0);
		t3 = clock_monotonic();
		bare[i] = t1 - t0;
		bwrap[i] = t2 - t1;
		box[i] = t3 - t2;
		over[i] = box[i] - bare[i];
	}
	a = quantile(bare, rounds, 50);
	b = quantile(bwrap, rounds, 50);
	c = quantile(box, rounds, 50);
	printf("%-8s bare %5.1f ms, bwrap %5.1f ms, box %5.1f ms; over bare "
	       "%.1f ms (p95 %.1f), box/bwrap %.2f\n",
	    p->name, a, b, c, quantile(over, rounds, 50),
	    quantile(over, rounds, 95), c / b);
}

struct together {
	const struct program *program;
	unsigned slot; /* AT_ONCE: bare */
};

static void *
work(void *arg)
{
	const struct together *t = arg;

	for (int i = 0; i < EACH; i++)
		if (t->slot < AT_ONCE)
			run_box(t->program->argv, t->slot);
		else
			run_bare(t->program->argv);
	return NULL;
}

/* Milliseconds a run, of AT_ONCE threads. */
static double
all_at_once(const struct program *p, bool boxed)
{
	struct together t[AT_ONCE];
	pthread_t threads[AT_ONCE];
	int64_t start = clock_monotonic();

	for (unsigned i = 0; i < AT_ONCE; i++) {
		t[i] = (struct together){p, boxed ? i : AT_ONCE};
		if (pthread_create(&threads[i], NULL, work, &t[i]) != 0)
			die("threads", "none could be had");
	}
	for (unsigned i = 0; i < AT_ONCE; i++)
		pthread_join(threads[i], NULL);
	return (double)(clock_monotonic() - start) / 1000 / (AT_ONCE * EACH);
}

int
main(int argc, char **argv)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	struct sandbox_means means;

	if (rounds < 2 || rounds > ROUNDS_MAX)
		die("bench_sandbox", "ROUNDS is 2 to 1000");
	sandbox_means(&means);
	if (!means.usable)
		die("no sandbox", means.why);
	printf("%s\n", means.text);
	for (size_t i = 0; i < NELEM(programs); i++)
		if (file_is_there(programs[i].argv[0]))
			one_by_one(&programs[i], rounds);
	for (size_t i = 0; i < 2; i++) {
		double bare = all_at_once(&programs[i], false);
		double box = all_at_once(&programs[i], true);

		printf("%-8s %d at once: bare %.2f ms a run, box %.2f ms, "
		       "over bare %.2f ms\n",
		    programs[i].name, AT_ONCE, bare, box, box - bare);
	}
	return 0;
}
