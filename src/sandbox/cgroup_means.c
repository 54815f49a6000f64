#include "sandbox/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox/proc.h"

/*
 * Where control groups can be made.  /proc/self/mountinfo says where each
 * hierarchy is mounted, /proc/self/cgroup where in it we are; a container may
 * see only its own part, then the mount itself is the place.
 */
#define TEXT_MAX ((size_t)64 << 10)

static const char *const controllers[] = {[CGROUP_MEMORY] = "memory",
    [CGROUP_PIDS] = "pids",
    [CGROUP_CPU] = "cpuacct",
    [CGROUP_SHARE] = "cpu"};

/* Whether word is one of the list, that is separated by commas. */
static bool
in_list(struct str list, const char *word)
{
	struct str one;

	while (str_next(&list, ',', &one))
		if (str_eq(one, str_from(word)))
			return true;
	return false;
}

/* A line of mountinfo: "... root mount options - type source super". */
static bool
mounted(struct str line, const char *type, const char *controller,
    struct str *mount)
{
	struct str field[16], rest = line;
	size_t n = 0, dash;

	while (n < NELEM(field) && str_next(&rest, ' ', &field[n]))
		n++;
	for (dash = 6; dash < n && !str_eq(field[dash], STR("-")); dash++)
		;
	if (dash + 3 >= n || !str_eq(field[dash + 1], str_from(type)))
		return false;
	if (controller && !in_list(field[dash + 3], controller))
		return false;
	*mount = field[4];
	return true;
}

bool
cgroup_mount(const char *text, const char *type, const char *controller,
    struct str *mount)
{
	struct str rest = str_from(text), line;

	while (str_cut_line(&rest, &line))
		if (mounted(line, type, controller, mount))
			return true;
	return false;
}

/* A line of /proc/self/cgroup: "4:memory:/where"; of v2 "0::/where". */
struct str
cgroup_where(const char *text, const char *controller)
{
	struct str rest = str_from(text), line, number, list;

	while (str_cut_line(&rest, &line)) {
		if (!str_cut(&line, ':', &number) ||
		    !str_cut(&line, ':', &list))
			continue;
		if (controller ? in_list(list, controller) : list.len == 0)
			return line;
	}
	return STR("");
}

/* Below where we are, else below the mount; NULL. */
static char *
writable_base(struct str mount, struct str where)
{
	struct str tries[] = {where, STR("")};
	char path[PATH_MAX], trial[PATH_MAX + 32];

	for (size_t i = 0; i < NELEM(tries); i++) {
		snprintf(path, sizeof(path), "%.*s%.*s", STR_FMT(mount),
		    STR_FMT(tries[i]));
		snprintf(trial, sizeof(trial), "%s/assay-trial.%d", path,
		    (int)getpid());
		if (mkdir(trial, 0755) != 0)
			continue;
		rmdir(trial);
		return strdup(path);
	}
	return NULL;
}

static void
find_v1(struct cgroup_means *means, const char *mounts, const char *ours)
{
	for (int i = 0; i < CGROUP_PARTS; i++) {
		struct str mount;

		if (!cgroup_mount(mounts, "cgroup", controllers[i], &mount))
			continue;
		means->base[i] =
		    writable_base(mount, cgroup_where(ours, controllers[i]));
		means->has[i] = means->base[i] != NULL;
		if (!means->has[i] && i == CGROUP_MEMORY)
			snprintf(means->why, sizeof(means->why),
			    "the memory hierarchy cannot be written to");
	}
}

static bool
write_to(const char *base, const char *file, const char *text)
{
	char path[PATH_MAX];
	bool ok;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", base, file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ok = write(fd, text, strlen(text)) > 0;
	close(fd);
	return ok;
}

/* A group that has processes gives no controllers to those beneath it, but
   at the root: then we move into one of our own first. */
static bool
give_controllers(const char *base)
{
	static const char gives[] = "+memory +pids";
	char own[PATH_MAX], pid[16];

	if (write_to(base, "cgroup.subtree_control", gives)) {
		write_to(base, "cgroup.subtree_control", "+cpu"); /* if any */
		return true;
	}
	snprintf(own, sizeof(own), "%s/assay-main", base);
	snprintf(pid, sizeof(pid), "%d", (int)getpid());
	if (mkdir(own, 0755) != 0 && errno != EEXIST)
		return false;
	return write_to(own, "cgroup.procs", pid) &&
	    write_to(base, "cgroup.subtree_control", gives);
}

static void
find_v2(struct cgroup_means *means, const char *mounts, const char *ours)
{
	char path[PATH_MAX], text[1024];
	struct str mount;
	char *base;

	if (!cgroup_mount(mounts, "cgroup2", NULL, &mount))
		return;
	base = writable_base(mount, cgroup_where(ours, NULL));
	if (!base) {
		snprintf(means->why, sizeof(means->why),
		    "the cgroup2 subtree is not delegated to this user");
		return;
	}
	snprintf(path, sizeof(path), "%s/cgroup.controllers", base);
	if (!proc_read(AT_FDCWD, path, text, sizeof(text)) ||
	    !strstr(text, "memory") || !strstr(text, "pids") ||
	    !give_controllers(base)) {
		snprintf(means->why, sizeof(means->why),
		    "cgroup2 has no memory and pids controllers for us");
		free(base);
		return;
	}
	means->v2 = true;
	for (int i = 0; i < CGROUP_PARTS; i++) {
		means->base[i] = base;
		means->has[i] = true;
	}
}

static struct cgroup_means found;

static void
look(void)
{
	char *mounts = malloc(TEXT_MAX), *ours = malloc(TEXT_MAX);

	snprintf(found.why, sizeof(found.why), "no control groups are mounted");
	if (mounts && ours &&
	    proc_read(AT_FDCWD, "/proc/self/mountinfo", mounts, TEXT_MAX) &&
	    proc_read(AT_FDCWD, "/proc/self/cgroup", ours, TEXT_MAX)) {
		find_v1(&found, mounts, ours);
		if (!found.has[CGROUP_MEMORY] && !found.has[CGROUP_PIDS])
			find_v2(&found, mounts, ours);
	}
	free(mounts);
	free(ours);
}

const struct cgroup_means *
cgroup_means(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, look);
	return &found;
}
