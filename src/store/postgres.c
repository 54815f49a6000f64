#include "store/postgres.h"

#include <stdlib.h>
#include <time.h>

#define LINKS_USUAL 8
#define TRIES       9  /* with the pauses below: about five seconds */
#define PAUSE_MS    10 /* doubles with each try, with jitter */

static const struct driver driver;

static void
pause_before(unsigned attempt)
{
	uint32_t jitter;
	long ms = (long)PAUSE_MS << attempt;
	struct timespec t;

	random_bytes(&jitter, sizeof(jitter));
	ms = ms / 2 + (long)(jitter % (unsigned)ms);
	t = (struct timespec){ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

static enum err_code
take_link(struct postgres *pg, struct link **out, struct err *err)
{
	enum err_code rc;

	pthread_mutex_lock(&pg->lock);
	while (pg->idle == NULL && pg->links >= pg->links_max)
		pthread_cond_wait(&pg->freed, &pg->lock);
	if (pg->idle != NULL) {
		*out = pg->idle;
		pg->idle = pg->idle->next;
		pthread_mutex_unlock(&pg->lock);
		return ERR_NONE;
	}
	pg->links++;
	pthread_mutex_unlock(&pg->lock);

	rc = link_open(pg, out, err);
	if (rc == ERR_NONE)
		return rc;
	pthread_mutex_lock(&pg->lock);
	pg->links--;
	pthread_cond_signal(&pg->freed);
	pthread_mutex_unlock(&pg->lock);
	return rc;
}

/* A lost one takes the idle ones along: the server they knew is gone. */
static void
give_link(struct postgres *pg, struct link *link)
{
	struct link *dead = NULL, *next;

	pthread_mutex_lock(&pg->lock);
	link->next = pg->idle;
	pg->idle = link;
	if (link->lost) {
		dead = pg->idle;
		pg->idle = NULL;
		for (next = dead; next != NULL; next = next->next)
			pg->links--;
		pthread_cond_broadcast(&pg->freed);
	} else {
		pthread_cond_signal(&pg->freed);
	}
	pthread_mutex_unlock(&pg->lock);
	for (; dead != NULL; dead = next) {
		next = dead->next;
		link_close(dead);
	}
}

static void
undo(struct link *link)
{
	struct err ignored;

	if (!link->lost && PQtransactionStatus(link->handle) != PQTRANS_IDLE &&
	    link_say(link, "ROLLBACK", &ignored) != ERR_NONE)
		link->lost = true;
}

/* An answer that does not come leaves it open whether the change was made:
   that is said, and never tried again behind the caller's back. */
static enum err_code
commit(struct link *link, struct err *err)
{
	bool undone = false;
	enum err_code rc;

	rc = link_commit(link, &undone, err);
	if (link->lost) {
		link->again = false;
		return err_set(err, ERR_IO,
		    "lost the database during COMMIT: whether the change was "
		    "made is not known");
	}
	if (rc == ERR_NONE && undone)
		return err_set(err, ERR_IO, "the transaction was rolled back");
	if (rc == ERR_NONE && !link->db.reading)
		store_count(link->db.store, 1);
	return rc;
}

static enum err_code
attempt(
    struct link *link, bool reading, store_fn *fn, void *ctx, struct err *err)
{
	enum err_code rc;

	link->again = false;
	link->db.reading = reading;
	rc = link_say(link,
	    reading ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
		    : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
	    err);
	if (rc == ERR_NONE)
		rc = db_call(&link->db, fn, ctx, err);
	link->again = link->again || link->lost;
	if (rc == ERR_NONE)
		return commit(link, err);
	undo(link);
	return rc;
}

static enum err_code
transact(
    struct store *store, bool reading, store_fn *fn, void *ctx, struct err *err)
{
	struct postgres *pg = (struct postgres *)store;
	struct link *link = NULL;
	enum err_code rc = ERR_NONE;
	bool again = true;

	for (unsigned i = 0; again && i < TRIES; i++) {
		if (i > 1) /* the first time at once: a server restarted */
			pause_before(i);
		rc = take_link(pg, &link, err);
		if (rc == ERR_NOMEM)
			return rc;
		if (rc != ERR_NONE)
			continue;
		rc = attempt(link, reading, fn, ctx, err);
		again = rc != ERR_NONE && link->again;
		give_link(pg, link);
	}
	return rc;
}

static enum err_code
read_all(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	return transact(store, true, fn, ctx, err);
}

static enum err_code
write_all(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	return transact(store, false, fn, ctx, err);
}

static void
close_all(struct store *store)
{
	struct postgres *pg = (struct postgres *)store;

	while (pg->idle != NULL) {
		struct link *link = pg->idle;

		pg->idle = link->next;
		link_close(link);
	}
	pthread_mutex_destroy(&pg->lock);
	pthread_cond_destroy(&pg->freed);
	free(pg->url);
	free(pg);
}

enum err_code
postgres_open(
    const struct store_config *config, struct store **out, struct err *err)
{
	struct postgres *pg = calloc(1, sizeof(*pg));
	struct link *first = NULL;
	enum err_code rc;

	if (pg == NULL)
		return err_nomem(err);
	pg->store = (struct store){.driver = &driver,
	    .engine = STORE_POSTGRES,
	    .read_only = config->read_only};
	pg->links_max =
	    config->connections != 0 ? config->connections : LINKS_USUAL;
	pthread_mutex_init(&pg->lock, NULL);
	pthread_cond_init(&pg->freed, NULL);
	pg->url = strndup(config->url.ptr, config->url.len);
	rc = pg->url == NULL ? err_nomem(err) : take_link(pg, &first, err);
	if (rc != ERR_NONE) {
		close_all(&pg->store);
		return rc;
	}
	give_link(pg, first);
	*out = &pg->store;
	return ERR_NONE;
}

static const struct driver driver = {
    .read = read_all,
    .write = write_all,
    .close = close_all,
    .run = link_run,
    .script = link_script,
    .check = link_check,
};
