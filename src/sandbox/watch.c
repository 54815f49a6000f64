#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "sandbox/box.h"
#include "sandbox/proc.h"

/* What the kernel keeps for a file of a tmpfs beside its pages. */
#define INODE_SIZE 1024
/* Of a writable bind: more files than this are as bad as too many bytes. */
#define FILES_MAX 20000
#define DEPTH_MAX 64

struct sum {
	uint64_t quick; /* bytes, shared pages counted for each */
	uint64_t ticks; /* of the clock: user and system, with the reaped */
	unsigned tasks;
};

static uint64_t
kilobytes(const char *text, const char *word)
{
	const char *at = proc_word(text, word);

	return at ? strtoull(at, NULL, 10) * 1024 : 0;
}

/* One process of the box's: its threads, memory and time. */
static void
add_process(struct sum *sum, int proc, const char *pid, bool memory)
{
	char path[64], text[4096];
	const char *fields;

	snprintf(path, sizeof(path), "%.20s/stat", pid);
	if (!proc_read(proc, path, text, sizeof(text)) ||
	    !(fields = proc_after_name(text)))
		return;
	for (unsigned i = 11; i <= 14; i++) /* utime to cstime */
		sum->ticks += proc_field(fields, i);
	sum->tasks += (unsigned)proc_field(fields, 17);
	if (!memory)
		return;
	snprintf(path, sizeof(path), "%.20s/status", pid);
	if (proc_read(proc, path, text, sizeof(text)))
		sum->quick += kilobytes(text, "RssAnon") +
		    kilobytes(text, "RssShmem") + kilobytes(text, "VmPTE");
}

/* Pages that processes share are counted once: slower, so only in doubt. */
static uint64_t
exact(int proc, const char *pid)
{
	char path[64], text[4096];

	snprintf(path, sizeof(path), "%.20s/smaps_rollup", pid);
	if (!proc_read(proc, path, text, sizeof(text)))
		return 0;
	return kilobytes(text, "Pss_Anon") + kilobytes(text, "Pss_Shmem");
}

static DIR *
open_dir(int at, const char *path)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (!dir && fd >= 0)
		close(fd);
	return dir;
}

/* Every process but pid 1, which is ours, and does not count. */
static bool
is_counted(const char *name)
{
	return isdigit((unsigned char)name[0]) && strcmp(name, "1") != 0;
}

static struct sum
add_up(int proc, bool memory, uint64_t limit)
{
	struct sum sum = {0};
	struct dirent *entry;
	DIR *dir = open_dir(proc, ".");

	if (!dir)
		return sum;
	while ((entry = readdir(dir)))
		if (is_counted(entry->d_name))
			add_process(&sum, proc, entry->d_name, memory);
	if (memory && sum.quick > limit) {
		sum.quick = 0;
		rewinddir(dir);
		while ((entry = readdir(dir)))
			if (is_counted(entry->d_name))
				sum.quick += exact(proc, entry->d_name);
	}
	closedir(dir);
	return sum;
}

/* What lies in the box's tmpfs is memory as well. */
static uint64_t
in_files(const struct watched *w)
{
	uint64_t sum = 0;
	struct statfs fs;

	for (size_t i = 0; i < w->n_dirs; i++)
		if (fstatfs(w->dirs[i], &fs) == 0)
			sum +=
			    (fs.f_blocks - fs.f_bfree) * (uint64_t)fs.f_bsize +
			    (fs.f_files - fs.f_ffree) * INODE_SIZE;
	return sum;
}

bool
watch_full(const struct sandbox *box)
{
	struct statfs fs;

	for (size_t i = 0; i < box->watched.n_dirs; i++)
		if (fstatfs(box->watched.dirs[i], &fs) == 0 &&
		    (fs.f_bavail == 0 || fs.f_ffree == 0))
			return true;
	return false;
}

struct walk {
	uint64_t bytes, limit;
	unsigned files;
};

static bool
over(const struct walk *walk)
{
	return walk->bytes > walk->limit || walk->files > FILES_MAX;
}

/* A folder that we cannot look into may hold anything. */
static void
hidden(struct walk *walk, int fd)
{
	walk->files = FILES_MAX + 1;
	if (fd >= 0)
		close(fd);
}

/* The box may change it under our feet: only by descriptors, never through a
   link.  Takes fd. */
static void
walk_dir(struct walk *walk, int fd, unsigned depth)
{
	struct dirent *entry;
	DIR *dir = fdopendir(fd);
	struct stat st;

	if (!dir) {
		close(fd);
		return;
	}
	while (!over(walk) && (entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0 ||
		    fstatat(dirfd(dir), entry->d_name, &st,
			AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		walk->files++;
		walk->bytes += (uint64_t)st.st_blocks * 512;
		if (!S_ISDIR(st.st_mode))
			continue;
		fd = openat(dirfd(dir), entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 && depth < DEPTH_MAX)
			walk_dir(walk, fd, depth + 1);
		else if (fd >= 0 || errno == EACCES)
			hidden(walk, fd);
	}
	closedir(dir);
}

/* A file that has no name any more, but is open: a walk does not meet it. */
static void
add_nameless(struct walk *walk, int proc, const char *pid, dev_t device)
{
	char path[64];
	struct dirent *entry;
	struct stat st;
	DIR *dir;

	snprintf(path, sizeof(path), "%.20s/fd", pid);
	dir = open_dir(proc, path);
	while (dir && !over(walk) && (entry = readdir(dir)))
		if (fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 &&
		    S_ISREG(st.st_mode) && st.st_nlink == 0 &&
		    st.st_dev == device)
			walk->bytes += (uint64_t)st.st_blocks * 512;
	if (dir)
		closedir(dir);
}

static void
walk_nameless(struct walk *walk, int proc, dev_t device)
{
	struct dirent *entry;
	DIR *dir = proc >= 0 ? open_dir(proc, ".") : NULL;

	while (dir && (entry = readdir(dir)))
		if (is_counted(entry->d_name))
			add_nameless(walk, proc, entry->d_name, device);
	if (dir)
		closedir(dir);
}

static void
walk_bind(struct walk *walk, const char *path, int proc)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0)
		walk_nameless(walk, proc, st.st_dev);
	walk_dir(walk, fd, 0);
}

bool
watch_binds_over(const struct sandbox *box)
{
	struct walk walk = {.limit = box->spec.limits.disk};

	for (size_t i = 0; i < box->spec.n_binds && !over(&walk); i++)
		if (box->spec.binds[i].write)
			walk_bind(
			    &walk, box->spec.binds[i].from, box->watched.proc);
	return over(&walk);
}

void
watch_look(struct sandbox *box, bool memory)
{
	struct watched *w = &box->watched;
	struct sum sum =
	    add_up(w->proc, memory, (uint64_t)box->spec.limits.memory);

	w->processes = sum.tasks;
	w->memory = memory ? sum.quick + in_files(w) : 0;
	w->cpu_us = sum.ticks * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

void
watch_close(struct watched *watched)
{
	if (watched->proc >= 0)
		close(watched->proc);
	watched->proc = -1;
	while (watched->n_dirs > 0)
		close(watched->dirs[--watched->n_dirs]);
}
