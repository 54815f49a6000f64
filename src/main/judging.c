#include "main/judging.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "learn/lab_judge.h"
#include "main/log.h"

#define WORKERS_MAX 16
#define WORK_MEMORY ((size_t)96 << 20)
#define LOOK_MS     200
#define PAUSE_MOST  30                  /* seconds between two starts */
#define SILENT_LONG (30 * CLOCK_SECOND) /* then it is said on the pages */
#define RECOVER     (60 * CLOCK_SECOND) /* between looks for lost ones */
#define HELLO_EVERY (5 * CLOCK_SECOND)
#define GRACE       (3 * CLOCK_SECOND)

struct judging {
	struct judging_config config;
	char socket[108];
	pthread_t keeper, workers[WORKERS_MAX];
	unsigned n_workers;
	pthread_mutex_t lock;
	pthread_cond_t work;
	atomic_bool stopping, ready;
	atomic_int busy;
	_Atomic(const char *) closed; /* a sentence, or NULL */
	char why[300];                /* what closed says, once it does */
	/* of the keeper alone */
	pid_t child;
	int hold; /* its standard input: it ends with us */
	int64_t silent_since, next_hello, next_recover;
	unsigned pause;
};

static const char *
closed(void *ctx)
{
	struct judging *j = ctx;

	return atomic_load(&j->closed);
}

static void
wake(void *ctx)
{
	struct judging *j = ctx;

	pthread_mutex_lock(&j->lock);
	pthread_cond_signal(&j->work);
	pthread_mutex_unlock(&j->lock);
}

/* Returns at once with work, else after a second at most. */
static void
wait_for_work(struct judging *j)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec++;
	pthread_mutex_lock(&j->lock);
	if (!atomic_load(&j->stopping))
		pthread_cond_timedwait(&j->work, &j->lock, &until);
	pthread_mutex_unlock(&j->lock);
}

/* True when there was one: another look is worth it. */
static bool
one_run(struct judging *j, struct arena *arena)
{
	const struct lab_desk *desk = j->config.desk;
	struct wire_verdict verdict;
	struct err why, err;
	struct lab_job job;
	bool found = false;
	enum err_code rc = lab_take(desk, arena, &found, &job, &err);

	if (rc != ERR_NONE)
		log_error("lab", "could not take a run: %s", err.text);
	if (rc != ERR_NONE || !found)
		return false;
	rc = wire_ask(j->socket, &job.request, arena, &verdict, &why);
	if (rc == ERR_NONE) {
		rc = lab_settle(desk, &job, &verdict, &err);
	} else {
		if (rc == ERR_IO)
			atomic_store(&j->ready, false);
		if (atomic_load(&j->stopping))
			why.code = ERR_BUSY; /* our doing: it does not count */
		log_error("lab", "a run was not judged: %s", why.text);
		rc = lab_unsettled(desk, &job, &why, &err);
	}
	if (rc != ERR_NONE)
		log_error("lab", "could not note a verdict: %s", err.text);
	return true;
}

static void *
work(void *arg)
{
	struct judging *j = arg;

	while (!atomic_load(&j->stopping)) {
		struct arena arena;
		bool more = false;

		if (atomic_load(&j->ready)) {
			arena_init(&arena, WORK_MEMORY);
			atomic_fetch_add(&j->busy, 1);
			more = one_run(j, &arena);
			atomic_fetch_sub(&j->busy, 1);
			arena_release(&arena);
		}
		if (!more)
			wait_for_work(j);
	}
	return NULL;
}

static void
say_closed(struct judging *j, const char *what, const char *why)
{
	if (atomic_load(&j->closed) != NULL)
		return;
	snprintf(j->why, sizeof(j->why), "%s: %s.", what, why);
	atomic_store(&j->closed, j->why);
	log_error("lab", "%s", j->why);
}

static enum err_code
spawn(struct judging *j, int in, struct err *err)
{
	char slots[16];
	const char *argv[] = {"assay", "judge", "--socket", j->socket, "--data",
	    j->config.data_dir, "--slots", slots, "--until-eof", NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, reset;
	int rc;

	snprintf(slots, sizeof(slots), "%u", j->config.slots);
	sigemptyset(&none);
	sigfillset(&reset);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &reset);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr,
	    POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
		POSIX_SPAWN_SETPGROUP);
	rc = posix_spawn(&j->child, "/proc/self/exe", &files, &attr,
	    (char *const *)(uintptr_t)argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return rc == 0 ? ERR_NONE
		       : err_sys(err, rc, "could not start the judge");
}

static void
start_child(struct judging *j)
{
	struct err err;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	if (spawn(j, ends[0], &err) != ERR_NONE) {
		j->child = 0;
		log_error("lab", "%s", err.text);
		close(ends[1]);
	} else
		j->hold = ends[1];
	close(ends[0]);
	j->next_hello = 0;
}

