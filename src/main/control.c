#include "main/control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "main/log.h"

#define ARGUMENTS_MAX  ((size_t)64 << 10)
#define WORDS_MAX      1024
#define COMMAND_MEMORY ((size_t)256 << 20)
#define GRACE_US       (3 * CLOCK_SECOND)
#define CALLS_MAX      8

enum { FD_IN, FD_OUT, FD_ERR, FD_DIR, FD_COUNT };

struct control {
	struct cli like;
	struct store *store;
	int fd, dir;
	pthread_t thread;
	atomic_bool stopping, ended;
	atomic_uint running;
};

/* The socket's name by way of its folder, since a name in sun_path is short
   and a state folder may be long. */
static int
open_dir(const char *state_dir, struct sockaddr_un *name)
{
	int dir = open(state_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);

	memset(name, 0, sizeof(*name));
	name->sun_family = AF_UNIX;
	snprintf(name->sun_path, sizeof(name->sun_path),
	    "/proc/self/fd/%d/" CONTROL_SOCKET, dir);
	return dir;
}

struct call {
	char text[ARGUMENTS_MAX];
	char *argv[WORDS_MAX + 1];
	int argc, fds[FD_COUNT];
};

static void
take_fds(struct msghdr *m, struct call *call, bool *whole)
{
	*whole = false;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		if (c->cmsg_len == CMSG_LEN(sizeof(call->fds))) {
			memcpy(call->fds, CMSG_DATA(c), sizeof(call->fds));
			*whole = true;
		}
	}
}

/* The words of a call, each with its NUL. */
static bool
receive(int fd, struct call *call)
{
	char control[CMSG_SPACE(sizeof(call->fds))];
	struct iovec iov = {call->text, sizeof(call->text)};
	struct msghdr m = {.msg_iov = &iov,
	    .msg_iovlen = 1,
	    .msg_control = control,
	    .msg_controllen = sizeof(control)};
	ssize_t n = recvmsg(fd, &m, MSG_CMSG_CLOEXEC);
	bool whole;

	take_fds(&m, call, &whole);
	if (n <= 0 || !whole || (m.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) ||
	    call->text[n - 1] != '\0')
		return false;
	for (char *p = call->text; p < call->text + n; p += strlen(p) + 1) {
		if (call->argc == WORDS_MAX)
			return false;
		call->argv[call->argc++] = p;
	}
	return true;
}

static bool
is_ours(int fd)
{
	struct ucred who;
	socklen_t len = sizeof(who);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 &&
	    (who.uid == geteuid() || who.uid == 0);
}

/* Root calls from /root, where the server's own user may not go. */
static bool
enter(int dir, FILE *say)
{
	if (fchdir(dir) == 0)
		return true;
	fprintf(say,
	    "assay: the server may not enter this folder; paths start at /\n");
	return chdir("/") == 0;
}

static int
run(struct control *c, struct call *call)
{
	struct arena arena;
	struct cli cli = c->like;
	int status = CLI_FAILED;

	arena_init(&arena, COMMAND_MEMORY);
	cli.arena = &arena;
	cli.store = c->store;
	cli.beside = NULL;
	cli.forward = NULL;
	cli.in = fdopen(call->fds[FD_IN], "r");
	cli.out = fdopen(call->fds[FD_OUT], "w");
	cli.err = fdopen(call->fds[FD_ERR], "w");
	if (cli.in && cli.out && cli.err && enter(call->fds[FD_DIR], cli.err)) {
		cli.out_tty = isatty(call->fds[FD_OUT]);
		cli.err_tty = isatty(call->fds[FD_ERR]);
		status = cli_main(&cli, call->argc, call->argv);
	}
	for (int i = FD_IN; i <= FD_ERR; i++) {
		FILE *f = i == FD_IN ? cli.in : i == FD_OUT ? cli.out : cli.err;

		if (f)
			fclose(f);
		else
			close(call->fds[i]);
	}
	close(call->fds[FD_DIR]);
	arena_release(&arena);
	return status;
}

