#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include "base/arena.h"

/*
 * A program nobody trusts, run where it can do no harm: bubblewrap for the
 * namespaces (user, pid, ipc, uts, net, mount, cgroup), a seccomp filter,
 * rlimits, and a ceiling on memory and processes by cgroup where the machine
 * has one, else by a watcher that sums the tree.
 *
 *	sandbox_means(&means);			once: what this machine has
 *	if (!means.usable) ... means.why	nothing is graded
 *
 *	rc = sandbox_start(&spec, &box, err);
 *	rc = sandbox_wait(box, 5000, &result, err);
 *	sandbox_free(box);			ends what still runs
 *
 * The program sees /usr read-only, an empty /tmp and /dev, its own binds and
 * nothing else; its environment is spec.env alone.  It has no network but a
 * loopback of its own.  Standard input is empty; standard output and error are
 * read by us up to limits.output.  No other descriptor is inherited.
 */
struct sandbox_limits {
	unsigned wall_ms, cpu_ms;
	unsigned processes; /* and threads, of the whole box */
	size_t memory;      /* bytes, of the whole box */
	size_t output;      /* bytes, stdout and stderr together */
	size_t disk;        /* bytes, of each writable tmpfs and of a file */
};

struct sandbox_bind {
	const char *from, *to; /* absolute; outside, inside */
	bool write;
};

struct sandbox_spec {
	const char *const *argv; /* to NULL; argv[0] absolute, inside */
	const char *const *env;  /* "NAME=value", to NULL */
	const char *dir;         /* to run in, inside */
	const struct sandbox_bind *binds;
	size_t n_binds;
	/* an empty tmpfs of limits.disk each, to NULL; NULL: none but /tmp */
	const char *const *scratch;
	struct sandbox_limits limits;
	/* 0 .. SANDBOX_SLOTS-1, one box at a time each: as root it runs as a
	   user of the slot's own (see sandbox_uid) */
	unsigned slot;
};
#define SANDBOX_SLOTS 256

enum sandbox_end {
	SANDBOX_EXITED,
	SANDBOX_SIGNALLED,
	/* ended by us, each with its name */
	SANDBOX_WALL,
	SANDBOX_CPU,
	SANDBOX_MEMORY,
	SANDBOX_PROCESSES,
	SANDBOX_OUTPUT,
	SANDBOX_DISK,
	SANDBOX_SYSCALL, /* one the filter forbids: named in what */
	SANDBOX_KILLED,  /* sandbox_free or sandbox_stop */
};
const char *sandbox_end_name(enum sandbox_end end); /* "memory" */

struct sandbox_result {
	enum sandbox_end end;
	int status;          /* exit status or signal */
	struct str out, err; /* in the box, until sandbox_free */
	char what[64];       /* of SYSCALL: its name */
	uint64_t memory_peak, cpu_us, wall_us;
};

enum sandbox_memory {
	SANDBOX_NO_MEMORY,
	SANDBOX_CGROUP1,
	SANDBOX_CGROUP2,
	SANDBOX_WATCHER
};

struct sandbox_means {
	bool usable;
	bool root; /* each slot has its own user */
	enum sandbox_memory memory;
	bool pids_cgroup;
	char why[200]; /* when not usable: what is missing, and what would do */
	char text[200]; /* "bubblewrap 0.8.0, seccomp, memory by cgroup v1 ..."
			 */
};
void sandbox_means(struct sandbox_means *out);

struct sandbox;

/* ERR_UNSUPPORTED where the machine has not the means.  Nothing is left behind
   by a failure. */
enum err_code sandbox_start(const struct sandbox_spec *spec,
    struct sandbox **out, struct err *err) MUST_USE;

/* Until it has ended and none of its processes is left, or so long: then
   ERR_BUSY and it goes on.  After the end, *out each time the same. */
enum err_code sandbox_wait(struct sandbox *box, unsigned timeout_ms,
    struct sandbox_result *out, struct err *err) MUST_USE;

/* Ends all of it, at once and surely; then sandbox_wait has the result. */
void sandbox_stop(struct sandbox *box);
void sandbox_free(struct sandbox *box); /* NULL is fine */

/* Outside, the user that slot's box runs as: ours where we are not root. */
unsigned sandbox_uid(unsigned slot);

/* Leftovers of a former process of ours that was killed: ends them and takes
   their files and cgroups away.  Before the first start. */
void sandbox_sweep(void);

#endif
