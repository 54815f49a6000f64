#include "main/job.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "main/channel.h"
#include "main/log.h"
#include "main/mailer.h"
#include "main/metrics.h"
#include "sql/job.h"

#define LEASE   (INT64_C(600) * CLOCK_SECOND)
#define PAUSE_S 1 /* between looks at the tables */

struct job_runner {
	struct job_config config;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t stop;
	bool stopping;
};

struct step {
	struct job_runner *runner;
	struct arena *arena;
	bool found;
	struct sql_job_take_row job;
	struct sql_job_again_in again;
	bool done;
};

static enum err_code
ensure(struct db *db, void *ctx, struct err *err)
{
	struct job_runner *r = ctx;

	for (const struct job_kind *k = r->config.kinds; k->name; k++) {
		struct sql_job_ensure_in in = {.id = id_new(),
		    .name = str_from(k->name),
		    .kind = str_from(k->name),
		    .payload = STR(""),
		    .every = k->every,
		    .due = clock_now()};
		enum err_code rc = ERR_NONE;

		if (k->every > 0)
			rc = sql_job_ensure(db, &in, NULL, err);
		if (rc != ERR_NONE)
			return rc;
	}
	return ERR_NONE;
}

static enum err_code
take(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;
	int64_t now = clock_now();

	return sql_job_take(db, s->arena,
	    &(struct sql_job_take_in){.now = now, .until = now + LEASE},
	    &s->found, &s->job, err);
}

static enum err_code
settle(struct db *db, void *ctx, struct err *err)
{
	struct step *s = ctx;

	if (s->done)
		return sql_job_done(
		    db, &(struct sql_job_done_in){.id = s->job.id}, NULL, err);
	return sql_job_again(db, &s->again, NULL, err);
}

/* 10 s, 20 s, 40 s ... at most six hours. */
static int64_t
backoff(int64_t tries)
{
	int64_t most = INT64_C(6) * 3600;
	int64_t s = tries > 12 ? most : INT64_C(10) << (tries - 1);

	return (s < most ? s : most) * CLOCK_SECOND;
}

static void
decide(struct step *s, enum err_code rc, const struct err *why)
{
	s->done = rc == ERR_NONE && s->job.every == 0;
	s->again = (struct sql_job_again_in){.id = s->job.id,
	    .due = clock_now() + s->job.every,
	    .said = STR_NONE};
	if (rc == ERR_NONE)
		return;
	s->again.tries = s->job.tries;
	s->again.due = clock_now() + backoff(s->job.tries);
	s->again.said = str_from(why->text);
	s->again.given_up = s->job.every == 0 && s->job.tries >= JOB_TRIES;
}

static enum err_code
run_kind(struct step *s, struct err *err)
{
	const struct job_config *c = &s->runner->config;

	for (const struct job_kind *k = c->kinds; k->name; k++)
		if (str_eq(s->job.kind, str_from(k->name)))
			return k->run(c->ctx, s->job.payload, s->arena, err);
	return err_set(err, ERR_UNSUPPORTED, "this version knows no such job");
}

/* True when there was one; another look is worth it. */
static bool
one_job(struct job_runner *r, struct arena *arena)
{
	struct step s = {.runner = r, .arena = arena};
	struct err err;
	enum err_code rc;

	if (store_write(r->config.store, take, &s, &err) != ERR_NONE) {
		log_error("job", "could not look for work: %s", err.text);
		return false;
	}
	if (!s.found)
		return false;
	rc = run_kind(&s, &err);
	metrics_job(rc == ERR_NONE);
	if (rc != ERR_NONE)
		log_error("job", "%.*s: %s", STR_FMT(s.job.kind), err.text);
	decide(&s, rc, &err);
	if (store_write(r->config.store, settle, &s, &err) != ERR_NONE)
		log_error("job", "could not note an end: %s", err.text);
	return true;
}

static bool
stopping(struct job_runner *r, bool wait)
{
	struct timespec at;
	bool stop;

	pthread_mutex_lock(&r->lock);
	if (wait && !r->stopping) {
		clock_gettime(CLOCK_REALTIME, &at);
		at.tv_sec += PAUSE_S;
		pthread_cond_timedwait(&r->stop, &r->lock, &at);
	}
	stop = r->stopping;
	pthread_mutex_unlock(&r->lock);
	return stop;
}

static void *
loop(void *arg)
{
	struct job_runner *r = arg;
	struct arena arena;
	struct err err;
	bool more = true;

	if (store_write(r->config.store, ensure, r, &err) != ERR_NONE)
		log_error("job", "could not note the jobs: %s", err.text);
	while (!stopping(r, !more)) {
		arena_init(&arena, (size_t)16 << 20);
		if (r->config.tick)
			r->config.tick(r->config.ctx);
		more = one_job(r, &arena);
		if (r->config.relay)
			more |= mailer_one(
			    r->config.store, r->config.relay, &arena);
		if (r->config.chat)
			more |= channel_one(
			    r->config.store, r->config.chat, &arena);
		arena_release(&arena);
	}
	return NULL;
}

enum err_code
job_start(
    const struct job_config *config, struct job_runner **out, struct err *err)
{
	struct job_runner *r = calloc(1, sizeof(*r));
	int rc;

	if (!r)
		return err_nomem(err);
	r->config = *config;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->stop, NULL);
	rc = pthread_create(&r->thread, NULL, loop, r);
	if (rc != 0) {
		free(r);
		return err_sys(err, rc, "could not start a thread");
	}
	*out = r;
	return ERR_NONE;
}

void
job_stop(struct job_runner *r)
{
	if (!r)
		return;
	pthread_mutex_lock(&r->lock);
	r->stopping = true;
	pthread_cond_signal(&r->stop);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	pthread_cond_destroy(&r->stop);
	pthread_mutex_destroy(&r->lock);
	free(r);
}
