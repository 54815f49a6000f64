#include <assert.h>

#include "store/sqlite.h"

/*
 * One thread writes.  It takes all that is waiting, runs each request inside
 * a savepoint, and commits once; then all of them wake together.
 *
 *	BEGIN   [mark  fn  keep]  [mark  fn  drop]  [mark  fn  keep]   COMMIT
 *	                                 failed alone                  one sync
 *
 * Where the whole is lost (a full disk, in a request or in COMMIT), each is
 * run again in a transaction of its own, and answers for itself.
 */
#define GROUP_MAX 1024 /* bounds how long the first of a group waits */

static void
run_marked(struct conn *w, struct request *r)
{
	struct err err;

	r->rc = conn_say(w, SQLITE_MARK, r->err);
	if (r->rc != ERR_NONE)
		return;
	r->rc = db_call(&w->db, r->fn, r->ctx, r->err);
	if (sqlite3_get_autocommit(w->handle))
		return; /* the engine has rolled back the whole */
	if (r->rc != ERR_NONE && conn_say(w, SQLITE_DROP, &err) != ERR_NONE)
		conn_undo(w);
	else if (conn_say(w, SQLITE_KEEP, &err) != ERR_NONE)
		conn_undo(w);
}

static void
count_good(struct conn *w, const struct request *group)
{
	uint64_t n = 0;

	for (const struct request *r = group; r != NULL; r = r->next)
		n += r->rc == ERR_NONE;
	store_count(w->db.store, n);
}

/* false: nothing of the group is in the database. */
static bool
commit_together(struct conn *w, struct request *group)
{
	struct err err;

	if (conn_say(w, SQLITE_BEGIN_WRITE, &err) != ERR_NONE)
		return false;
	for (struct request *r = group; r != NULL; r = r->next) {
		run_marked(w, r);
		if (sqlite3_get_autocommit(w->handle))
			return false;
	}
	if (conn_say(w, SQLITE_COMMIT, &err) == ERR_NONE) {
		count_good(w, group);
		return true;
	}
	conn_undo(w);
	return false;
}

static void
commit_alone(struct conn *w, struct request *r)
{
	r->rc = conn_say(w, SQLITE_BEGIN_WRITE, r->err);
	if (r->rc != ERR_NONE)
		return;
	r->rc = db_call(&w->db, r->fn, r->ctx, r->err);
	if (r->rc == ERR_NONE && sqlite3_get_autocommit(w->handle))
		r->rc = err_set(r->err, ERR_IO,
		    "could not write: the transaction was rolled back");
	if (r->rc == ERR_NONE)
		r->rc = conn_say(w, SQLITE_COMMIT, r->err);
	if (r->rc == ERR_NONE)
		store_count(w->db.store, 1);
	conn_undo(w);
}

static void
commit_group(struct conn *w, struct request *group)
{
	if (group->next != NULL && commit_together(w, group))
		return;
	for (struct request *r = group; r != NULL; r = r->next)
		commit_alone(w, r);
}

static struct request *
take(struct sqlite *s)
{
	struct request *group = s->head, **end = &s->head;

	for (unsigned n = 0; *end != NULL && n < GROUP_MAX; n++)
		end = &(*end)->next;
	s->head = *end;
	if (s->head == NULL)
		s->tail = &s->head;
	*end = NULL;
	return group;
}

static void *
writer_main(void *ctx)
{
	struct sqlite *s = ctx;

	pthread_mutex_lock(&s->lock);
	for (;;) {
		struct request *group, *next;

		while (s->head == NULL && !s->stopping)
			pthread_cond_wait(&s->work, &s->lock);
		if (s->head == NULL)
			break;
		group = take(s);
		pthread_mutex_unlock(&s->lock);
		commit_group(s->writer, group);
		pthread_mutex_lock(&s->lock);
		for (; group != NULL; group = next) {
			next = group->next; /* gone once it is done */
			group->done = true;
			pthread_cond_signal(&group->wake);
		}
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

enum err_code
writer_start(struct sqlite *s, struct err *err)
{
	int rc;

	s->tail = &s->head;
	if (conn_open(s, false, &s->writer, err) != ERR_NONE)
		return err->code;
	rc = pthread_create(&s->thread, NULL, writer_main, s);
	if (rc != 0)
		return err_sys(err, rc, "could not start the writer thread");
	s->running = true;
	return ERR_NONE;
}

void
writer_stop(struct sqlite *s)
{
	pthread_mutex_lock(&s->lock);
	s->stopping = true;
	pthread_cond_signal(&s->work);
	pthread_mutex_unlock(&s->lock);
	if (s->running)
		pthread_join(s->thread, NULL);
	conn_close(s->writer);
}

enum err_code
writer_write(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	struct sqlite *s = (struct sqlite *)store;
	struct request r = {.fn = fn, .ctx = ctx, .err = err};

	/* a write within a write would wait for itself */
	assert(!pthread_equal(pthread_self(), s->thread));
	pthread_cond_init(&r.wake, NULL);
	pthread_mutex_lock(&s->lock);
	*s->tail = &r;
	s->tail = &r.next;
	pthread_cond_signal(&s->work);
	while (!r.done)
		pthread_cond_wait(&r.wake, &s->lock);
	pthread_mutex_unlock(&s->lock);
	pthread_cond_destroy(&r.wake);
	return r.rc;
}
