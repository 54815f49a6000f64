#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "main/control.h"

#define ARGUMENTS_MAX ((size_t)64 << 10)

static int
connect_to(const char *state_dir)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int dir = open(state_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd =
	    dir < 0 ? -1 : socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	snprintf(name.sun_path, sizeof(name.sun_path),
	    "/proc/self/fd/%d/" CONTROL_SOCKET, dir);
	if (fd >= 0 &&
	    connect(fd, (struct sockaddr *)&name, sizeof(name)) != 0) {
		close(fd);
		fd = -1;
	}
	if (dir >= 0)
		close(dir);
	return fd;
}

static bool
pass(int fd, struct str words)
{
	int fds[4] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO,
	    open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
	char control[CMSG_SPACE(sizeof(fds))] = {0};
	struct iovec iov = {(void *)(uintptr_t)words.ptr, words.len};
	struct msghdr m = {.msg_iov = &iov,
	    .msg_iovlen = 1,
	    .msg_control = control,
	    .msg_controllen = sizeof(control)};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	bool sent;

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(c), fds, sizeof(fds));
	sent =
	    fds[3] >= 0 && sendmsg(fd, &m, MSG_NOSIGNAL) == (ssize_t)words.len;
	if (fds[3] >= 0)
		close(fds[3]);
	return sent;
}

/* A named database is the caller's business; the server's own is the server's
   as long as it runs. */
bool
control_forward(struct cli *cli, int argc, char **argv, int *status)
{
	unsigned char answer;
	struct buf words;
	int fd;

	if (cli->database)
		return false;
	fd = connect_to(cli->state_dir);
	if (fd < 0)
		return false;
	buf_init(&words, ARGUMENTS_MAX);
	for (int i = 0; i < argc; i++) {
		buf_add(&words, str_from(argv[i]));
		buf_add_char(&words, '\0');
	}
	fflush(cli->out);
	if (words.full || words.nomem || !pass(fd, buf_view(&words)) ||
	    recv(fd, &answer, 1, 0) != 1) {
		fputs("assay: the running server did not take the command; its "
		      "log says more\n",
		    cli->err);
		answer = CLI_FAILED;
	}
	buf_release(&words);
	close(fd);
	*status = answer;
	return true;
}
