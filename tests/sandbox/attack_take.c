/* Attacks that take: processes, memory, time, space, descriptors. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define MB ((size_t)1 << 20)

static void
fork_bomb(char **words)
{
	(void)words;
	for (;;)
		if (fork() < 0)
			usleep(1000);
}

static void *
sleeping(void *arg)
{
	pause();
	return arg;
}

static void
thread_bomb(char **words)
{
	pthread_t thread;

	(void)words;
	for (;;)
		if (pthread_create(&thread, NULL, sleeping, NULL) != 0)
			usleep(1000);
}

static void
zombie_flood(char **words)
{
	(void)words;
	for (;;) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(0);
		if (pid < 0)
			usleep(1000);
	}
}

static void
fill(int flags)
{
	for (;;) {
		char *room =
		    mmap(NULL, 4 * MB, PROT_READ | PROT_WRITE, flags, -1, 0);

		if (room == MAP_FAILED)
			usleep(1000);
		else
			memset(room, 1, 4 * MB);
	}
}

static void
balloon(char **words)
{
	(void)words;
	fill(MAP_PRIVATE | MAP_ANONYMOUS);
}

static void
balloon_shared(char **words)
{
	(void)words;
	fill(MAP_SHARED | MAP_ANONYMOUS);
}

/* Where its memory is nobody's business but root's. */
static void
balloon_hidden(char **words)
{
	prctl(PR_SET_DUMPABLE, 0);
	balloon(words);
}

/* The parent survives its child's end and says that all is well. */
static void
balloon_child(char **words)
{
	if (fork() == 0)
		balloon(words);
	wait(NULL);
}

/* Each child takes little, all of them much. */
static void
balloon_many(char **words)
{
	(void)words;
	for (int i = 0; i < 8; i++)
		if (fork() == 0) {
			char *room = mmap(NULL, 16 * MB, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

			memset(room, 1, 16 * MB);
			pause();
		}
	pause();
}

static bool
write_block(int fd)
{
	static char block[1 << 16];

	return write(fd, block, sizeof(block)) > 0;
}

static void
fill_file(int fd)
{
	while (write_block(fd))
		;
}

static void
balloon_memfd(char **words)
{
	int fd;

	(void)words;
	signal(SIGXFSZ, SIG_IGN);
	while ((fd = memfd_create("x", 0)) >= 0)
		fill_file(fd);
	if (errno != ENOSYS && errno != EMFILE)
		got_out("memfd_create");
}

static void
balloon_inodes(char **words)
{
	char name[32];

	(void)words;
	for (unsigned i = 0;; i++) {
		int fd;

		snprintf(name, sizeof(name), "/tmp/%u", i);
		fd = open(name, O_CREAT | O_WRONLY, 0600);
		if (fd >= 0)
			close(fd);
		else
			usleep(1000);
	}
}

static void
loop(char **words)
{
	(void)words;
	for (volatile unsigned i = 0;; i++)
		;
}

static void
loop_many(char **words)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0)
			loop(words);
	loop(words);
}

/* Each process is new; nobody ever waits for the last. */
static void
loop_relay(char **words)
{
	(void)words;
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		pid_t pid = fork();

		if (pid == 0) {
			clock_t until = clock() + CLOCKS_PER_SEC / 50;

			while (clock() < until)
				;
			_exit(0);
		}
		wait(NULL); /* for its end: the kernel has reaped it */
	}
}

static void
sleep_on(char **words)
{
	(void)words;
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_IGN);
	for (;;)
		pause();
}

static void
stop_itself(char **words)
{
	(void)words;
	kill(getpid(), SIGSTOP);
	got_out("somebody continued it");
}

static void
flood(char **words)
{
	static char block[1 << 16];
	int fd = atoi(words[0]);

	while (write(fd, block, sizeof(block)) > 0)
		;
	pause();
}

static void
one_file(char **words)
{
	fill_file(open(words[0], O_CREAT | O_WRONLY, 0600));
}

static void
one_file_unmoved(char **words)
{
	signal(SIGXFSZ, SIG_IGN);
	one_file(words);
}

static void
many_files(char **words)
{
	static char block[1 << 16];
	char name[256];

	for (unsigned i = 0;; i++) {
		int fd;

		snprintf(name, sizeof(name), "%s/%u", words[0], i);
		fd = open(name, O_CREAT | O_WRONLY, 0600);
		if (fd < 0 || write(fd, block, sizeof(block)) < 0)
			usleep(1000);
		close(fd);
	}
}

/* They have no names, and are kept open. */
static void
nameless_files(char **words)
{
	char name[256];

	snprintf(name, sizeof(name), "%s/x", words[0]);
	for (;;) {
		int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);

		if (fd < 0 || unlink(name) != 0)
			usleep(1000);
		else
			for (int i = 0; i < 16; i++)
				write_block(fd);
	}
}

/* Where nobody may look. */
static void
dark_files(char **words)
{
	char name[256], *folder[] = {name, NULL};

	snprintf(name, sizeof(name), "%s/dark", words[0]);
	mkdir(name, 0700);
	chmod(name, 0300);
	many_files(folder);
}

static void
descriptors(char **words)
{
	int n = 0;

	(void)words;
	while (dup(0) >= 0)
		if (++n > 4096)
			got_out("more than 4096 descriptors");
}

static void
timers(char **words)
{
	timer_t timer;
	int n = 0;

	(void)words;
	while (timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0)
		if (++n > 4096)
			got_out("more than 4096 timers");
}

static void
watches(char **words)
{
	(void)words;
	if (inotify_init1(0) >= 0)
		got_out("inotify_init1");
}

static void
arguments(char **words)
{
	char *one = malloc(100000), *argv[201] = {NULL};

	(void)words;
	memset(one, 'x', 99999);
	one[99999] = '\0';
	for (int i = 0; i < 200; i++)
		argv[i] = one;
	execve("/usr/bin/true", argv, argv);
	if (errno != E2BIG)
		got_out("execve with 40 MB of words");
}

/* What rlimits took cannot be had back. */
static void
raise_limits(char **words)
{
	static const int all[] = {RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_NPROC,
	    RLIMIT_NOFILE, RLIMIT_CORE, RLIMIT_MEMLOCK};
	struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

	(void)words;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (setrlimit((__rlimit_resource_t)all[i], &none) == 0)
			got_out("setrlimit");
}

const struct attack taking[] = {
    {"fork-bomb", fork_bomb},
    {"thread-bomb", thread_bomb},
    {"zombie-flood", zombie_flood},
    {"balloon", balloon},
    {"balloon-shared", balloon_shared},
    {"balloon-hidden", balloon_hidden},
    {"balloon-child", balloon_child},
    {"balloon-many", balloon_many},
    {"balloon-memfd", balloon_memfd},
    {"balloon-inodes", balloon_inodes},
    {"loop", loop},
    {"loop-many", loop_many},
    {"loop-relay", loop_relay},
    {"sleep", sleep_on},
    {"stop", stop_itself},
    {"flood", flood},
    {"one-file", one_file},
    {"one-file-unmoved", one_file_unmoved},
    {"many-files", many_files},
    {"nameless-files", nameless_files},
    {"dark-files", dark_files},
    {"descriptors", descriptors},
    {"timers", timers},
    {"watches", watches},
    {"arguments", arguments},
    {"raise-limits", raise_limits},
    {NULL, NULL},
};
