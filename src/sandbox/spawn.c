#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/box.h"

/* Above these the child moves nothing over anything. */
#define FDS_FROM 10

struct spawned {
	int null, out[2], err[2], control[2], order, program;
	/* written by the child, that shares our memory until it executes */
	const char *failed_at;
	int failed_errno;
};

static int
upwards(int fd)
{
	int high;

	if (fd < 0 || fd >= FDS_FROM)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, FDS_FROM);
	close(fd);
	return high;
}

static bool
open_all(struct spawned *s, const struct sandbox *box)
{
	static const int on = 1;

	s->null = upwards(open("/dev/null", O_RDONLY | O_CLOEXEC));
	if (s->null < 0 || pipe2(s->out, O_CLOEXEC) != 0 ||
	    pipe2(s->err, O_CLOEXEC) != 0 ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->control) !=
		0)
		return false;
	for (int i = 0; i < 2; i++) {
		s->out[i] = upwards(s->out[i]);
		s->err[i] = upwards(s->err[i]);
		s->control[i] = upwards(s->control[i]);
		if (s->out[i] < 0 || s->err[i] < 0 || s->control[i] < 0)
			return false;
	}
	s->order = upwards(request_file(box));
	s->program = init_program();
	return s->order >= 0 && s->program >= 0 &&
	    setsockopt(
		s->control[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) == 0 &&
	    fcntl(s->out[0], F_SETFL, O_NONBLOCK) == 0 &&
	    fcntl(s->err[0], F_SETFL, O_NONBLOCK) == 0;
}

static void
close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Those of the child; ours too, after a failure. */
static void
close_all(struct spawned *s, bool ours)
{
	close_one(&s->null);
	close_one(&s->order);
	close_one(&s->out[1]);
	close_one(&s->err[1]);
	close_one(&s->control[1]);
	if (!ours)
		return;
	close_one(&s->out[0]);
	close_one(&s->err[0]);
	close_one(&s->control[0]);
}

static bool
child_files(const struct spawned *s, const struct command *command)
{
	if (dup2(s->null, 0) < 0 || dup2(s->out[1], 1) < 0 ||
	    dup2(s->err[1], 2) < 0)
		return false;
	if (syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */) != 0)
		return false;
	for (size_t i = 0; i < command->n_fds; i++)
		if (fcntl(command->fds[i], F_SETFD, 0) != 0)
			return false;
	return fcntl(s->control[1], F_SETFD, 0) == 0 &&
	    fcntl(s->order, F_SETFD, 0) == 0 &&
	    fcntl(s->program, F_SETFD, 0) == 0;
}

/* By bare system calls: libc would change every thread of ours. */
static bool
child_user(const struct sandbox *box)
{
	uid_t uid = sandbox_uid(box->spec.slot);

	if (!box->way->root || !box->way->user_namespace)
		return true;
	return syscall(SYS_setgroups, 0, NULL) == 0 &&
	    syscall(SYS_setresgid, uid, uid, uid) == 0 &&
	    syscall(SYS_setresuid, uid, uid, uid) == 0;
}

static void
child_signals(void)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		sigaction(i, &plain, NULL); /* ours are not inherited */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Runs on our stack and memory, with the caller asleep: touches nothing but
   what it must. */
static void __attribute__((noreturn, noinline)) child(
    struct spawned *s, const struct sandbox *box, const struct command *command)
{
	static char *const no_env[] = {NULL};

	child_signals();
	s->failed_at = "enter the control group";
	s->failed_errno = cgroup_enter(&box->group);
	if (s->failed_errno != 0)
		_exit(127);
	s->failed_at = "become the slot's user";
	if (child_user(box)) {
		s->failed_at = "pass descriptors on";
		if (child_files(s, command)) {
			s->failed_at = "run bwrap";
			execve(command->words.v[0],
			    (char *const *)command->words.v, no_env);
		}
	}
	s->failed_errno = errno;
	_exit(127);
}

static pid_t __attribute__((noinline)) vfork_child(
    struct spawned *s, const struct sandbox *box, const struct command *command)
{
	pid_t pid = vfork();

	if (pid == 0)
		child(s, box, command);
	return pid;
}

static enum err_code
launch(struct sandbox *box, struct spawned *s, const struct command *command,
    struct err *err)
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pid = vfork_child(s, box, command);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (pid < 0)
		return err_sys(err, errno, "could not start a box");
	if (s->failed_errno != 0) {
		waitpid(pid, NULL, 0);
		return err_sys(err, s->failed_errno,
		    "could not start a box: could not %s", s->failed_at);
	}
	box->outer = pid;
	box->outer_fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (box->outer_fd >= 0)
		return ERR_NONE;
	err_sys(err, errno, "could not start a box: could not watch it");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return err->code;
}

/* bwrap's last words: what it runs, and where that finds its order. */
static void
add_program(struct command *command, const struct spawned *s)
{
	struct arena *a = command->arena;
	struct str words[] = {
	    arena_strf(a, "/proc/self/fd/%d", s->program),
	    arena_strf(a, "%d", s->control[1]),
	    arena_strf(a, "%d", s->order),
	};

	command_add(command, "--");
	for (size_t i = 0; i < NELEM(words); i++) {
		command->failed |= !words[i].ptr;
		command_add(command, words[i].ptr);
	}
	command_add(command, NULL);
}

enum err_code
spawn(struct sandbox *box, struct err *err)
{
	struct spawned s = {-1, {-1, -1}, {-1, -1}, {-1, -1}, -1, -1, NULL, 0};
	struct command command = {.arena = &box->arena};
	enum err_code rc;

	command_make(box, &command);
	if (command.failed)
		rc = command.failed_errno ? err_sys(err, command.failed_errno,
						"could not start a box")
					  : arena_fail(&box->arena, err);
	else if (!open_all(&s, box))
		rc = err_sys(err, errno, "could not start a box");
	else {
		add_program(&command, &s);
		rc = command.failed ? arena_fail(&box->arena, err)
				    : launch(box, &s, &command, err);
	}
	command_release(&command);
	close_all(&s, rc != ERR_NONE);
	if (rc != ERR_NONE)
		return rc;
	box->out_fd = s.out[0];
	box->err_fd = s.err[0];
	box->control = s.control[0];
	return ERR_NONE;
}
