#include "judge/server.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "codec/json.h"
#include "judge/folder.h"
#include "sandbox/sandbox.h"

#define CALL_MEMORY  ((size_t)96 << 20)
#define CALL_SECONDS 10 /* for a request to arrive */
#define GRACE        (10 * CLOCK_SECOND)

struct judge {
	const struct judge_config *config;
	struct sandbox_means means;
	pthread_mutex_t lock;
	pthread_cond_t freed;
	bool taken[MATRIX_SLOTS];
	atomic_int running;
};

struct caller {
	struct judge *judge;
	int fd;
};

enum err_code
judge_listen(const char *path, int *out, struct err *err)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(path) >= sizeof(name.sun_path))
		return err_set(err, ERR_INVALID,
		    "the socket's name is longer than %zu bytes",
		    sizeof(name.sun_path) - 1);
	memcpy(name.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_sys(err, errno, "could not open a socket");
	unlink(path); /* of a judge that died */
	if (bind(fd, (struct sockaddr *)&name, sizeof(name)) != 0 ||
	    chmod(path, 0660) != 0 || listen(fd, 64) != 0) {
		int why = errno;

		close(fd);
		return err_sys(err, why, "could not listen at '%s'", path);
	}
	*out = fd;
	return ERR_NONE;
}

static void
say(int fd, struct buf *line)
{
	struct str s;

	buf_add_char(line, '\n');
	s = buf_view(line);
	while (!line->full && !line->nomem && s.len > 0) {
		ssize_t n = send(fd, s.ptr, s.len, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		s = str_from_at(s, (size_t)n);
	}
}

static void
say_error(int fd, const struct err *err)
{
	struct buf line;

	buf_init(&line, WIRE_LINE_MAX);
	json_open(&line);
	json_str(&line, "error", str_from(err_name(err->code)));
	json_str(&line, "text", str_from(err->text));
	json_close(&line);
	say(fd, &line);
	buf_release(&line);
}

static void
say_progress(void *ctx, const char *what)
{
	const struct caller *c = ctx;
	struct buf line;

	buf_init(&line, WIRE_LINE_MAX);
	json_open(&line);
	json_str(&line, "progress", str_from(what));
	json_close(&line);
	say(c->fd, &line);
	buf_release(&line);
}

static void
say_verdict(int fd, const struct wire_verdict *v)
{
	struct buf line;

	buf_init(&line, WIRE_TOLD_MAX);
	json_open(&line);
	json_flag(&line, "defect", v->defect);
	json_raw(&line, "matrix", v->matrix);
	json_flag(&line, "passed", v->passed);
	json_raw(&line, "told", v->told);
	json_close(&line);
	say(fd, &line);
	buf_release(&line);
}

static void
say_hello(const struct judge *j, int fd)
{
	struct buf line;

	buf_init(&line, WIRE_LINE_MAX);
	json_open(&line);
	json_str(&line, "text",
	    str_from(j->means.usable ? j->means.text : j->means.why));
	json_flag(&line, "usable", j->means.usable);
	json_close(&line);
	say(fd, &line);
	buf_release(&line);
}

static unsigned
take_slot(struct judge *j)
{
	unsigned i;

	pthread_mutex_lock(&j->lock);
	for (;;) {
		for (i = 0; i < j->config->slots; i++)
			if (!j->taken[i])
				break;
		if (i < j->config->slots)
			break;
		pthread_cond_wait(&j->freed, &j->lock);
	}
	j->taken[i] = true;
	pthread_mutex_unlock(&j->lock);
	return i;
}

static void
give_slot(struct judge *j, unsigned slot)
{
	pthread_mutex_lock(&j->lock);
	j->taken[slot] = false;
	pthread_cond_signal(&j->freed);
	pthread_mutex_unlock(&j->lock);
}

static enum err_code
cut_off(struct err *err)
{
	return err_set(err, ERR_SYNTAX, "the request ends before its bytes do");
}

/* One byte at a time: what comes after the line is not the line's. */
static enum err_code
read_line(int fd, char *line, size_t *len, struct err *err)
{
	for (*len = 0; *len < WIRE_LINE_MAX; ++*len) {
		if (recv(fd, line + *len, 1, 0) != 1)
			return cut_off(err);
		if (line[*len] == '\n')
			return ERR_NONE;
	}
	return err_set(err, ERR_LIMIT, "a first line of more than %zu bytes",
	    WIRE_LINE_MAX);
}

static enum err_code
read_bytes(
    int fd, size_t n, struct arena *arena, struct str *out, struct err *err)
{
	char *at = arena_alloc(arena, n);
	size_t have = 0;

	if (at == NULL)
		return arena_fail(arena, err);
	while (have < n) {
		ssize_t got = recv(fd, at + have, n - have, 0);

		if (got <= 0)
			return cut_off(err);
		have += (size_t)got;
	}
	*out = (struct str){at, n};
	return ERR_NONE;
}

static enum err_code
judge_it(struct caller *c, const struct wire_header *h, struct arena *arena,
    struct wire_verdict *out, struct err *err)
{
	struct wire_request request = {.mode = h->mode};
	enum err_code rc;
	unsigned slot;

	memcpy(request.seed, h->seed, sizeof(request.seed));
	rc = read_bytes(c->fd, h->files, arena, &request.files, err);
	if (rc == ERR_NONE)
		rc = read_bytes(c->fd, h->lab, arena, &request.lab, err);
	if (rc == ERR_NONE && !c->judge->means.usable)
		rc = err_set(err, ERR_UNSUPPORTED, "%s", c->judge->means.why);
	if (rc != ERR_NONE)
		return rc;
	slot = take_slot(c->judge);
	rc = wire_judge(&request, slot, c->judge->config->runner, say_progress,
	    c, arena, out, err);
	give_slot(c->judge, slot);
	return rc;
}

static void
answer(struct caller *c, struct arena *arena)
{
	char line[WIRE_LINE_MAX];
	struct wire_header h = {0};
	struct wire_verdict v;
	struct err err;
	size_t len;
	enum err_code rc = read_line(c->fd, line, &len, &err);

	if (rc == ERR_NONE)
		rc = wire_header_read((struct str){line, len}, arena, &h, &err);
	if (rc == ERR_NONE && h.hello) {
		say_hello(c->judge, c->fd);
		return;
	}
	if (rc == ERR_NONE)
		rc = judge_it(c, &h, arena, &v, &err);
	if (rc == ERR_NONE)
		say_verdict(c->fd, &v);
	else
		say_error(c->fd, &err);
}

static void *
one_call(void *arg)
{
	struct caller c = *(struct caller *)arg;
	struct timeval wait = {.tv_sec = CALL_SECONDS};
	struct arena arena;

	free(arg);
	setsockopt(c.fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	setsockopt(c.fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	arena_init(&arena, CALL_MEMORY);
	answer(&c, &arena);
	arena_release(&arena);
	/* what it still sends is not waited for, but read: closing upon it
	   would take our answer away */
	shutdown(c.fd, SHUT_WR);
	for (int i = 0; i < 64; i++) {
		char rest[16 << 10];

		if (recv(c.fd, rest, sizeof(rest), 0) <= 0)
			break;
	}
	close(c.fd);
	atomic_fetch_sub(&c.judge->running, 1);
	return NULL;
}

static void
start_call(struct judge *j, int fd)
{
	struct caller *c = malloc(sizeof(*c));
	pthread_t thread;
	struct err err;

	if (c && atomic_load(&j->running) < JUDGE_CALLS_MAX) {
		*c = (struct caller){j, fd};
		atomic_fetch_add(&j->running, 1);
		if (pthread_create(&thread, NULL, one_call, c) == 0) {
			pthread_detach(thread);
			return;
		}
		atomic_fetch_sub(&j->running, 1);
	}
	free(c);
	err_set(&err, ERR_BUSY, "more than %d submissions at once",
	    JUDGE_CALLS_MAX);
	say_error(fd, &err);
	close(fd);
}

/* True until the end has come. */
static bool
wait_for_call(const struct judge_config *config, int *fd)
{
	struct pollfd p[] = {{.fd = config->fd, .events = POLLIN},
	    {.fd = config->until_eof, .events = POLLIN}};
	char c;

	*fd = -1;
	if (config->stop && *config->stop)
		return false;
	if (poll(p, 2, 200) <= 0)
		return true;
	if (p[1].revents && read(config->until_eof, &c, 1) <= 0)
		return false;
	if (p[0].revents)
		*fd = accept4(config->fd, NULL, NULL, SOCK_CLOEXEC);
	return true;
}

enum err_code
judge_serve(const struct judge_config *config, struct err *err)
{
	struct judge *j = calloc(1, sizeof(*j));
	int64_t end;
	int fd;

	if (j == NULL)
		return err_nomem(err);
	j->config = config;
	pthread_mutex_init(&j->lock, NULL);
	pthread_cond_init(&j->freed, NULL);
	folder_sweep();
	sandbox_sweep();
	sandbox_means(&j->means);
	config->log(j->means.usable ? j->means.text : j->means.why);
	while (wait_for_call(config, &fd))
		if (fd >= 0)
			start_call(j, fd);
	end = clock_monotonic() + GRACE;
	while (atomic_load(&j->running) > 0 && clock_monotonic() < end)
		usleep(10000);
	if (atomic_load(&j->running) == 0)
		free(j); /* else its threads still look at it: end with it */
	return ERR_NONE;
}
