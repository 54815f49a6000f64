#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_AT_ONCE ((size_t)64 << 10)

static enum err_code
start(const struct process *p, int write_end, pid_t *pid, struct err *err)
{
	posix_spawn_file_actions_t actions;
	int rc = posix_spawn_file_actions_init(&actions);

	if (rc != 0)
		return err_sys(err, rc, "could not run '%s'", p->argv[0]);
	if (p->dir)
		rc = posix_spawn_file_actions_addchdir_np(&actions, p->dir);
	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(
		    &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(
		    &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(
		    &actions, write_end, STDOUT_FILENO);
	if (rc == 0)
		rc = posix_spawnp(pid, p->argv[0], &actions, NULL,
		    (char *const *)p->argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (rc == 0)
		return ERR_NONE;
	return err_sys(err, rc, "could not run '%s'%s%s", p->argv[0],
	    p->dir ? " in " : "", p->dir ? p->dir : "");
}

static enum err_code
collect(const struct process *p, int fd, struct buf *out, struct err *err)
{
	for (;;) {
		char *room = buf_room(out, READ_AT_ONCE);
		ssize_t n;

		if (!room && out->nomem)
			return err_nomem(err);
		if (!room)
			return err_set(err, ERR_LIMIT,
			    "'%s' wrote more than %zu bytes", p->argv[0],
			    p->max);
		n = read(fd, room, READ_AT_ONCE);
		if (n == 0)
			return ERR_NONE;
		if (n > 0)
			buf_grown(out, (size_t)n);
		else if (errno != EINTR)
			return err_sys(err, errno,
			    "could not read what '%s' wrote", p->argv[0]);
	}
}

static int
wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

enum err_code
process_run(const struct process *process, struct arena *arena,
    struct process_result *out, struct err *err)
{
	struct process_result result = {0};
	enum err_code rc;
	struct buf text;
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_sys(
		    err, errno, "could not run '%s'", process->argv[0]);
	rc = start(process, ends[1], &pid, err);
	close(ends[1]);
	if (rc != ERR_NONE) {
		close(ends[0]);
		return rc;
	}
	buf_init(&text, process->max + READ_AT_ONCE);
	rc = collect(process, ends[0], &text, err);
	close(ends[0]);
	if (rc != ERR_NONE)
		kill(pid, SIGKILL);
	result.status = wait_for(pid);
	if (rc == ERR_NONE && text.len > process->max)
		rc = err_set(err, ERR_LIMIT, "'%s' wrote more than %zu bytes",
		    process->argv[0], process->max);
	if (rc == ERR_NONE) {
		result.out = arena_buf(arena, &text);
		if (result.out.ptr)
			*out = result;
		else
			rc = arena_fail(arena, err);
	}
	buf_release(&text);
	return rc;
}
