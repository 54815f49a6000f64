#include "sandbox/cgroup.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/proc.h"

#define PREFIX "assay-box."

/* A box runs when nobody else wants to: a thirtieth of what others get. */
#define SHARE_V1  32 /* of 1024 */
#define WEIGHT_V2 3  /* of 100 */

static void
path_of(const struct cgroup *group, enum cgroup_part part, const char *file,
    char *out, size_t size)
{
	snprintf(
	    out, size, "%s/%s/%s", group->means->base[part], group->name, file);
}

/* 0 or an errno. */
static int
write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		rc = errno;
	close(fd);
	return rc;
}

static int
set(const struct cgroup *group, enum cgroup_part part, const char *file,
    uint64_t value)
{
	char path[PATH_MAX], text[24];

	path_of(group, part, file, path, sizeof(path));
	snprintf(text, sizeof(text), "%" PRIu64, value);
	return write_text(path, text);
}

/* The number after word in the file, or of the whole file for "". */
static uint64_t
get(const struct cgroup *group, enum cgroup_part part, const char *file,
    const char *word)
{
	char path[PATH_MAX], text[4096];
	const char *at = text;

	path_of(group, part, file, path, sizeof(path));
	if (!proc_read(AT_FDCWD, path, text, sizeof(text)))
		return 0;
	if (*word && !(at = proc_word(text, word)))
		return 0;
	return strtoull(at, NULL, 10);
}

/* v2 counts both kinds of one group in one place each. */
static int
limit_v2(const struct cgroup *group, const struct sandbox_limits *limits)
{
	int rc = set(group, CGROUP_MEMORY, "memory.max", limits->memory);

	if (rc != 0)
		return rc;
	/* none of these is there on every machine */
	set(group, CGROUP_SHARE, "cpu.weight", WEIGHT_V2);
	set(group, CGROUP_MEMORY, "memory.swap.max", 0);
	set(group, CGROUP_MEMORY, "memory.oom.group", 1);
	return 0;
}

static int
limit_v1(const struct cgroup *group, const struct sandbox_limits *limits)
{
	int rc =
	    set(group, CGROUP_MEMORY, "memory.limit_in_bytes", limits->memory);

	if (rc != 0)
		return rc;
	/* with swap; not there where swap is not counted */
	set(group, CGROUP_MEMORY, "memory.memsw.limit_in_bytes",
	    limits->memory);
	return 0;
}

static int
limit(const struct cgroup *group, const struct sandbox_limits *limits)
{
	const struct cgroup_means *means = group->means;
	int rc = 0;

	if (means->has[CGROUP_MEMORY])
		rc = means->v2 ? limit_v2(group, limits)
			       : limit_v1(group, limits);
	if (means->has[CGROUP_SHARE] && !means->v2)
		set(group, CGROUP_SHARE, "cpu.shares", SHARE_V1);
	if (rc == 0 && means->has[CGROUP_PIDS])
		/* bwrap's own two stand beside the program's */
		rc = set(group, CGROUP_PIDS, "pids.max", limits->processes + 2);
	return rc;
}

/* v1 lets a thread enter alone by "tasks", which spares the whole machine a
   grace period; v2 has one way. */
static int
make_part(struct cgroup *group, enum cgroup_part part)
{
	char path[PATH_MAX];

	path_of(group, part, "", path, sizeof(path));
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		return errno;
	path_of(group, part, group->means->v2 ? "cgroup.procs" : "tasks", path,
	    sizeof(path));
	group->enter[part] = open(path, O_WRONLY | O_CLOEXEC);
	return group->enter[part] < 0 ? errno : 0;
}

enum err_code
cgroup_make(
    const struct sandbox_limits *limits, struct cgroup *out, struct err *err)
{
	static atomic_uint made;
	struct cgroup group = {
	    .means = cgroup_means(), .enter = {-1, -1, -1, -1}};
	int rc = 0;

	snprintf(group.name, sizeof(group.name), PREFIX "%d.%" PRIu64 ".%u",
	    (int)getpid(), proc_started(getpid()), atomic_fetch_add(&made, 1));
	for (int i = 0; i < CGROUP_PARTS && rc == 0; i++)
		if (group.means->has[i] && !(group.means->v2 && i > 0))
			rc = make_part(&group, (enum cgroup_part)i);
	if (rc == 0)
		rc = limit(&group, limits);
	if (rc == 0) {
		*out = group;
		return ERR_NONE;
	}
	cgroup_entered(&group);
	cgroup_remove(&group);
	return err_sys(err, rc, "could not make a control group");
}

