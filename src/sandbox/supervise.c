#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "sandbox/box.h"

/*
 * The life of one box, in a thread of its own that started it:
 *
 *	starting --FILTER--> running --ENDED, a limit, stop--> ending --> over
 *
 * Ending is killing pid 1 of its namespace; the kernel then ends all of it
 * before anyone hears that pid 1 has gone.
 */
#define START_US       (10 * CLOCK_SECOND)
#define TICK_MS        25 /* with control groups, that enforce by themselves */
#define WATCH_MS       10 /* where this is all there is */
#define WALK_US        (CLOCK_SECOND / 10)
#define OUTPUT_AT_ONCE ((size_t)64 << 10)

static void
kill_box(struct sandbox *box)
{
	cgroup_kill(&box->group);
	if (box->init_fd >= 0)
		syscall(SYS_pidfd_send_signal, box->init_fd, SIGKILL, NULL, 0);
	else /* what it started dies with it */
		syscall(SYS_pidfd_send_signal, box->outer_fd, SIGKILL, NULL, 0);
}

/* The first reason stays.  One that is found after the program's own end
   outweighs its exit status, but being slow to go is none. */
static void
end(struct sandbox *box, enum sandbox_end why)
{
	bool late =
	    box->reported && (why == SANDBOX_WALL || why == SANDBOX_KILLED);

	if (!box->killed && !late) {
		box->killed = true;
		box->result.end = why;
		if (!box->reported)
			box->result.wall_us =
			    (uint64_t)(clock_monotonic() - box->started);
	}
	kill_box(box);
}

static void
say(struct sandbox *box, bool *what)
{
	pthread_mutex_lock(&box->lock);
	*what = true;
	pthread_cond_broadcast(&box->changed);
	pthread_mutex_unlock(&box->lock);
}

/* False: the other end is closed. */
static bool
read_output(struct sandbox *box, int fd, struct buf *into)
{
	char bytes[OUTPUT_AT_ONCE];
	size_t held = box->out.len + box->err.len, room;
	ssize_t n = read(fd, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	room = box->spec.limits.output - held;
	if ((size_t)n > room)
		end(box, SANDBOX_OUTPUT);
	buf_add(into, (struct str){bytes, (size_t)n < room ? (size_t)n : room});
	return n > 0;
}

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

struct received {
	struct order_packet packet;
	int fds[ORDER_MAX_DIRS + 1];
	size_t n_fds;
	pid_t from;
};

static void
take_ancillary(struct msghdr *m, struct received *out)
{
	struct ucred who;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		if (c->cmsg_level != SOL_SOCKET)
			continue;
		if (c->cmsg_type == SCM_CREDENTIALS) {
			memcpy(&who, CMSG_DATA(c), sizeof(who));
			out->from = who.pid;
		} else if (c->cmsg_type == SCM_RIGHTS) {
			size_t size = c->cmsg_len - CMSG_LEN(0);

			memcpy(out->fds, CMSG_DATA(c), size);
			out->n_fds = size / sizeof(int);
		}
	}
}

static bool
receive(int fd, struct received *out)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(out->fds)) +
		    CMSG_SPACE(sizeof(struct ucred))];
	} ancillary;
	struct iovec part = {&out->packet, sizeof(out->packet)};
	struct msghdr m = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = ancillary.room,
	    .msg_controllen = sizeof(ancillary.room)};
	ssize_t n = recvmsg(fd, &m, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);

	out->n_fds = 0;
	out->from = 0;
	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	take_ancillary(&m, out);
	if (n != (ssize_t)sizeof(out->packet))
		out->packet.message = UINT32_MAX;
	return n > 0;
}

static void
on_ready(struct sandbox *box, const struct received *r)
{
	struct watched *w = &box->watched;

	box->init_fd = (int)syscall(SYS_pidfd_open, r->from, 0);
	w->proc = r->fds[0];
	w->n_dirs = r->n_fds - 1;
	memcpy(w->dirs, r->fds + 1, w->n_dirs * sizeof(int));
	box->ready = true;
}

static void
on_filter(struct sandbox *box, const struct received *r)
{
	box->listener = r->fds[0];
	box->running = true;
	box->started = clock_monotonic();
	box->deadline = box->started + (int64_t)box->spec.limits.wall_ms * 1000;
	say(box, &box->begun);
}

static void
on_ended(struct sandbox *box, int status)
{
	if (!box->killed)
		box->result.wall_us =
		    (uint64_t)(clock_monotonic() - box->started);
	box->reported = true;
	box->wait_status = status;
}

