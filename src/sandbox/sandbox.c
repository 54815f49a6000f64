#include "sandbox/sandbox.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "sandbox/box.h"

/* Of the words of one box: arguments, environment, paths. */
#define ARENA_MAX ((size_t)8 << 20)

const char *
sandbox_end_name(enum sandbox_end end)
{
	static const char *const names[] = {
	    [SANDBOX_EXITED] = "exited",
	    [SANDBOX_SIGNALLED] = "signalled",
	    [SANDBOX_WALL] = "wall",
	    [SANDBOX_CPU] = "cpu",
	    [SANDBOX_MEMORY] = "memory",
	    [SANDBOX_PROCESSES] = "processes",
	    [SANDBOX_OUTPUT] = "output",
	    [SANDBOX_DISK] = "disk",
	    [SANDBOX_SYSCALL] = "syscall",
	    [SANDBOX_KILLED] = "killed",
	};

	return names[end];
}

/* One box a slot at a time. */
static pthread_mutex_t slots_lock = PTHREAD_MUTEX_INITIALIZER;
static bool slots[SANDBOX_SLOTS];

static bool
take_slot(unsigned slot)
{
	bool taken;

	pthread_mutex_lock(&slots_lock);
	taken = !slots[slot];
	slots[slot] = true;
	pthread_mutex_unlock(&slots_lock);
	return taken;
}

static void
give_slot(unsigned slot)
{
	pthread_mutex_lock(&slots_lock);
	slots[slot] = false;
	pthread_mutex_unlock(&slots_lock);
}

static bool
absolute(const char *path)
{
	return path && path[0] == '/';
}

static const char *
wrong_with(const struct sandbox_spec *spec)
{
	const struct sandbox_limits *l = &spec->limits;
	size_t n = 0;

	if (spec->slot >= SANDBOX_SLOTS)
		return "its slot is out of range";
	if (!spec->argv || !absolute(spec->argv[0]) || !absolute(spec->dir))
		return "its program and folder are absolute paths";
	if (l->wall_ms == 0 || l->cpu_ms == 0 || l->processes == 0 ||
	    l->memory == 0 || l->disk == 0)
		return "it has no limits";
	for (size_t i = 0; i < spec->n_binds; i++)
		if (!absolute(spec->binds[i].from) ||
		    !absolute(spec->binds[i].to))
			return "its binds are absolute paths";
	while (spec->scratch && spec->scratch[n])
		if (!absolute(spec->scratch[n++]) || n >= ORDER_MAX_DIRS)
			return "its scratch folders are a few absolute paths";
	return NULL;
}

static const char *
copy(struct arena *a, const char *text)
{
	return arena_cstr(a, str_from(text));
}

/* A list to NULL, with room for one more in front; NULL: none could be had. */
static const char *const *
copy_list(struct arena *a, const char *const *list, const char *first)
{
	const char **out;
	size_t n = 0, at = 0;

	while (list && list[n])
		n++;
	out = ARENA_ARRAY(a, n + 2, const char *);
	if (!out)
		return NULL;
	if (first)
		out[at++] = first;
	for (size_t i = 0; i < n; i++) {
		if (first && strcmp(list[i], first) == 0)
			continue;
		out[at] = copy(a, list[i]);
		if (!out[at++])
			return NULL;
	}
	return out;
}

/* The caller's may go while the box still runs. */
static bool
copy_spec(struct sandbox *box, const struct sandbox_spec *spec)
{
	struct arena *a = &box->arena;
	struct sandbox_bind *binds =
	    ARENA_ARRAY(a, spec->n_binds + 1, struct sandbox_bind);

	box->spec = *spec;
	box->spec.argv = copy_list(a, spec->argv, NULL);
	box->spec.env = copy_list(a, spec->env, NULL);
	box->spec.dir = copy(a, spec->dir);
	box->spec.scratch = NULL;
	box->dirs = copy_list(a, spec->scratch, "/tmp");
	for (size_t i = 0; binds && i < spec->n_binds; i++) {
		binds[i].from = copy(a, spec->binds[i].from);
		binds[i].to = copy(a, spec->binds[i].to);
		binds[i].write = spec->binds[i].write;
		if (!binds[i].from || !binds[i].to)
			return false;
	}
	box->spec.binds = binds;
	return binds && box->spec.argv && box->spec.env && box->spec.dir &&
	    box->dirs;
}