static void
answer(struct control *c, int fd)
{
	struct call *call = calloc(1, sizeof(*call));
	unsigned char status = CLI_FAILED;

	if (call && is_ours(fd) && receive(fd, call)) {
		log_info("command", "%s %s",
		    call->argc > 1 ? call->argv[1] : "",
		    call->argc > 2 && call->argv[2][0] != '-' ? call->argv[2]
							      : "");
		status = (unsigned char)run(c, call);
	}
	(void)!send(fd, &status, 1, MSG_NOSIGNAL);
	free(call);
}

struct caller {
	struct control *control;
	int fd;
};

static void *
one_call(void *arg)
{
	struct caller caller = *(struct caller *)arg;
	struct timeval wait = {.tv_sec = 2};

	free(arg);
	/* a working folder of this thread's own, for relative paths */
	if (unshare(CLONE_FS) != 0)
		log_error("command", "could not separate the working folder");
	setsockopt(caller.fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	answer(caller.control, caller.fd);
	close(caller.fd);
	atomic_fetch_sub(&caller.control->running, 1);
	return NULL;
}

/* A thread for each command: one that asks questions may take its time. */
static void
start_call(struct control *c, int fd)
{
	struct caller *caller = malloc(sizeof(*caller));
	pthread_t thread;

	if (caller && atomic_load(&c->running) < CALLS_MAX) {
		*caller = (struct caller){c, fd};
		atomic_fetch_add(&c->running, 1);
		if (pthread_create(&thread, NULL, one_call, caller) == 0) {
			pthread_detach(thread);
			return;
		}
		atomic_fetch_sub(&c->running, 1);
	}
	log_error("command", "more than %d commands at once", CALLS_MAX);
	free(caller);
	close(fd);
}

static void *
loop(void *arg)
{
	struct control *c = arg;

	while (!atomic_load(&c->stopping)) {
		struct pollfd p = {.fd = c->fd, .events = POLLIN};
		int fd;

		if (poll(&p, 1, 200) <= 0)
			continue;
		fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			start_call(c, fd);
	}
	atomic_store(&c->ended, true);
	return NULL;
}

static enum err_code
open_socket(struct control *c, struct err *err)
{
	struct sockaddr_un name;

	c->dir = open_dir(c->like.state_dir, &name);
	if (c->dir < 0)
		return err_sys(
		    err, errno, "could not open '%s'", c->like.state_dir);
	c->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return err_sys(err, errno, "could not open a socket");
	unlinkat(c->dir, CONTROL_SOCKET, 0); /* of a server that died */
	if (bind(c->fd, (struct sockaddr *)&name, sizeof(name)) != 0 ||
	    fchmodat(c->dir, CONTROL_SOCKET, 0600, 0) != 0 ||
	    listen(c->fd, 8) != 0)
		return err_sys(err, errno, "could not listen on '%s/%s'",
		    c->like.state_dir, CONTROL_SOCKET);
	return ERR_NONE;
}

static void
drop(struct control *c)
{
	if (c->fd >= 0)
		close(c->fd);
	if (c->dir >= 0) {
		unlinkat(c->dir, CONTROL_SOCKET, 0);
		close(c->dir);
	}
	free(c);
}

enum err_code
control_start(const struct cli *like, struct store *store, struct control **out,
    struct err *err)
{
	struct control *c = calloc(1, sizeof(*c));
	enum err_code rc;

	if (!c)
		return err_nomem(err);
	c->like = *like;
	c->store = store;
	c->fd = c->dir = -1;
	rc = open_socket(c, err);
	if (rc == ERR_NONE) {
		int why = pthread_create(&c->thread, NULL, loop, c);

		if (why == 0) {
			*out = c;
			return ERR_NONE;
		}
		rc = err_sys(err, why, "could not start a thread");
	}
	drop(c);
	return rc;
}

bool
control_stop(struct control *c)
{
	int64_t end = clock_monotonic() + GRACE_US;

	if (!c)
		return true;
	atomic_store(&c->stopping, true);
	while ((!atomic_load(&c->ended) || atomic_load(&c->running) > 0) &&
	    clock_monotonic() < end)
		usleep(10000);
	if (!atomic_load(&c->ended) || atomic_load(&c->running) > 0)
		return false;
	pthread_join(c->thread, NULL);
	drop(c);
	return true;
}
