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
    .walk_steps = 1000000,
    .memory_max = (size_t)1 << 30,
};

struct shared {
	struct flow flow;
	struct finding_list *flows; /* by the file the walk began in */
	enum err_code (*step)(
	    struct flow_worker *w, size_t number, struct err *err);
	const char *doing; /* to the files, in a word */
	atomic_size_t next;
	atomic_bool stop;
};

struct thread {
	struct shared *shared;
	void *(*work)(void *thread);
	struct scan_worker scanner;
	struct flow_worker walker;
	pthread_t id;
	enum err_code rc;
	struct err err;
	bool running;
	bool first; /* it tells how far all are */
};

/* The next file's number; false: there is none, or the scan is to end. */
static bool
take(struct thread *t, size_t *number)
{
	struct shared *s = t->shared;

	if (t->rc != ERR_NONE)
		atomic_store(&s->stop, true);
	*number = atomic_fetch_add(&s->next, 1);
	if (t->first && *number < s->flow.count)
		s->flow.options->progress(
		    s->flow.options->ctx, s->doing, *number, s->flow.count);
	return !atomic_load(&s->stop) && *number < s->flow.count;
}

static void *
scan_files(void *thread)
{
	struct thread *t = thread;
	size_t i;

	t->rc = scan_worker_init(&t->scanner, &t->shared->flow, &t->err);
	while (take(t, &i))
		t->rc = scan_one(&t->scanner, i, &t->err);
	scan_worker_release(&t->scanner);
	return NULL;
}

static enum err_code
walk_one(struct flow_worker *w, size_t number, struct err *err)
{
	struct thread *t = w->ctx;

	return flow_walk(w, number, &t->shared->flows[number], err);
}

static void *
flow_files(void *thread)
{
	struct thread *t = thread;
	size_t i;

	t->rc = flow_worker_init(&t->walker, &t->shared->flow, &t->err);
	t->walker.ctx = t;
	while (take(t, &i))
		t->rc = t->shared->step(&t->walker, i, &t->err);
	flow_worker_release(&t->walker);
	return NULL;
}

static bool
start(struct thread *t)
{
	pthread_attr_t attr;

	if (pthread_attr_init(&attr) != 0)
		return false;
	(void)pthread_attr_setstacksize(&attr, STACK_SIZE);
	t->running = pthread_create(&t->id, &attr, t->work, t) == 0;
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

static enum err_code
run_threads(
    struct thread *threads, size_t jobs, void *(*work)(void *), struct err *err)
{
	enum err_code rc = ERR_NONE;
	bool any = false;

	atomic_store(&threads[0].shared->next, 0);
	for (size_t i = 0; i < jobs; i++) {
		threads[i].work = work;
		any = start(&threads[i]) || any;
	}
	for (size_t i = 0; i < jobs; i++) {
		if (!threads[i].running)
			continue;
		pthread_join(threads[i].id, NULL);
		if (threads[i].rc != ERR_NONE && rc == ERR_NONE) {
			rc = threads[i].rc;
			*err = threads[i].err;
		}
	}
	return any ? rc : err_set(err, ERR_IO, "could not start a thread");
}

static bool
is_there(const struct finding_list *list, const struct finding *f)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].rule == f->rule &&
		    list->v[i].place.start == f->place.start &&
		    list->v[i].place.end == f->place.end)
			return true;
	return false;
}

/* A flow's finding belongs to the file of its sink; of several that end
   there by one rule, the first counts. */
static enum err_code
hand_out(struct shared *s, struct finding_list *lists, struct arena *arena,
    struct err *err)
{
	struct scan_file *files = s->flow.scanned;

	for (size_t i = 0; i < s->flow.count; i++)
		lists[i] = (struct finding_list){files[i].findings,
		    files[i].finding_count, files[i].finding_count};
	for (size_t i = 0; i < s->flow.count; i++)
		for (size_t k = 0; k < s->flows[i].n; k++) {
			const struct finding *from = &s->flows[i].v[k];
			struct finding *to;

			if (is_there(&lists[from->place.file], from))
				continue;
			to = ARENA_PUSH(arena, &lists[from->place.file]);
			if (to == NULL)
				return arena_fail(arena, err);
			*to = *from;
		}
	return ERR_NONE;
}

static enum err_code
finish(struct shared *s, struct arena *arena, struct err *err)
{
	size_t count = s->flow.count;
	struct finding_list *lists =
	    ARENA_ARRAY(arena, count + 1, struct finding_list);
	enum err_code rc = lists == NULL ? arena_fail(arena, err)
					 : hand_out(s, lists, arena, err);

	for (size_t i = 0; i < count && rc == ERR_NONE; i++) {
		findings_finish(&lists[i], s->flow.scanned, i);
		rc = move(arena, &s->flow.scanned[i], err);
	}
	return rc;
}

static enum err_code
flow_step(struct thread *threads, size_t jobs,
    enum err_code (*step)(
	struct flow_worker *w, size_t number, struct err *err),
    struct err *err)
{
	threads[0].shared->step = step;
	threads[0].shared->doing = "followed";
	return run_threads(threads, jobs, flow_files, err);
}

static enum err_code
run_flow(struct shared *s, struct thread *threads, size_t jobs, struct err *err)
{
	bool any = true;
	enum err_code rc = flow_prepare(&s->flow, err);

	while (rc == ERR_NONE && any) {
		rc = flow_frontier(&s->flow, &any, err);
		if (rc == ERR_NONE && any)
			rc = flow_step(threads, jobs, flow_ask, err);
	}
	if (rc == ERR_NONE)
		rc = flow_prepare(&s->flow, err);
	return rc == ERR_NONE ? flow_step(threads, jobs, walk_one, err) : rc;
}

static enum err_code
run_all(struct shared *s, struct thread *threads, size_t jobs,
    struct arena *arena, struct err *err)
{
	enum err_code rc = run_threads(threads, jobs, scan_files, err);

	if (rc == ERR_NONE && s->flow.rule_count > 0)
		rc = run_flow(s, threads, jobs, err);
	return rc == ERR_NONE ? finish(s, arena, err) : rc;
}

enum err_code
scan_run(const struct scan_options *options, struct scan_file *files,
    size_t count, struct arena *arena, struct err *err)
{
	struct shared shared = {.doing = "read"};
	size_t jobs = options->jobs > JOBS_MAX ? JOBS_MAX : options->jobs;
	struct thread *threads = calloc(jobs, sizeof(*threads));
	enum err_code rc = flow_init(&shared.flow, options, files, count, err);

	shared.flows = calloc(count + 1, sizeof(*shared.flows));
	if (threads == NULL || shared.flows == NULL)
		rc = err_nomem(err);
	for (size_t i = 0; threads != NULL && i < jobs; i++)
		threads[i].shared = &shared;
	if (threads != NULL && jobs > 0)
		threads[0].first = options->progress != NULL;
	if (rc == ERR_NONE)
		rc = run_all(&shared, threads, jobs, arena, err);
	for (size_t i = 0; threads != NULL && i < jobs; i++) {
		arena_release(&threads[i].scanner.keep);
		arena_release(&threads[i].walker.keep);
	}
	free(threads);
	free(shared.flows);
	flow_release(&shared.flow);
	return rc;
}
