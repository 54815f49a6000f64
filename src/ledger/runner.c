#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "ledger/entry.h"
#include "ledger/integrate.h"

/*
 * One process serves one organisation, so there is one bell to ring.
 *
 *	wakes   how often somebody appended; the runner works while it lags
 *	rounds  how often the runner was done; who waits looks again
 */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t rung, done, ended;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static uint64_t wakes, rounds;

#define IDLE_MS 1000 /* another process may have appended without a bell */
#define PACE_MS 25   /* between rounds: under load more facts share a sync */
#define LOOK_MS 20   /* or numbered */

struct ledger_runner {
	struct ledger_config config;
	void (*failed)(const struct err *err);
	struct lease lease;
	bool held, stopping;
	uint64_t seen;
	pthread_t thread;
};

static void
set_up(void)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&rung, &attr);
	pthread_cond_init(&done, &attr);
	pthread_cond_init(&ended, &attr);
	pthread_condattr_destroy(&attr);
}

static void
wait_ms(pthread_cond_t *cond, unsigned ms)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	ts.tv_sec += ms / 1000;
	ts.tv_nsec += (long)(ms % 1000) * 1000000;
	if (ts.tv_nsec >= 1000000000) {
		ts.tv_sec++;
		ts.tv_nsec -= 1000000000;
	}
	pthread_cond_timedwait(cond, &lock, &ts);
}

void
ledger_wake(void)
{
	pthread_once(&once, set_up);
	pthread_mutex_lock(&lock);
	wakes++;
	pthread_cond_signal(&rung);
	pthread_mutex_unlock(&lock);
}

/* The lease first: whoever does not hold it stands by. */
static enum err_code
round_of(struct ledger_runner *r, struct err *err)
{
	uint64_t n;
	enum err_code rc;

	if (!r->held) {
		rc = lease_get(r->config.store, &r->lease, err);
		if (rc == ERR_BUSY)
			return ERR_NONE;
		if (rc != ERR_NONE)
			return rc;
		r->held = true;
	}
	rc = integrate_all(&r->config, &r->lease, &n, err);
	if (rc == ERR_BUSY) {
		r->held = false;
		return ERR_NONE;
	}
	return rc == ERR_NONE ? integrate_sign(&r->config, err) : rc;
}

/* Holding the lock, after a round that began at start. */
static void
rest(const struct ledger_runner *r, int64_t start, bool again)
{
	int64_t spent = (clock_monotonic() - start) / 1000;

	if (!r->stopping && (r->seen == wakes || !again))
		wait_ms(&rung, IDLE_MS);
	else if (!r->stopping && spent < PACE_MS)
		wait_ms(&ended, (unsigned)(PACE_MS - spent));
}

static void *
run(void *ctx)
{
	struct ledger_runner *r = ctx;
	struct err err;
	enum err_code rc;

	pthread_mutex_lock(&lock);
	while (!r->stopping) {
		int64_t start = clock_monotonic();

		r->seen = wakes;
		pthread_mutex_unlock(&lock);
		rc = round_of(r, &err);
		if (rc != ERR_NONE && r->failed != NULL)
			r->failed(&err);
		pthread_mutex_lock(&lock);
		rounds++;
		pthread_cond_broadcast(&done);
		rest(r, start, rc == ERR_NONE);
	}
	pthread_mutex_unlock(&lock);
	return NULL;
}

enum err_code
ledger_start(const struct ledger_config *config,
    void (*failed)(const struct err *err), struct ledger_runner **out,
    struct err *err)
{
	struct ledger_runner *r = calloc(1, sizeof(*r));
	int rc;

	if (r == NULL)
		return err_nomem(err);
	pthread_once(&once, set_up);
	r->config = *config;
	r->failed = failed;
	lease_name(&r->lease);
	rc = pthread_create(&r->thread, NULL, run, r);
	if (rc != 0) {
		free(r);
		return err_sys(err, rc, "could not start the log's thread");
	}
	*out = r;
	return ERR_NONE;
}

void
ledger_stop(struct ledger_runner *r)
{
	if (r == NULL)
		return;
	pthread_mutex_lock(&lock);
	r->stopping = true;
	pthread_cond_broadcast(&rung);
	pthread_cond_broadcast(&ended);
	pthread_mutex_unlock(&lock);
	pthread_join(r->thread, NULL);
	if (r->held)
		lease_give(r->config.store, &r->lease);
	free(r);
}

/* Asks until the answer is yes: after each round of this process's runner,
   and now and then for another's. */
static enum err_code
wait_until(struct store *store, store_fn *ask, void *ctx, const bool *yes,
    unsigned timeout_ms, struct err *err)
{
	int64_t end = clock_monotonic() + (int64_t)timeout_ms * 1000;
	uint64_t before;
	enum err_code rc;

	ledger_wake();
	for (;;) {
		pthread_mutex_lock(&lock);
		before = rounds;
		pthread_mutex_unlock(&lock);
		rc = store_read(store, ask, ctx, err);
		if (rc != ERR_NONE || *yes)
			return rc;
		if (clock_monotonic() >= end)
			return err_set(err, ERR_BUSY,
			    "the log has not numbered it within %u ms",
			    timeout_ms);
		pthread_mutex_lock(&lock);
		if (before == rounds)
			wait_ms(&done, LOOK_MS);
		pthread_mutex_unlock(&lock);
	}
}

struct looked_for {
	struct id id;
	bool numbered;
};

static enum err_code
look_for(struct db *db, void *ctx, struct err *err)
{
	struct looked_for *l = ctx;
	bool there;
	uint64_t seq;
	enum err_code rc =
	    entry_seq(db, l->id, &there, &l->numbered, &seq, err);

	if (rc == ERR_NONE && !there)
		return err_set(err, ERR_NOT_FOUND, "no such fact in the log");
	return rc;
}

enum err_code
ledger_wait(
    struct store *store, struct id fact, unsigned timeout_ms, struct err *err)
{
	struct looked_for l = {.id = fact};

	return wait_until(store, look_for, &l, &l.numbered, timeout_ms, err);
}

static enum err_code
nothing_waits(struct db *db, void *ctx, struct err *err)
{
	bool *none = ctx, waiting = true;
	enum err_code rc = integrate_waiting(db, &waiting, err);

	*none = !waiting;
	return rc;
}

enum err_code
ledger_wait_all(struct store *store, unsigned timeout_ms, struct err *err)
{
	bool none = false;

	return wait_until(store, nothing_waits, &none, &none, timeout_ms, err);
}