static void
on_message(struct sandbox *box)
{
	struct received r = {.packet = {.message = UINT32_MAX}};

	if (!receive(box->control, &r))
		close_fd(&box->control);
	else if (r.packet.message == ORDER_READY && r.n_fds > 0 && !box->ready)
		on_ready(box, &r);
	else if (r.packet.message == ORDER_FILTER && r.n_fds == 1 &&
	    !box->running)
		on_filter(box, &r);
	else {
		while (r.n_fds > 0)
			close(r.fds[--r.n_fds]);
		if (r.packet.message == ORDER_ENDED && box->running)
			on_ended(box, r.packet.status);
	}
}

/* A call that the filter does not allow is waiting for our answer. */
static void
on_call(struct sandbox *box)
{
	union {
		struct seccomp_notif call;
		char room[256]; /* a later kernel's may be longer */
	} in = {0};
	union {
		struct seccomp_notif_resp answer;
		char room[256];
	} out = {0};
	char *what = box->result.what;

	if (ioctl(box->listener, SECCOMP_IOCTL_NOTIF_RECV, &in) != 0)
		return; /* it died meanwhile */
	if (box->killed)
		return;
	if (filter_ends(&in.call.data, what, sizeof(box->result.what))) {
		end(box, SANDBOX_SYSCALL);
		return;
	}
	out.answer.id = in.call.id;
	out.answer.error = -ENOSYS;
	ioctl(box->listener, SECCOMP_IOCTL_NOTIF_SEND, &out);
}

static bool
watches(const struct sandbox *box)
{
	const bool *has = box->group.means->has;

	return !has[CGROUP_MEMORY] || !has[CGROUP_PIDS] || !has[CGROUP_CPU];
}

static int
tick_ms(const struct sandbox *box)
{
	return watches(box) ? WATCH_MS : TICK_MS;
}

static void
look_at_files(struct sandbox *box)
{
	int64_t now = clock_monotonic();
	bool walk = now - box->last_walk >= WALK_US || box->over;

	if (walk)
		box->last_walk = now;
	if (watch_full(box) || (walk && watch_binds_over(box)))
		end(box, SANDBOX_DISK);
}

/* The most that any way of counting saw: each loses some who die. */
static void
note_cpu(struct sandbox *box, uint64_t cpu_us)
{
	if (cpu_us > box->result.cpu_us)
		box->result.cpu_us = cpu_us;
}

static void
look_at_tree(struct sandbox *box)
{
	const struct sandbox_limits *limits = &box->spec.limits;
	const bool *has = box->group.means->has;
	struct watched *w = &box->watched;

	if (!watches(box) || box->over)
		return;
	watch_look(box, !has[CGROUP_MEMORY]);
	if (w->memory > box->memory_peak)
		box->memory_peak = w->memory;
	note_cpu(box, w->cpu_us);
	if (!has[CGROUP_MEMORY] && w->memory > limits->memory)
		end(box, SANDBOX_MEMORY);
	if (!has[CGROUP_PIDS] && w->processes > limits->processes)
		end(box, SANDBOX_PROCESSES);
	if (!has[CGROUP_CPU] && w->cpu_us > (uint64_t)limits->cpu_ms * 1000)
		end(box, SANDBOX_CPU);
}

static void
look_at_group(struct sandbox *box)
{
	struct cgroup_use use;

	cgroup_look(&box->group, &use);
	if (use.memory_peak > box->memory_peak)
		box->memory_peak = use.memory_peak;
	note_cpu(box, use.cpu_us);
	if (use.oom)
		end(box, SANDBOX_MEMORY);
	else if (use.too_many)
		end(box, SANDBOX_PROCESSES);
	else if (!box->over && use.cpu_us > box->spec.limits.cpu_ms * 1000ULL)
		end(box, SANDBOX_CPU);
}

static void
tick(struct sandbox *box)
{
	int64_t now = clock_monotonic();

	if (!box->running || box->killed || box->reported ||
	    now < box->next_tick)
		return;
	box->next_tick = now + tick_ms(box) * 1000;
	look_at_group(box);
	look_at_tree(box);
	look_at_files(box);
}

static void
check_deadline(struct sandbox *box)
{
	int64_t now = clock_monotonic();

	if (now < box->deadline)
		return;
	if (box->killed || box->reported)
		/* it should be gone by now: all that is left to do */
		syscall(SYS_pidfd_send_signal, box->outer_fd, SIGKILL, NULL, 0);
	end(box, box->running ? SANDBOX_WALL : SANDBOX_KILLED);
	box->deadline = now + CLOCK_SECOND;
}

static int
pause_ms(const struct sandbox *box)
{
	int64_t left = (box->deadline - clock_monotonic()) / 1000 + 1;
	int64_t usual = tick_ms(box);

	if (left < 0)
		left = 0;
	return (int)(left < usual ? left : usual);
}

