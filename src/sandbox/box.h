#ifndef SANDBOX_BOX_H
#define SANDBOX_BOX_H

#include <pthread.h>
#include <signal.h>

#include "sandbox/cgroup.h"
#include "sandbox/filter.h"
#include "sandbox/order.h"

/*
 * Inside the folder: one box, and what its parts hand each other.
 *
 *	sandbox.c	starts a thread that spawns, then supervises
 *	command.c	the spec as bwrap's words
 *	request.c	the spec as init's order
 *	spawn.c		vfork: group, user, descriptors, exec of bwrap
 *	supervise.c	output, messages, forbidden calls, limits, the end
 *	watch.c		what the box's processes and files take
 */

/* How a box is set up on this machine; found by trying. */
struct way {
	const char *bwrap;
	/* root becomes the slot's user before bwrap, which then needs what any
	   user needs; else bwrap runs as root and init becomes that user */
	bool user_namespace;
	bool root;
};

/* bwrap's words, with the descriptors they name. */
struct command {
	struct arena *arena;
	struct command_words {
		const char **v;
		size_t n, cap;
	} words;
	int fds[8]; /* to be inherited; closed by command_release */
	size_t n_fds;
	bool failed; /* an allocation or a pipe */
	int failed_errno;
};

struct watched {
	int proc;                 /* the box's /proc, as a folder; -1 */
	int dirs[ORDER_MAX_DIRS]; /* its tmpfs */
	size_t n_dirs;
	uint64_t memory, cpu_us;
	unsigned processes;
};

struct sandbox {
	struct arena arena;
	struct sandbox_spec spec; /* copied into the arena */
	const struct way *way;
	struct filter filter;
	struct cgroup group;
	const char *const *dirs; /* tmpfs inside, to NULL */

	/* of the supervising thread alone */
	pid_t outer;
	int outer_fd, init_fd; /* pidfds of bwrap and of init; -1 */
	int control, listener, out_fd, err_fd;
	struct buf out, err;
	int64_t started, deadline; /* monotonic */
	int64_t next_tick, last_walk;
	struct watched watched;
	bool ready, running, reported, killed, over;
	int wait_status;
	uint64_t memory_peak;
	struct sandbox_result result;

	/* between threads */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int stop_fd; /* eventfd: sandbox_stop */
	bool begun, ended;
	enum err_code rc; /* of a start that failed, or ERR_NONE */
	struct err why;
};

/* What sandbox_means tries out, without asking it first. */
enum err_code box_start(const struct sandbox_spec *spec, const struct way *way,
    struct sandbox **out, struct err *err) MUST_USE;
const struct way *box_way(void); /* of usable means */

void command_make(const struct sandbox *box, struct command *out);
void command_add(struct command *command, const char *word);
void command_release(struct command *command);

/* A sealed file with init's order; -1 and errno. */
int request_file(const struct sandbox *box);
/* The program that runs first in a box, as a descriptor to execute; -1. */
int init_program(void);

/* Fills outer, outer_fd, control, out_fd, err_fd and enters the group. */
enum err_code spawn(struct sandbox *box, struct err *err) MUST_USE;

void supervise(struct sandbox *box); /* the thread's whole life */

/* What the tree takes now; memory only where asked, for it costs more. */
void watch_look(struct sandbox *box, bool memory);
/* Whether a tmpfs of the box is full; whether its writable binds hold more
   than one may. */
bool watch_full(const struct sandbox *box);
bool watch_binds_over(const struct sandbox *box);
void watch_close(struct watched *watched);

#endif
