#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/process.h"
#include "sandbox/box.h"
#include "sandbox/proc.h"

/*
 * What this machine has, found by running a box.  Root's slots are users that
 * nobody else has: past those that distributions and containers give out,
 * else, where a container has no such numbers, among those it reserves.
 */
#define UID_BASE     2000000000U
#define UID_BASE_LOW 65000U
#define BWRAP        "/usr/bin/bwrap"

static struct sandbox_means found;
static struct way way;

/* Whether our user namespace has that user. */
static bool
is_mapped(unsigned uid)
{
	unsigned long inside, outside, count;
	char text[4096], *line = text, *end;

	if (!proc_read(AT_FDCWD, "/proc/self/uid_map", text, sizeof(text)))
		return true;
	while (*line) {
		inside = strtoul(line, &end, 10);
		outside = strtoul(end, &end, 10);
		count = strtoul(end, &end, 10);
		(void)outside;
		if (uid >= inside && uid - inside < count)
			return true;
		line = *end ? end + 1 : end;
	}
	return false;
}

static unsigned uid_base;

static void
find_base(void)
{
	uid_base =
	    is_mapped(UID_BASE + SANDBOX_SLOTS) ? UID_BASE : UID_BASE_LOW;
}

unsigned
sandbox_uid(unsigned slot)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (geteuid() != 0)
		return geteuid();
	pthread_once(&once, find_base);
	return uid_base + slot;
}

/* The smallest box there is; what it says is what every box would. */
static enum err_code
try_out(const struct way *one, struct err *err)
{
	static const char *const argv[] = {"/usr/bin/true", NULL};
	static const struct sandbox_limits limits = {.wall_ms = 5000,
	    .cpu_ms = 5000,
	    .processes = 8,
	    .memory = (size_t)64 << 20,
	    .output = 4096,
	    .disk = 1 << 20};
	struct sandbox_spec spec = {.argv = argv, .dir = "/", .limits = limits};
	struct sandbox_result result;
	struct sandbox *box;
	enum err_code rc;

	/* the last: callers count from the first */
	spec.slot = SANDBOX_SLOTS - 1;
	rc = box_start(&spec, one, &box, err);
	if (rc != ERR_NONE)
		return rc;
	rc = sandbox_wait(box, 10000, &result, err);
	if (rc == ERR_NONE &&
	    (result.end != SANDBOX_EXITED || result.status != 0))
		rc = err_set(err, ERR_IO,
		    "a first box ended by '%s', %d %s: %.*s",
		    sandbox_end_name(result.end), result.status, result.what,
		    STR_FMT(result.err));
	sandbox_free(box);
	return rc;
}

static bool
find_way(struct err *err)
{
	way.bwrap = BWRAP;
	way.root = geteuid() == 0;
	way.user_namespace = true;
	if (try_out(&way, err) == ERR_NONE)
		return true;
	if (!way.root)
		return false;
	/* users may not make namespaces here, but root may */
	way.user_namespace = false;
	return try_out(&way, err) == ERR_NONE;
}

static void
version(char *out, size_t size)
{
	static const char *const argv[] = {BWRAP, "--version", NULL};
	const struct process p = {.argv = argv, .max = 256};
	struct process_result result;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 10);
	snprintf(out, size, "bubblewrap");
	if (process_run(&p, &arena, &result, &err) == ERR_NONE)
		snprintf(out, size, "%.*s", STR_FMT(str_trim(result.out)));
	arena_release(&arena);
}

static void
describe(void)
{
	static const char *const memory[] = {
	    [SANDBOX_NO_MEMORY] = "no limit of memory",
	    [SANDBOX_CGROUP1] = "memory by cgroup v1",
	    [SANDBOX_CGROUP2] = "memory by cgroup v2",
	    [SANDBOX_WATCHER] = "memory by a watcher"};
	char bwrap[64];

	version(bwrap, sizeof(bwrap));
	snprintf(found.text, sizeof(found.text),
	    "%s%s, seccomp, %s, processes by %s, %s", bwrap,
	    way.user_namespace ? "" : " as root (users make no namespaces)",
	    memory[found.memory], found.pids_cgroup ? "cgroup" : "RLIMIT_NPROC",
	    found.root ? "a user of its own for each slot"
		       : "all as this user");
}

static void
look(void)
{
	const struct cgroup_means *groups = cgroup_means();
	struct err err;

	if (access(BWRAP, X_OK) != 0) {
		snprintf(found.why, sizeof(found.why),
		    BWRAP " is not there: install bubblewrap");
		return;
	}
	if (!find_way(&err)) {
		snprintf(found.why, sizeof(found.why),
		    "%.110s; bwrap needs user namespaces or root, and a root "
		    "folder not entered by chroot alone",
		    err.text);
		return;
	}
	found.usable = true;
	found.root = way.root;
	found.pids_cgroup = groups->has[CGROUP_PIDS];
	found.memory = !groups->has[CGROUP_MEMORY] ? SANDBOX_WATCHER
	    : groups->v2                           ? SANDBOX_CGROUP2
						   : SANDBOX_CGROUP1;
	describe();
}

void
sandbox_means(struct sandbox_means *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, look);
	*out = found;
}

const struct way *
box_way(void)
{
	return &way;
}
