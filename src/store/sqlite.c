#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

#define READERS_USUAL 8

static const struct driver driver;

static enum err_code
take_reader(struct sqlite *s, struct conn **out, struct err *err)
{
	enum err_code rc;

	pthread_mutex_lock(&s->lock);
	while (s->idle == NULL && s->readers >= s->readers_max)
		pthread_cond_wait(&s->freed, &s->lock);
	if (s->idle != NULL) {
		*out = s->idle;
		s->idle = s->idle->next;
		pthread_mutex_unlock(&s->lock);
		return ERR_NONE;
	}
	s->readers++;
	pthread_mutex_unlock(&s->lock);

	rc = conn_open(s, true, out, err);
	if (rc == ERR_NONE)
		return rc;
	pthread_mutex_lock(&s->lock);
	s->readers--;
	pthread_cond_signal(&s->freed);
	pthread_mutex_unlock(&s->lock);
	return rc;
}

static void
give_reader(struct sqlite *s, struct conn *conn)
{
	pthread_mutex_lock(&s->lock);
	conn->next = s->idle;
	s->idle = conn;
	pthread_cond_signal(&s->freed);
	pthread_mutex_unlock(&s->lock);
}

static enum err_code
read_all(struct store *store, store_fn *fn, void *ctx, struct err *err)
{
	struct sqlite *s = (struct sqlite *)store;
	struct conn *conn = NULL;
	enum err_code rc;

	rc = take_reader(s, &conn, err);
	if (rc != ERR_NONE)
		return rc;
	rc = conn_say(conn, SQLITE_BEGIN_READ, err);
	if (rc == ERR_NONE)
		rc = db_call(&conn->db, fn, ctx, err);
	conn_undo(conn);
	give_reader(s, conn);
	return rc;
}

static void
close_all(struct store *store)
{
	struct sqlite *s = (struct sqlite *)store;

	writer_stop(s);
	while (s->idle != NULL) {
		struct conn *conn = s->idle;

		s->idle = conn->next;
		conn_close(conn);
	}
	if (s->lease >= 0)
		close(s->lease);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->freed);
	pthread_cond_destroy(&s->work);
	free(s->path);
	free(s->vfs);
	free(s);
}

static enum err_code
held(const char *path, int fd, struct err *err)
{
	char pid[32] = "";
	ssize_t n = pread(fd, pid, sizeof(pid) - 1, 0);

	pid[n > 0 ? strcspn(pid, "\n") : 0] = '\0';
	return err_set(err, ERR_BUSY,
	    "the database '%s' is in use by process %s", path,
	    pid[0] != '\0' ? pid : "(starting)");
}

/* "assay.db.lock" beside the database is locked for as long as we live, and
   says who we are. */
static enum err_code
take_lease(struct sqlite *s, struct err *err)
{
	struct str name;
	struct arena a;
	enum err_code rc = ERR_NONE;
	char pid[32];
	int n;

	arena_init(&a, 64 << 10);
	name = arena_strf(&a, "%s.lock", s->path);
	if (name.ptr == NULL) {
		rc = arena_fail(&a, err);
		goto out;
	}
	s->lease = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lease < 0) {
		rc = err_sys(err, errno, "could not open '%s'", name.ptr);
		goto out;
	}
	if (flock(s->lease, LOCK_EX | LOCK_NB) != 0) {
		rc = errno == EWOULDBLOCK
		    ? held(s->path, s->lease, err)
		    : err_sys(err, errno, "could not lock '%s'", name.ptr);
		goto out;
	}
	n = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(s->lease, 0) != 0 ||
	    pwrite(s->lease, pid, (size_t)n, 0) != n)
		rc = err_sys(err, errno, "could not write '%s'", name.ptr);
out:
	arena_release(&a);
	return rc;
}

/* Nobody else reads it: evidence and credentials are inside. */
static enum err_code
make_file(struct sqlite *s, struct err *err)
{
	int fd = open(s->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_sys(err, errno, "could not open '%s'", s->path);
	close(fd);
	return ERR_NONE;
}

/* "sqlite:PATH", in tests "sqlite:PATH?vfs=NAME". */
static bool
read_url(struct sqlite *s, struct str url)
{
	struct str rest = str_from_at(url, strlen("sqlite:")), path;

	if (str_cut(&rest, '?', &path) && str_starts(rest, STR("vfs="))) {
		s->vfs = strndup(rest.ptr + 4, rest.len - 4);
		if (s->vfs == NULL)
			return false;
		rest = path;
	}
	s->path = strndup(rest.ptr, rest.len);
	return s->path != NULL;
}

enum err_code
sqlite_open(
    const struct store_config *config, struct store **out, struct err *err)
{
	struct sqlite *s = calloc(1, sizeof(*s));
	enum err_code rc = ERR_NONE;
	struct conn *first;

	if (s == NULL)
		return err_nomem(err);
	s->store = (struct store){.driver = &driver,
	    .engine = STORE_SQLITE,
	    .read_only = config->read_only};
	s->lease = -1;
	s->readers_max =
	    config->connections != 0 ? config->connections : READERS_USUAL;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->freed, NULL);
	pthread_cond_init(&s->work, NULL);
	if (!read_url(s, config->url))
		rc = err_nomem(err);
	else if (s->path[0] == '\0')
		rc = err_set(err, ERR_INVALID, "sqlite: needs a path");
	if (rc == ERR_NONE && !config->read_only)
		rc = take_lease(s, err);
	if (rc == ERR_NONE && !config->read_only)
		rc = make_file(s, err);
	if (rc == ERR_NONE && !config->read_only)
		rc = writer_start(s, err);
	if (rc == ERR_NONE && config->read_only) {
		rc = take_reader(s, &first, err);
		if (rc == ERR_NONE)
			give_reader(s, first);
	}
	if (rc != ERR_NONE)
		close_all(&s->store);
	else
		*out = &s->store;
	return rc;
}

static const struct driver driver = {
    .read = read_all,
    .write = writer_write,
    .close = close_all,
    .run = conn_run,
    .script = conn_script,
    .check = conn_check,
};