/* Is the child gone?  Then it is buried, and the next one waits a little. */
static bool
child_gone(struct judging *j)
{
	int status = 0;

	if (j->child == 0)
		return true;
	if (waitpid(j->child, &status, WNOHANG) != j->child)
		return false;
	log_error("lab", "the judge ended (%s %d) and is started again",
	    WIFSIGNALED(status) ? "signal" : "status",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	atomic_store(&j->ready, false);
	close(j->hold);
	j->hold = -1;
	j->child = 0;
	return true;
}

static void
say_hello(struct judging *j)
{
	int64_t now = clock_monotonic();
	bool usable = false;
	char text[200];
	struct err err;

	if (now < j->next_hello)
		return;
	j->next_hello = now + (atomic_load(&j->ready) ? HELLO_EVERY : 0);
	if (wire_hello(j->socket, &usable, text, &err) != ERR_NONE) {
		atomic_store(&j->ready, false);
		if (j->silent_since == 0)
			j->silent_since = now;
		if (now - j->silent_since > SILENT_LONG) {
			say_closed(
			    j, "No lab can be judged just now", err.text);
			j->next_hello = now + CLOCK_SECOND;
		}
		return;
	}
	j->silent_since = 0;
	j->pause = 1;
	if (!usable) {
		say_closed(j, "Labs cannot be judged on this machine", text);
		j->next_hello = now + HELLO_EVERY;
		return;
	}
	if (atomic_exchange(&j->ready, true))
		return;
	atomic_store(&j->closed, NULL);
	log_info("lab", "judging in %s", text);
	for (unsigned i = 0; i < j->n_workers; i++)
		wake(j);
}

static void
recover(struct judging *j)
{
	int64_t now = clock_monotonic();
	struct err err;

	if (now < j->next_recover)
		return;
	j->next_recover = now + RECOVER;
	if (lab_recover(j->config.desk, false, &err) != ERR_NONE)
		log_error("lab", "%s", err.text);
}

static void
nap(struct judging *j, unsigned ms)
{
	for (unsigned i = 0; i < ms && !atomic_load(&j->stopping); i += 20)
		usleep(20000);
}

/* Keeps the judge alive, and knows whether it is. */
static void *
keep(void *arg)
{
	struct judging *j = arg;
	bool ours = j->config.judge == NULL, first = true;

	while (!atomic_load(&j->stopping)) {
		if (ours && child_gone(j)) {
			if (!first)
				nap(j, j->pause * 1000);
			j->pause = j->pause * 2 < PAUSE_MOST ? j->pause * 2
							     : PAUSE_MOST;
			first = false;
			if (!atomic_load(&j->stopping))
				start_child(j);
		}
		say_hello(j);
		recover(j);
		nap(j, atomic_load(&j->ready) ? LOOK_MS : 40);
	}
	return NULL;
}

static void
end_child(struct judging *j)
{
	if (j->child == 0)
		return;
	kill(j->child, SIGKILL); /* its boxes end with it */
	waitpid(j->child, NULL, 0);
	close(j->hold);
	unlink(j->socket);
	j->child = 0;
}

static enum err_code
start_threads(struct judging *j, struct err *err)
{
	int why = pthread_create(&j->keeper, NULL, keep, j);

	if (why != 0)
		return err_sys(err, why, "could not start a thread");
	while (j->n_workers < j->config.slots && why == 0) {
		why = pthread_create(&j->workers[j->n_workers], NULL, work, j);
		j->n_workers += why == 0;
	}
	if (why == 0)
		return ERR_NONE;
	return err_sys(err, why, "could not start a thread");
}

static enum err_code
find_socket(struct judging *j, struct err *err)
{
	const struct judging_config *c = &j->config;
	int n = c->judge
	    ? snprintf(j->socket, sizeof(j->socket), "%s", c->judge)
	    : snprintf(
		  j->socket, sizeof(j->socket), "%s/judge.sock", c->state_dir);

	if (n < 0 || (size_t)n >= sizeof(j->socket))
		return err_set(err, ERR_LIMIT,
		    "the name of the judge's socket is longer than %zu bytes",
		    sizeof(j->socket) - 1);
	return ERR_NONE;
}

enum err_code
judging_start(
    const struct judging_config *config, struct judging **out, struct err *err)
{
	struct judging *j = calloc(1, sizeof(*j));
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	enum err_code rc = ERR_NONE;

	if (j == NULL)
		return err_nomem(err);
	j->config = *config;
	j->hold = -1;
	j->pause = 1;
	if (j->config.slots == 0)
		j->config.slots = cpus < 1 ? 1 : (unsigned)cpus;
	if (j->config.slots > WORKERS_MAX)
		j->config.slots = WORKERS_MAX;
	pthread_mutex_init(&j->lock, NULL);
	pthread_cond_init(&j->work, NULL);
	config->desk->closed = closed;
	config->desk->wake = wake;
	config->desk->ctx = j;
	*out = j;
	if (config->judge && strcmp(config->judge, "off") == 0) {
		atomic_store(&j->closed,
		    "Labs are not judged here: the server was started with "
		    "--judge off.");
		atomic_store(&j->stopping, true);
		return ERR_NONE;
	}
	rc = find_socket(j, err);
	if (rc == ERR_NONE && config->alone)
		rc = lab_recover(config->desk, true, err);
	return rc == ERR_NONE ? start_threads(j, err) : rc;
}

void
judging_stop(struct judging *j)
{
	int64_t end = clock_monotonic() + GRACE;

	if (j == NULL)
		return;
	atomic_store(&j->stopping, true);
	for (unsigned i = 0; i < j->n_workers; i++)
		wake(j);
	while (atomic_load(&j->busy) > 0 && clock_monotonic() < end)
		usleep(10000);
	if (j->keeper)
		pthread_join(j->keeper, NULL);
	end_child(j);
	for (unsigned i = 0; i < j->n_workers; i++)
		pthread_join(j->workers[i], NULL);
	free(j);
}