/* One round of waiting; what came is dealt with. */
static void
turn(struct sandbox *box)
{
	struct pollfd lines[] = {
	    {box->control, POLLIN, 0},
	    {box->listener, POLLIN, 0},
	    {box->out_fd, POLLIN, 0},
	    {box->err_fd, POLLIN, 0},
	    {box->outer_fd, POLLIN, 0},
	    {box->killed ? -1 : box->stop_fd, POLLIN, 0},
	};

	if (poll(lines, NELEM(lines), pause_ms(box)) <= 0)
		return;
	if (lines[0].revents)
		on_message(box);
	if (lines[1].revents & POLLIN)
		on_call(box);
	else if (lines[1].revents)
		close_fd(&box->listener); /* nobody is under it any more */
	if (lines[2].revents && !read_output(box, box->out_fd, &box->out))
		close_fd(&box->out_fd);
	if (lines[3].revents && !read_output(box, box->err_fd, &box->err))
		close_fd(&box->err_fd);
	if (lines[5].revents)
		end(box, SANDBOX_KILLED);
	if (lines[4].revents)
		box->over = true;
}

static uint64_t
microseconds(struct timeval t)
{
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec;
}

/* bwrap is gone; nearly always so is everything. */
static void
collect(struct sandbox *box)
{
	struct pollfd init = {box->init_fd, POLLIN, 0};
	struct rusage use;
	siginfo_t info;

	if (syscall(SYS_waitid, P_PID, box->outer, &info, WEXITED, &use) == 0)
		note_cpu(box,
		    microseconds(use.ru_utime) + microseconds(use.ru_stime));
	if (init.fd < 0) { /* nothing has said READY: bwrap's own child */
		init.fd = box->control;
		init.events = 0; /* its end is closed */
	}
	if (init.fd >= 0)
		poll(&init, 1, 5000);
	while (box->control >= 0 && !box->reported) {
		struct pollfd line = {box->control, POLLIN, 0};

		if (poll(&line, 1, 0) <= 0)
			break;
		on_message(box);
	}
}

static void
drain(struct sandbox *box, int *fd, struct buf *into)
{
	struct pollfd line = {*fd, POLLIN, 0};

	while (*fd >= 0 && poll(&line, 1, 0) > 0)
		if (!read_output(box, *fd, into))
			close_fd(fd);
	close_fd(fd);
}

/* How it went, where nobody ended it. */
static void
judge_status(struct sandbox *box)
{
	static const struct {
		int signal;
		enum sandbox_end end;
	} names[] = {{SIGXCPU, SANDBOX_CPU}, {SIGXFSZ, SANDBOX_DISK},
	    {SIGSYS, SANDBOX_SYSCALL}};
	struct sandbox_result *r = &box->result;
	int status = box->wait_status;

	if (!box->reported) { /* init itself was ended, by no one we know */
		r->end = SANDBOX_SIGNALLED;
		r->status = SIGKILL;
		return;
	}
	r->end = WIFSIGNALED(status) ? SANDBOX_SIGNALLED : SANDBOX_EXITED;
	r->status =
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
	for (size_t i = 0; i < NELEM(names); i++)
		if (WIFSIGNALED(status) && r->status == names[i].signal)
			r->end = names[i].end;
	if (r->end == SANDBOX_SYSCALL)
		snprintf(r->what, sizeof(r->what),
		    "a system call of another architecture");
}

/* What the counters say after the end outweighs the exit status: the program
   may have survived its own child. */
static void
finish(struct sandbox *box)
{
	drain(box, &box->out_fd, &box->out);
	drain(box, &box->err_fd, &box->err);
	look_at_group(box);
	if (box->running)
		look_at_files(box);
	if (!box->killed)
		judge_status(box);
	box->result.memory_peak = box->memory_peak;
	box->result.out = buf_view(&box->out);
	box->result.err = buf_view(&box->err);
}

static void
release(struct sandbox *box)
{
	watch_close(&box->watched);
	close_fd(&box->listener);
	close_fd(&box->control);
	close_fd(&box->init_fd);
	close_fd(&box->outer_fd);
	cgroup_remove(&box->group);
}

static void
fail_start(struct sandbox *box)
{
	struct str said = str_trim(buf_view(&box->err));

	if (said.len > 300)
		said.len = 300;
	if (box->killed)
		box->rc = err_set(&box->why, ERR_BUSY,
		    "a box was not ready within %d seconds",
		    (int)(START_US / CLOCK_SECOND));
	else
		box->rc = err_set(&box->why, ERR_IO,
		    "could not set up a box: %.*s", STR_FMT(said));
}

void
supervise(struct sandbox *box)
{
	box->started = box->last_walk = clock_monotonic();
	box->deadline = box->started + START_US;
	box->rc = spawn(box, &box->why);
	cgroup_entered(&box->group);
	if (box->rc == ERR_NONE) {
		while (!box->over) {
			turn(box);
			tick(box);
			check_deadline(box);
		}
		collect(box);
		finish(box);
		if (!box->running)
			fail_start(box);
	}
	release(box);
	say(box, &box->ended);
}
