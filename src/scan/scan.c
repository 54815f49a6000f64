#include "scan/scan.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "scan/scan_one.h"

/* Lowering and taint recurse as deep as the tree; musl's default would not
   do. */
#define STACK_SIZE ((size_t)32 << 20)
#define JOBS_MAX   64

const struct scan_options scan_options_default = {
    .jobs = 1,
    .file_max = 5 << 20,
    .steps = 20000000,
    .memory_max = (size_t)1 << 30,
};

struct shared {
	const struct scan_options *options;
	struct scan_file *files;
	size_t count;
	atomic_size_t next;
	atomic_bool stop;
};

struct thread {
	struct shared *shared;
	struct scan_worker worker;
	pthread_t id;
	enum err_code rc;
	struct err err;
	bool running;
};

static void *
work(void *ctx)
{
	struct thread *t = ctx;
	struct shared *s = t->shared;

	t->rc = scan_worker_init(&t->worker, s->options, &t->err);
	while (t->rc == ERR_NONE && !atomic_load(&s->stop)) {
		size_t i = atomic_fetch_add(&s->next, 1);

		if (i >= s->count)
			break;
		t->rc = scan_one(&t->worker, &s->files[i], &t->err);
	}
	if (t->rc != ERR_NONE)
		atomic_store(&s->stop, true);
	scan_worker_release(&t->worker);
	return NULL;
}

static bool
start(struct thread *t)
{
	pthread_attr_t attr;

	if (pthread_attr_init(&attr) != 0)
		return false;
	(void)pthread_attr_setstacksize(&attr, STACK_SIZE);
	t->running = pthread_create(&t->id, &attr, work, t) == 0;
	pthread_attr_destroy(&attr);
	return t->running;
}

/* A copy whose parts lie in the caller's arena. */
static bool
move_text(struct arena *arena, struct str *text)
{
	if (text->ptr == NULL)
		return true;
	*text = arena_str(arena, *text);
	return text->ptr != NULL;
}

static bool
move_finding(struct arena *arena, struct finding *f)
{
	struct scan_place *steps = NULL;
	void *vars;
	bool ok = move_text(arena, &f->message) && move_text(arena, &f->fix) &&
	    move_text(arena, &f->lines) && move_text(arena, &f->reason) &&
	    move_text(arena, &f->place.text);

	if (ok && f->step_count > 0) {
		steps = ARENA_ARRAY(arena, f->step_count, struct scan_place);
		ok = steps != NULL;
	}
	for (size_t i = 0; ok && i < f->step_count; i++) {
		steps[i] = f->steps[i];
		ok = move_text(arena, &steps[i].text);
	}
	f->steps = steps;
	vars =
	    arena_alloc(arena, (f->metavar_count + 1) * sizeof(*f->metavars));
	if (!ok || vars == NULL)
		return false;
	if (f->metavar_count > 0)
		memcpy(
		    vars, f->metavars, f->metavar_count * sizeof(*f->metavars));
	f->metavars = vars;
	for (size_t i = 0; ok && i < f->metavar_count; i++)
		ok = move_text(arena, &f->metavars[i].text);
	return ok;
}

static enum err_code
move(struct arena *arena, struct scan_file *file, struct err *err)
{
	struct finding *to;
	bool ok = move_text(arena, &file->skipped);

	if (ok && file->finding_count > 0) {
		to = ARENA_ARRAY(arena, file->finding_count, struct finding);
		ok = to != NULL;
		for (size_t i = 0; ok && i < file->finding_count; i++) {
			to[i] = file->findings[i];
			ok = move_finding(arena, &to[i]);
		}
		file->findings = to;
	}
	return ok ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
scan_run(const struct scan_options *options, struct scan_file *files,
    size_t count, struct arena *arena, struct err *err)
{
	struct shared shared = {
	    .options = options, .files = files, .count = count};
	size_t jobs = options->jobs > JOBS_MAX ? JOBS_MAX : options->jobs;
	struct thread *threads = calloc(jobs, sizeof(*threads));
	enum err_code rc = threads == NULL ? err_nomem(err) : ERR_NONE;
	bool any = false;

	if (threads == NULL)
		return rc;
	for (size_t i = 0; i < jobs; i++) {
		threads[i].shared = &shared;
		any = start(&threads[i]) || any;
	}
	if (!any)
		rc = err_set(err, ERR_IO, "could not start a thread");
	for (size_t i = 0; i < jobs; i++) {
		if (!threads[i].running)
			continue;
		pthread_join(threads[i].id, NULL);
		if (threads[i].rc != ERR_NONE && rc == ERR_NONE) {
			rc = threads[i].rc;
			*err = threads[i].err;
		}
	}
	for (size_t i = 0; i < count && rc == ERR_NONE; i++)
		rc = move(arena, &files[i], err);
	for (size_t i = 0; i < jobs; i++)
		arena_release(&threads[i].worker.keep);
	free(threads);
	return rc;
}
