#include <errno.h>
#include <stdlib.h>

#include "http/internal.h"

#define WORKERS 8
#define QUEUE   1000

static struct exchange *
take(struct pool *pool)
{
	struct exchange *x;

	while (!pool->first && !pool->stopping)
		pthread_cond_wait(&pool->some, &pool->lock);
	x = pool->first;
	if (!x)
		return NULL;
	pool->first = x->next;
	if (!pool->first)
		pool->last = &pool->first;
	pool->waiting--;
	pool->busy++;
	return x;
}

static void *
worker(void *arg)
{
	struct pool *pool = arg;
	struct exchange *x;

	pthread_mutex_lock(&pool->lock);
	while ((x = take(pool))) {
		pthread_mutex_unlock(&pool->lock);
		exchange_work(x);
		pthread_mutex_lock(&pool->lock);
		pool->busy--;
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

enum err_code
pool_start(struct http_server *server, struct err *err)
{
	struct pool *pool = &server->pool;
	unsigned want =
	    server->config.workers ? server->config.workers : WORKERS;

	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->some, NULL);
	pool->last = &pool->first;
	pool->max = server->config.queue ? server->config.queue : QUEUE;
	pool->thread = calloc(want, sizeof(*pool->thread));
	if (!pool->thread)
		return err_nomem(err);
	for (; pool->threads < want; pool->threads++) {
		int rc = pthread_create(
		    &pool->thread[pool->threads], NULL, worker, pool);

		if (rc != 0)
			return err_sys(err, rc, "could not start a worker");
	}
	return ERR_NONE;
}

bool
pool_push(struct pool *pool, struct exchange *x)
{
	bool room;

	pthread_mutex_lock(&pool->lock);
	room = pool->waiting < pool->max && !pool->stopping;
	if (room) {
		x->next = NULL;
		*pool->last = x;
		pool->last = &x->next;
		pool->waiting++;
		pthread_cond_signal(&pool->some);
	}
	pthread_mutex_unlock(&pool->lock);
	return room;
}

void
pool_stop(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->some);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->threads; i++)
		pthread_join(pool->thread[i], NULL);
	free(pool->thread);
	pthread_cond_destroy(&pool->some);
	pthread_mutex_destroy(&pool->lock);
}