int
cgroup_enter(const struct cgroup *group)
{
	for (int i = 0; i < CGROUP_PARTS; i++)
		if (group->enter[i] >= 0 && write(group->enter[i], "0", 1) < 0)
			return errno;
	return 0;
}

void
cgroup_entered(struct cgroup *group)
{
	for (int i = 0; i < CGROUP_PARTS; i++)
		if (group->enter[i] >= 0) {
			close(group->enter[i]);
			group->enter[i] = -1;
		}
}

static void
look_v1(const struct cgroup *group, struct cgroup_use *out)
{
	const bool *has = group->means->has;

	if (has[CGROUP_MEMORY]) {
		out->oom = get(group, CGROUP_MEMORY, "memory.oom_control",
			       "oom_kill") > 0;
		out->memory_peak =
		    get(group, CGROUP_MEMORY, "memory.max_usage_in_bytes", "");
	}
	if (has[CGROUP_PIDS])
		out->too_many =
		    get(group, CGROUP_PIDS, "pids.events", "max") > 0;
	if (has[CGROUP_CPU])
		out->cpu_us =
		    get(group, CGROUP_CPU, "cpuacct.usage", "") / 1000;
}

static void
look_v2(const struct cgroup *group, struct cgroup_use *out)
{
	const bool *has = group->means->has;

	if (has[CGROUP_MEMORY]) {
		out->oom =
		    get(group, CGROUP_MEMORY, "memory.events", "oom_kill") > 0;
		out->memory_peak = get(group, CGROUP_MEMORY, "memory.peak", "");
	}
	if (has[CGROUP_PIDS])
		out->too_many =
		    get(group, CGROUP_PIDS, "pids.events", "max") > 0;
	if (has[CGROUP_CPU])
		out->cpu_us = get(group, CGROUP_CPU, "cpu.stat", "usage_usec");
}

void
cgroup_look(const struct cgroup *group, struct cgroup_use *out)
{
	*out = (struct cgroup_use){0};
	if (!group->name[0])
		return;
	if (group->means->v2)
		look_v2(group, out);
	else
		look_v1(group, out);
}

void
cgroup_kill(const struct cgroup *group)
{
	if (group->name[0] && group->means->v2)
		set(group, CGROUP_MEMORY, "cgroup.kill", 1);
}

static bool
remove_dir(const char *path)
{
	for (int tries = 0; tries < 200; tries++) {
		if (rmdir(path) == 0 || errno == ENOENT)
			return true;
		if (errno != EBUSY)
			return false;
		usleep(5000);
	}
	return false;
}

void
cgroup_remove(struct cgroup *group)
{
	char path[PATH_MAX];

	if (!group->name[0])
		return;
	for (int i = 0; i < CGROUP_PARTS; i++) {
		if (!group->means->has[i])
			continue;
		path_of(group, (enum cgroup_part)i, "", path, sizeof(path));
		remove_dir(path);
	}
	group->name[0] = '\0';
}

static void
kill_listed(int base, const char *name)
{
	char path[300], text[4096];
	char *at = text, *end;
	long pid;

	snprintf(path, sizeof(path), "%s/cgroup.procs", name);
	for (int again = 0; again < 100; again++) {
		if (!proc_read(base, path, text, sizeof(text)) || !*text)
			return;
		for (at = text; (pid = strtol(at, &end, 10)) > 0; at = end)
			kill((pid_t)pid, SIGKILL);
		usleep(5000);
	}
}

/* "assay-box.PID.START.N" of a process that is there no more */
static bool
is_leftover(const char *name)
{
	uint64_t start;
	unsigned n;
	int pid;

	if (sscanf(name, PREFIX "%d.%" SCNu64 ".%u", &pid, &start, &n) != 3)
		return false;
	return pid > 0 && proc_started(pid) != start;
}

static void
sweep_base(const char *base)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(base);

	while (dir && (entry = readdir(dir)))
		if (is_leftover(entry->d_name)) {
			snprintf(
			    path, sizeof(path), "%s/%s", base, entry->d_name);
			kill_listed(dirfd(dir), entry->d_name);
			remove_dir(path);
		}
	if (dir)
		closedir(dir);
}

void
cgroup_sweep(void)
{
	const struct cgroup_means *means = cgroup_means();

	for (int i = 0; i < CGROUP_PARTS; i++)
		if (means->has[i])
			sweep_base(means->base[i]);
}
