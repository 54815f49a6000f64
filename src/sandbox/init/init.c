/*
 * The first process of a box: pid 1 of its namespace, so that everything in it
 * dies when this one does.  It is carried inside the library as a program of
 * its own, linked to nothing, and told what to do by sandbox/order.h.
 *
 * The program it starts may share its user, hence: it cannot be traced or
 * written to (not dumpable), and it never reads anything of the program's.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/order.h"

#define FILES_OPEN 1024

static const struct order *order;
static struct sock_filter *filter;
static char *strings; /* dirs, environment, arguments */
static int control;

static void
die(const char *doing)
{
	dprintf(STDERR_FILENO, "could not %s: %s\n", doing, strerror(errno));
	_exit(127);
}

static void
order_read(int fd)
{
	struct stat st;
	char *at;

	if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(*order))
		die("read the order");
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		die("map the order");
	order = (void *)at;
	filter = (void *)(at + sizeof(*order));
	strings = (char *)(filter + order->n_filter);
}

/* The next n strings as a list to NULL. */
static char **
take_strings(size_t n)
{
	char **list = calloc(n + 1, sizeof(*list));

	if (!list)
		die("hold the order");
	for (size_t i = 0; i < n; i++) {
		list[i] = strings;
		strings += strlen(strings) + 1;
	}
	return list;
}

static void
limit(int what, uint64_t soft, uint64_t hard)
{
	struct rlimit old, new = {soft, hard};

	/* never above what we were started with */
	if (getrlimit((__rlimit_resource_t)what, &old) != 0)
		die("read a limit");
	if (new.rlim_max > old.rlim_max)
		new.rlim_max = old.rlim_max;
	if (new.rlim_cur > new.rlim_max)
		new.rlim_cur = new.rlim_max;
	if (setrlimit((__rlimit_resource_t)what, &new) != 0)
		die("set a limit");
}

static void
set_limits(void)
{
	limit(RLIMIT_CORE, 0, 0);
	limit(RLIMIT_MSGQUEUE, 0, 0);
	limit(RLIMIT_MEMLOCK, 64 << 10, 64 << 10);
	limit(RLIMIT_SIGPENDING, 1024, 1024);
	limit(RLIMIT_NOFILE, FILES_OPEN, FILES_OPEN);
	limit(RLIMIT_CPU, order->cpu_s, order->cpu_s + 1);
	limit(RLIMIT_FSIZE, order->file, order->file);
	limit(RLIMIT_NPROC, order->processes, order->processes);
	limit(RLIMIT_STACK, 8 << 20, 64 << 20);
}

/* Where the whole machine is out of memory, a box goes first. */
static void
offer_memory(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "1000", 4) != 4)
		die("offer the box's memory");
	close(fd);
}

static void
become(uid_t uid)
{
	if (uid == 0)
		return;
	if (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 ||
	    setresuid(uid, uid, uid) != 0)
		die("become the user of the box");
}

static void
send_packet(const struct order_packet *packet, const int *fds, size_t n_fds)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * (ORDER_MAX_DIRS + 1))];
	} ancillary = {0};
	struct iovec part = {(void *)packet, sizeof(*packet)};
	struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};

	if (n_fds > 0) {
		m.msg_control = ancillary.room;
		m.msg_controllen = CMSG_SPACE(sizeof(int) * n_fds);
		ancillary.head.cmsg_level = SOL_SOCKET;
		ancillary.head.cmsg_type = SCM_RIGHTS;
		ancillary.head.cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
		memcpy(CMSG_DATA(&ancillary.head), fds, sizeof(int) * n_fds);
	}
	if (sendmsg(control, &m, MSG_NOSIGNAL) < 0)
		_exit(127); /* nobody is there any more */
}

/* So that those outside see what the box's processes and files take. */
static void
say_ready(char **dirs)
{
	struct order_packet packet = {.message = ORDER_READY};
	int fds[ORDER_MAX_DIRS + 1];
	size_t n = 0;

	fds[n] = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fds[n++] < 0)
		die("open /proc");
	for (; *dirs && n < ORDER_MAX_DIRS; dirs++) {
		fds[n] = open(*dirs, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fds[n++] < 0)
			die("open a folder of the box");
	}
	send_packet(&packet, fds, n);
	while (n > 0)
		close(fds[--n]);
}

static void
enter_filter(void)
{
	struct order_packet packet = {.message = ORDER_FILTER};
	struct sock_fprog prog = {(unsigned short)order->n_filter, filter};
	int listener;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		die("give up new privileges");
	listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	    SECCOMP_FILTER_FLAG_NEW_LISTENER, &prog);
	if (listener < 0)
		die("enter the filter of system calls");
	send_packet(&packet, &listener, 1);
	close(listener);
}

static void
run(char **argv, char **env)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (setsid() < 0)
		die("begin a session");
	set_limits();
	enter_filter();
	execve(argv[0], argv, env);
	dprintf(STDERR_FILENO, "could not run '%s': %s\n", argv[0],
	    strerror(errno));
	_exit(127);
}

/* Reaps whatever ends; true with the program's status once that has. */
static bool
reap(pid_t program, int *status)
{
	int one;
	pid_t pid;

	while ((pid = waitpid(-1, &one, WNOHANG)) > 0)
		if (pid == program) {
			*status = one;
			return true;
		}
	return false;
}

static void
on_child(int number)
{
	(void)number;
}

static int
wait_for(pid_t program, const sigset_t *open)
{
	struct pollfd line = {.fd = control, .events = POLLIN};
	int status = 0;

	while (!reap(program, &status)) {
		ppoll(&line, 1, NULL, open);
		if (line.revents)
			_exit(0); /* nothing is ever sent: its end is gone */
	}
	return status;
}

int
main(int argc, char **argv)
{
	struct order_packet packet = {.message = ORDER_ENDED};
	char **dirs, **env, **args;
	sigset_t child, before;
	pid_t program;

	if (argc != 3)
		return 2;
	control = atoi(argv[1]);
	offer_memory();
	prctl(PR_SET_DUMPABLE, 0);
	order_read(atoi(argv[2]));
	syscall(SYS_close_range, 3, control - 1, 0);
	syscall(SYS_close_range, control + 1, ~0U, 0);
	fcntl(control, F_SETFD, FD_CLOEXEC);
	dirs = take_strings(order->n_dirs);
	env = take_strings(order->n_env);
	args = take_strings(order->n_argv);

	become(order->uid);
	prctl(PR_SET_DUMPABLE, 0);
	say_ready(dirs);

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &before);
	sigdelset(&before, SIGCHLD);
	signal(SIGCHLD, on_child);
	program = fork();
	if (program < 0)
		die("start the program");
	if (program == 0)
		run(args, env);
	packet.status = wait_for(program, &before);
	send_packet(&packet, NULL, 0);
	return 0;
}
