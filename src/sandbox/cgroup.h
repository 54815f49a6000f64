#ifndef SANDBOX_CGROUP_H
#define SANDBOX_CGROUP_H

#include <sys/types.h>

#include "sandbox/sandbox.h"

/*
 * A control group a box, where this machine lets us make some.
 *
 *	v1	<mount of memory>/<ours>/assay-box.PID.START.N	and so for
 *		pids, cpuacct and cpu, each a hierarchy of its own
 *	v2	<mount>/<ours>/assay-box.PID.START.N	all in one
 *
 * PID and START (its start, in clock ticks since boot) name the process that
 * made it, so that what a killed one left can be told and taken away.
 */
enum cgroup_part {
	CGROUP_MEMORY,
	CGROUP_PIDS,
	CGROUP_CPU,
	CGROUP_SHARE, /* of the processors, against whoever else wants them */
	CGROUP_PARTS
};

struct cgroup_means {
	bool v2;
	bool has[CGROUP_PARTS];
	char *base[CGROUP_PARTS]; /* of v2 the same for each; ours for good */
	char why[96];             /* without memory: what stands in the way */
};

/* Looks once; every later call gives the same. */
const struct cgroup_means *cgroup_means(void);

/* Out of the text of /proc/self/mountinfo, where a hierarchy is mounted: type
   "cgroup" with a controller, or "cgroup2" with NULL. */
bool cgroup_mount(const char *text, const char *type, const char *controller,
    struct str *mount);
/* Out of that of /proc/self/cgroup, where in it we are; NULL for v2's.  Empty:
   nowhere that we may know of. */
struct str cgroup_where(const char *text, const char *controller);

struct cgroup {
	const struct cgroup_means *means;
	char name[64];           /* empty: there is none */
	int enter[CGROUP_PARTS]; /* to write "0" to; -1 */
};

/* What has no means is left out, and is no error. */
enum err_code cgroup_make(const struct sandbox_limits *limits,
    struct cgroup *out, struct err *err) MUST_USE;
/* Between vfork and exec: the caller's own thread; 0 or an errno. */
int cgroup_enter(const struct cgroup *group);
void cgroup_entered(struct cgroup *group); /* closes what enter needed */

struct cgroup_use {
	bool oom, too_many;
	uint64_t memory_peak, cpu_us; /* 0: not known */
};
void cgroup_look(const struct cgroup *group, struct cgroup_use *out);
void cgroup_kill(const struct cgroup *group); /* v2 alone can */

/* After the last process has gone; tries again for a second. */
void cgroup_remove(struct cgroup *group);

/* Those of processes that are no more: ended, and removed. */
void cgroup_sweep(void);

#endif
