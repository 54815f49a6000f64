/* Attacks that reach out: files, network, processes, devices, descriptors. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "attack.h"

/* PORT NAME: a listener of the host's on its loopback, one without a path. */
static void
network(char **words)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
	    .sin_port = htons((unsigned short)atoi(words[0])),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, (struct sockaddr *)&in, sizeof(in)) == 0)
		got_out("connected to the host's loopback");
	in.sin_addr.s_addr = inet_addr("192.0.2.1");
	if (connect(fd, (struct sockaddr *)&in, sizeof(in)) == 0 ||
	    errno != ENETUNREACH)
		got_out("there is a route");
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (sendto(fd, "x", 1, 0, (struct sockaddr *)&in, sizeof(in)) >= 0)
		got_out("sent a datagram");
	strncpy(un.sun_path + 1, words[1], sizeof(un.sun_path) - 2);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&un,
		(socklen_t)(sizeof(sa_family_t) + 1 + strlen(words[1]))) == 0)
		got_out("connected to an abstract socket");
	if (socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0)
		got_out("made a raw socket");
}

/* The loopback is its own, and works. */
static void
own_network(char **words)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
	    .sin_port = htons(8080),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int server = socket(AF_INET, SOCK_STREAM, 0);
	int client = socket(AF_INET, SOCK_STREAM, 0);

	(void)words;
	if (bind(server, (struct sockaddr *)&in, sizeof(in)) != 0 ||
	    listen(server, 1) != 0 ||
	    connect(client, (struct sockaddr *)&in, sizeof(in)) != 0)
		got_out("no loopback");
}

static void
must_not_open(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd >= 0)
		got_out(path);
}

/* PID FILE: of the host's judge, and a file of its */
static void
read_outside(char **words)
{
	static const char *const paths[] = {"/etc/shadow",
	    "/proc/1/"
	    "root/etc/shadow",
	    "/proc/1/environ", "/proc/1/mem", "/proc/1/fd/0",
	    "/proc/1/cwd/etc/shadow", "/proc/kcore", "/proc/kmsg",
	    "/proc/self/"
	    "root/../etc/shadow",
	    "/tmp/../../../../etc/shadow", "/root", "/home", "/var", "/sys",
	    "/run", "/boot", "/oldroot", "/newroot"};
	char path[256];

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		must_not_open(paths[i], O_RDONLY);
	must_not_open(words[1], O_RDONLY);
	snprintf(path, sizeof(path), "/proc/%s/environ", words[0]);
	must_not_open(path, O_RDONLY);
	snprintf(path, sizeof(path), "/proc/1/root%s", words[1]);
	must_not_open(path, O_RDONLY);
}

/* FOLDER FILE: a writable bind, a file beside it on the host */
static void
write_outside(char **words)
{
	static const char *const paths[] = {"/usr/bin/true", "/etc/passwd",
	    "/etc/ld.so.cache", "/bin/x", "/x", "/dev/x", "/etc/x", "/usr/x",
	    "/proc/sys/kernel/core_pattern", "/proc/sys/vm/overcommit_memory",
	    "/proc/sysrq-trigger", "/sys/fs/cgroup/memory/cgroup.procs",
	    "/sys/fs/cgroup/cgroup.procs", "/proc/1/oom_score_adj",
	    "/proc/1/mem", "/proc/1/uid_map"};
	char path[256], name[256];

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		must_not_open(paths[i], O_WRONLY | O_CREAT);
	snprintf(path, sizeof(path), "%s/link", words[0]);
	if (symlink(words[1], path) != 0)
		got_out("no link could be made");
	must_not_open(path, O_WRONLY);
	snprintf(path, sizeof(path), "%s/up", words[0]);
	if (symlink("..", path) != 0)
		got_out("no link could be made");
	snprintf(name, sizeof(name), "%s/up/beside", words[0]);
	must_not_open(name, O_WRONLY | O_CREAT);
	snprintf(name, sizeof(name), "%s/../beside", words[0]);
	must_not_open(name, O_WRONLY | O_CREAT);
	if (link("/usr/bin/true", name) == 0 || rename(path, "/usr/x") == 0)
		got_out("linked or renamed across");
}

/* PID: of the host's judge */
static void
kill_others(char **words)
{
	kill(getppid(), SIGKILL);
	kill(1, SIGTERM);
	if (kill(atoi(words[0]), SIGKILL) == 0 && atoi(words[0]) > 1000)
		got_out("signalled a process of the host's");
	signal(SIGTERM, SIG_IGN);
	kill(-1, SIGTERM);
	kill(0, SIGTERM);
}

static void
devices(char **words)
{
	(void)words;
	must_not_open("/dev/mem", O_RDONLY);
	must_not_open("/dev/kmsg", O_RDONLY);
	must_not_open("/dev/tty", O_RDWR);
	must_not_open("/dev/ptmx", O_RDWR);
	must_not_open("/dev/vda", O_RDONLY);
	must_not_open("/dev/sda", O_RDONLY);
	must_not_open("/dev/loop-control", O_RDONLY);
	must_not_open("/dev/fuse", O_RDWR);
	mknod("/tmp/mem", S_IFCHR | 0666, (dev_t)0x101);
	got_out("mknod came back");
}

/* A process that outlives its parents and holds the output open. */
static void
daemon_stays(char **words)
{
	(void)words;
	if (fork() > 0)
		_exit(0);
	setsid();
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_IGN);
	if (fork() > 0)
		_exit(0);
	for (;;)
		pause();
}

static void
forge(char **words)
{
	char path[64];

	(void)words;
	for (int fd = 3; fd < 1024; fd++) {
		if (write(fd, "PASS\n", 5) >= 0 ||
		    send(fd, "PASS\n", 5, MSG_NOSIGNAL) >= 0 ||
		    fcntl(fd, F_GETFD) >= 0)
			got_out("a descriptor was inherited");
		snprintf(path, sizeof(path), "/proc/1/fd/%d", fd);
		must_not_open(path, O_WRONLY);
	}
	if (write(0, "PASS\n", 5) >= 0 || read(0, path, 1) != 0)
		got_out("standard input is not empty");
	if (isatty(0) || isatty(1) || isatty(2))
		got_out("there is a terminal");
}

/* FILE: this program, setuid root where the test could make it so */
static void
setuid_program(char **words)
{
	if (setuid(0) == 0)
		got_out("setuid");
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		got_out("new privileges");
	execl(words[0], words[0], "am-i-root", (char *)NULL);
	got_out("its program was not there");
}

static void
am_i_root(char **words)
{
	(void)words;
	if (geteuid() == 0 || setuid(0) == 0)
		got_out("became root");
}

const struct attack reaching[] = {
    {"network", network},
    {"own-network", own_network},
    {"read-outside", read_outside},
    {"write-outside", write_outside},
    {"kill", kill_others},
    {"devices", devices},
    {"daemon", daemon_stays},
    {"forge", forge},
    {"setuid", setuid_program},
    {"am-i-root", am_i_root},
    {NULL, NULL},
};