static void
box_init(struct sandbox *box)
{
	pthread_condattr_t attr;

	arena_init(&box->arena, ARENA_MAX);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&box->changed, &attr);
	pthread_condattr_destroy(&attr);
	pthread_mutex_init(&box->lock, NULL);
	box->outer_fd = box->init_fd = box->control = box->listener = -1;
	box->out_fd = box->err_fd = box->watched.proc = -1;
	box->stop_fd = eventfd(0, EFD_CLOEXEC);
}

static void
box_release(struct sandbox *box)
{
	if (box->stop_fd >= 0)
		close(box->stop_fd);
	buf_release(&box->out);
	buf_release(&box->err);
	pthread_cond_destroy(&box->changed);
	pthread_mutex_destroy(&box->lock);
	arena_release(&box->arena);
	free(box);
}

static void *
live(void *box)
{
	supervise(box);
	return NULL;
}

/* Everything but the thread. */
static enum err_code
prepare(struct sandbox *box, const struct sandbox_spec *spec, struct err *err)
{
	enum err_code rc;

	buf_init(&box->out, spec->limits.output + 1);
	buf_init(&box->err, spec->limits.output + 1);
	if (box->stop_fd < 0 || !copy_spec(box, spec))
		return err_nomem(err);
	rc = filter_get(!cgroup_means()->has[CGROUP_MEMORY], &box->filter, err);
	if (rc != ERR_NONE)
		return rc;
	return cgroup_make(&spec->limits, &box->group, err);
}

/* Signals are for the program's own threads. */
static int
start_thread(struct sandbox *box)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&box->thread, NULL, live, box);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc;
}

/* Until the program runs, or never will. */
static enum err_code
begin(struct sandbox *box, struct err *err)
{
	int rc = start_thread(box);
	enum err_code failed;

	if (rc != 0) {
		cgroup_entered(&box->group);
		cgroup_remove(&box->group);
		return err_sys(err, rc, "could not start a box");
	}
	pthread_mutex_lock(&box->lock);
	while (!box->begun && !box->ended)
		pthread_cond_wait(&box->changed, &box->lock);
	failed = box->begun ? ERR_NONE : box->rc;
	pthread_mutex_unlock(&box->lock);
	if (failed == ERR_NONE)
		return ERR_NONE;
	pthread_join(box->thread, NULL);
	*err = box->why;
	return failed;
}

enum err_code
box_start(const struct sandbox_spec *spec, const struct way *way,
    struct sandbox **out, struct err *err)
{
	const char *wrong = wrong_with(spec);
	struct sandbox *box;
	enum err_code rc;

	if (wrong)
		return err_set(
		    err, ERR_INVALID, "could not start a box: %s", wrong);
	if (!take_slot(spec->slot))
		return err_set(
		    err, ERR_BUSY, "slot %u has a box already", spec->slot);
	box = calloc(1, sizeof(*box));
	if (!box) {
		give_slot(spec->slot);
		return err_nomem(err);
	}
	box_init(box);
	box->way = way;
	rc = prepare(box, spec, err);
	if (rc == ERR_NONE)
		rc = begin(box, err);
	if (rc == ERR_NONE) {
		*out = box;
		return ERR_NONE;
	}
	box_release(box);
	give_slot(spec->slot);
	return rc;
}

enum err_code
sandbox_start(
    const struct sandbox_spec *spec, struct sandbox **out, struct err *err)
{
	struct sandbox_means means;

	sandbox_means(&means);
	if (!means.usable)
		return err_set(err, ERR_UNSUPPORTED, "%s", means.why);
	return box_start(spec, box_way(), out, err);
}

enum err_code
sandbox_wait(struct sandbox *box, unsigned timeout_ms,
    struct sandbox_result *out, struct err *err)
{
	int64_t until = clock_monotonic() + (int64_t)timeout_ms * 1000;
	struct timespec at = {
	    until / CLOCK_SECOND, (long)(until % CLOCK_SECOND) * 1000};
	bool ended;

	pthread_mutex_lock(&box->lock);
	while (!box->ended &&
	    pthread_cond_timedwait(&box->changed, &box->lock, &at) == 0)
		;
	ended = box->ended;
	pthread_mutex_unlock(&box->lock);
	if (!ended)
		return err_set(err, ERR_BUSY, "the box still runs");
	*out = box->result;
	return ERR_NONE;
}

void
sandbox_stop(struct sandbox *box)
{
	eventfd_write(box->stop_fd, 1);
}

void
sandbox_free(struct sandbox *box)
{
	unsigned slot;

	if (!box)
		return;
	slot = box->spec.slot;
	sandbox_stop(box);
	pthread_join(box->thread, NULL);
	box_release(box);
	give_slot(slot);
}

void
sandbox_sweep(void)
{
	cgroup_sweep();
}
