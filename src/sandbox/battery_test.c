#include "sandbox/sandbox.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/test.h"
#include "sandbox/cgroup.h"
#include "sandbox/proc.h"

/*
 * Every attack of tests/sandbox/ in a box of its own, AT_ONCE of them at a
 * time: each is contained, each is named, and nothing is left of any.  Root
 * runs it a second time as an ordinary user.
 */
#define AT_ONCE 20
#define MB      ((size_t)1 << 20)
#define NR(x)   NR_(x)
#define NR_(x)  #x
#define NOBODY  65534

static struct {
	char dir[64];    /* of this run, on the host */
	char secret[80]; /* a file in it that no box may read */
	char
	    inside[64]; /* where boxes see the attacks: marks their processes */
	char pid[16], port[16], abstract[64];
	const char *attack; /* the program, on the host */
	int tcp, un;
	bool watcher, other_gate;
} run;

enum when { ALWAYS, WITH_GROUPS, WITH_WATCHER };

/* The words in capitals are put in when it runs. */
static const struct row {
	const char *words[8];
	enum sandbox_end end;
	const char *what;
	struct sandbox_limits limits; /* 0: as usual */
	enum when when;
} rows[] = {
    {{"fork-bomb"}, SANDBOX_PROCESSES, "", {0}, ALWAYS},
    {{"thread-bomb"}, SANDBOX_PROCESSES, "", {0}, ALWAYS},
    {{"zombie-flood"}, SANDBOX_PROCESSES, "", {0}, ALWAYS},
    {{"balloon"}, SANDBOX_MEMORY, "", {0}, ALWAYS},
    {{"balloon-shared"}, SANDBOX_MEMORY, "", {0}, ALWAYS},
    {{"balloon-hidden"}, SANDBOX_MEMORY, "", {0}, ALWAYS},
    {{"balloon-child"}, SANDBOX_MEMORY, "", {0}, ALWAYS},
    {{"balloon-many"}, SANDBOX_MEMORY, "", {0}, ALWAYS},
    {{"balloon-inodes"}, SANDBOX_MEMORY, "", {.memory = 24 * MB}, ALWAYS},
    {{"many-files", "/tmp"}, SANDBOX_MEMORY, "",
	{.memory = 24 * MB, .disk = 512 * MB}, ALWAYS},
    {{"balloon-memfd"}, SANDBOX_MEMORY, "", {0}, WITH_GROUPS},
    {{"balloon-memfd"}, SANDBOX_EXITED, "memfd_create", {0}, WITH_WATCHER},
    {{"loop-relay"}, SANDBOX_CPU, "", {.cpu_ms = 200}, WITH_GROUPS},
    {{"loop-relay"}, SANDBOX_WALL, "", {.wall_ms = 1000}, WITH_WATCHER},
    {{"loop"}, SANDBOX_CPU, "", {.cpu_ms = 200}, ALWAYS},
    {{"loop-many"}, SANDBOX_CPU, "", {.cpu_ms = 200}, ALWAYS},
    {{"sleep"}, SANDBOX_WALL, "", {.wall_ms = 300}, ALWAYS},
    {{"stop"}, SANDBOX_WALL, "", {.wall_ms = 300}, ALWAYS},
    {{"flood", "1"}, SANDBOX_OUTPUT, "", {0}, ALWAYS},
    {{"flood", "2"}, SANDBOX_OUTPUT, "", {0}, ALWAYS},
    {{"one-file", "/tmp/x"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"one-file-unmoved", "/tmp/x"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"one-file", "/dev/shm/x"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"one-file", "/own/x"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"many-files", "/tmp"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"many-files", "/own"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"nameless-files", "/tmp"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"nameless-files", "/own"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"dark-files", "/tmp"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"dark-files", "/own"}, SANDBOX_DISK, "", {0}, ALWAYS},
    {{"descriptors"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"timers"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"watches"}, SANDBOX_EXITED, "inotify_init1", {0}, ALWAYS},
    {{"arguments"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"raise-limits"}, SANDBOX_EXITED, "", {0}, ALWAYS},

    {{"network", "PORT", "ABSTRACT"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"own-network"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"read-outside", "PID", "SECRET"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"write-outside", "/own", "SECRET"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"kill", "PID"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"daemon"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"forge"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"setuid", "SETUID"}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"devices"}, SANDBOX_SYSCALL, "mknodat", {0}, ALWAYS},

    {{"trace"}, SANDBOX_SYSCALL, "ptrace", {0}, ALWAYS},
    {{"call-in-child", NR(SYS_ptrace)}, SANDBOX_SYSCALL, "ptrace", {0}, ALWAYS},
    {{"call", NR(SYS_process_vm_readv), "1"}, SANDBOX_SYSCALL,
	"process_vm_readv", {0}, ALWAYS},
    {{"call", NR(SYS_process_vm_writev), "1"}, SANDBOX_SYSCALL,
	"process_vm_writev", {0}, ALWAYS},
    {{"call", NR(SYS_mount)}, SANDBOX_SYSCALL, "mount", {0}, ALWAYS},
    {{"call", NR(SYS_umount2)}, SANDBOX_SYSCALL, "umount2", {0}, ALWAYS},
    {{"call", NR(SYS_fsopen)}, SANDBOX_SYSCALL, "fsopen", {0}, ALWAYS},
    {{"call", NR(SYS_chroot)}, SANDBOX_SYSCALL, "chroot", {0}, ALWAYS},
    {{"call", NR(SYS_pivot_root)}, SANDBOX_SYSCALL, "pivot_root", {0}, ALWAYS},
    {{"call", NR(SYS_unshare), "0x10000000"}, SANDBOX_SYSCALL, "unshare", {0},
	ALWAYS},
    {{"call", NR(SYS_setns), "0", "0"}, SANDBOX_SYSCALL, "setns", {0}, ALWAYS},
    {{"call", NR(SYS_clone), "0x10000011"}, SANDBOX_SYSCALL, "clone", {0},
	ALWAYS},
    {{"call", NR(SYS_clone), "0x20011"}, SANDBOX_SYSCALL, "clone", {0}, ALWAYS},
    {{"call", NR(SYS_clone), "0x7e020011"}, SANDBOX_SYSCALL, "clone", {0},
	ALWAYS},
    {{"call-refused", NR(SYS_clone3)}, SANDBOX_EXITED, "", {0}, ALWAYS},
    {{"call", NR(SYS_keyctl)}, SANDBOX_SYSCALL, "keyctl", {0}, ALWAYS},
    {{"call", NR(SYS_add_key)}, SANDBOX_SYSCALL, "add_key", {0}, ALWAYS},
    {{"call", NR(SYS_bpf)}, SANDBOX_SYSCALL, "bpf", {0}, ALWAYS},
    {{"call", NR(SYS_userfaultfd)}, SANDBOX_SYSCALL, "userfaultfd", {0},
	ALWAYS},
    {{"call", NR(SYS_perf_event_open)}, SANDBOX_SYSCALL, "perf_event_open", {0},
	ALWAYS},
    {{"call", NR(SYS_io_uring_enter)}, SANDBOX_SYSCALL, "io_uring_enter", {0},
	ALWAYS},
    {{"call-refused", NR(SYS_io_uring_setup)}, SANDBOX_EXITED, "io_uring_setup",
	{0}, ALWAYS},
    {{"call", NR(SYS_kexec_load)}, SANDBOX_SYSCALL, "kexec_load", {0}, ALWAYS},
    {{"call", NR(SYS_init_module)}, SANDBOX_SYSCALL, "init_module", {0},
	ALWAYS},
    {{"call", NR(SYS_open_by_handle_at)}, SANDBOX_SYSCALL, "open_by_handle_at",
	{0}, ALWAYS},
    {{"call", NR(SYS_ioctl), "0", "0x5412"}, SANDBOX_SYSCALL, "ioctl", {0},
	ALWAYS},
    {{"call", NR(SYS_ioctl), "0", "0x700005412"}, SANDBOX_SYSCALL, "ioctl", {0},
	ALWAYS},
    {{"call", NR(SYS_socket), "40", "1"}, SANDBOX_SYSCALL, "socket", {0},
	ALWAYS},
    {{"call", NR(SYS_socket), "38", "5"}, SANDBOX_SYSCALL, "socket", {0},
	ALWAYS},
    {{"call", NR(SYS_socket), "0x500000011", "3"}, SANDBOX_SYSCALL, "socket",
	{0}, ALWAYS},
    {{"call", NR(SYS_mknodat), "-100", "0", "0x61b0"}, SANDBOX_SYSCALL,
	"mknodat", {0}, ALWAYS},
    {{"call-refused", NR(SYS_shmget)}, SANDBOX_EXITED, "shmget", {0}, ALWAYS},
    {{"call-refused", NR(SYS_msgget)}, SANDBOX_EXITED, "msgget", {0}, ALWAYS},
    {{"call-refused", NR(SYS_mq_open)}, SANDBOX_EXITED, "mq_open", {0}, ALWAYS},
    {{"call-refused", NR(SYS_seccomp)}, SANDBOX_EXITED, "seccomp", {0}, ALWAYS},
    {{"call-refused", "509"}, SANDBOX_EXITED, "", {0}, ALWAYS},
#if defined(__x86_64__)
    {{"other-gate"}, SANDBOX_SYSCALL, "a system call of another architecture",
	{0}, ALWAYS},
    {{"other-numbers"}, SANDBOX_SYSCALL,
	"a system call of another architecture", {0}, ALWAYS},
#endif
};

static const char *
put_in(const char *word)
{
	static const struct {
		const char *word, *text;
	} known[] = {{"PID", run.pid}, {"PORT", run.port},
	    {"ABSTRACT", run.abstract}, {"SECRET", run.secret},
	    {"SETUID", "/attacks/setuid"}};

	for (size_t i = 0; i < NELEM(known); i++)
		if (strcmp(word, known[i].word) == 0)
			return known[i].text;
	return word;
}

static size_t or (size_t one, size_t other)
{
	return one ? one : other;
}

/* The box's own folder: of its user, with nothing in it. */
static void
own_folder(unsigned slot, char *out, size_t size)
{
	char command[256];

	snprintf(out, size, "%s/own-%u", run.dir, slot);
	snprintf(command, sizeof(command), "chmod -R u+rwx %s && rm -rf %s",
	    out, out);
	if (file_is_there(out))
		CHECK_INT(system(command), 0);
	CHECK_INT(mkdir(out, 0755), 0);
	if (geteuid() == 0)
		CHECK_INT(chown(out, sandbox_uid(slot), sandbox_uid(slot)), 0);
}

static void
attack(const struct row *row, unsigned slot, struct sandbox_result *out,
    struct sandbox **box)
{
	static const char *const env[] = {"PATH=/usr/bin", NULL};
	const char *argv[10] = {run.inside};
	char own[80];
	struct sandbox_bind binds[] = {{NULL, "/attacks", false},
	    {NULL, run.inside, false}, {own, "/own", true}};
	const struct sandbox_limits *l = &row->limits;
	struct sandbox_spec spec = {.argv = argv,
	    .env = env,
	    .dir = "/tmp",
	    .binds = binds,
	    .n_binds = NELEM(binds),
	    .slot = slot,
	    .limits = {(unsigned) or (l->wall_ms, 20000),
		(unsigned) or (l->cpu_ms, 8000), 24, or (l->memory, 64 * MB),
		64 << 10, or (l->disk, 4 * MB)}};
	char program[80], public[80];
	struct err err;

	own_folder(slot, own, sizeof(own));
	snprintf(program, sizeof(program), "%s/public/attack", run.dir);
	snprintf(public, sizeof(public), "%s/public", run.dir);
	binds[0].from = public;
	binds[1].from = program;
	for (int i = 0; row->words[i]; i++)
		argv[i + 1] = put_in(row->words[i]);
	CHECK_OK(sandbox_start(&spec, box, &err), &err);
	CHECK_OK(sandbox_wait(*box, 60000, out, &err), &err);
}

/* Whether the kernel answers at the gate of 32-bit programs at all; without it
   whoever knocks is ended by a signal, in a box and outside. */
static bool
has_other_gate(void)
{
#if defined(__x86_64__)
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		long rax = 20; /* getpid */

		signal(SIGSEGV, SIG_DFL); /* not the test runner's */
		__asm__ volatile("int $0x80" : "+a"(rax) : : "memory");
		_exit(0);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status);
#else
	return false;
#endif
}

static bool
as_expected(const struct row *row, const struct sandbox_result *r)
{
	if (strcmp(row->words[0], "other-gate") == 0 && !run.other_gate)
		return r->end == SANDBOX_SIGNALLED && r->status == SIGSEGV;
	return r->end == row->end && strcmp(r->what, row->what) == 0 &&
	    (r->end != SANDBOX_EXITED || r->status == 0);
}

static atomic_uint next_row, wrong;
static void
judge(const struct row *row, const struct sandbox_result *r)
{
	if (as_expected(row, r))
		return;
	atomic_fetch_add(&wrong, 1);
	print_error("%s %s: ended by %s %d '%s' after %d ms, not by %s '%s'\n"
		    "%.*s%.*s\n",
	    row->words[0], row->words[1] ? row->words[1] : "",
	    sandbox_end_name(r->end), r->status, r->what,
	    (int)(r->wall_us / 1000), sandbox_end_name(row->end), row->what,
	    (int)(r->out.len < 500 ? r->out.len : 0), r->out.ptr,
	    (int)(r->err.len < 500 ? r->err.len : 0), r->err.ptr);
}

/* cmocka's checks belong to its own thread; here they end the program. */
static void *
work(void *arg)
{
	unsigned slot = *(unsigned *)arg, i;
	struct sandbox_result result;
	struct sandbox *box;

	while ((i = atomic_fetch_add(&next_row, 1)) < NELEM(rows)) {
		const struct row *row = &rows[i];

		if (row->when == (run.watcher ? WITH_GROUPS : WITH_WATCHER))
			continue;
		attack(row, slot, &result, &box);
		judge(row, &result);
		sandbox_free(box);
	}
	return NULL;
}

static void
all_at_once(void)
{
	pthread_t threads[AT_ONCE];
	unsigned slots[AT_ONCE];

	atomic_store(&next_row, 0);
	atomic_store(&wrong, 0);
	for (unsigned i = 0; i < AT_ONCE; i++) {
		slots[i] = i;
		CHECK_INT(
		    pthread_create(&threads[i], NULL, work, &slots[i]), 0);
	}
	for (unsigned i = 0; i < AT_ONCE; i++)
		pthread_join(threads[i], NULL);
	CHECK_INT(atomic_load(&wrong), 0);
}

static unsigned
count_names(const char *path, const char *starts)
{
	struct file_names names = {0};
	struct arena arena;
	struct err err;
	unsigned n = 0;

	arena_init(&arena, MB);
	CHECK_OK(file_list(path, &arena, &names, &err), &err);
	for (size_t i = 0; i < names.n; i++)
		n += str_starts(names.v[i], str_from(starts));
	arena_release(&arena);
	return n;
}

/* By the path of their program, that no other process has. */
static unsigned
count_processes(void)
{
	char path[300], text[256];
	struct dirent *entry;
	DIR *dir = opendir("/proc");
	unsigned n = 0;

	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "/proc/%s/cmdline", entry->d_name);
		if (proc_read(AT_FDCWD, path, text, sizeof(text)))
			n += strcmp(text, run.inside) == 0;
	}
	closedir(dir);
	return n;
}

static unsigned
count_cgroups(void)
{
	const struct cgroup_means *means = cgroup_means();
	char ours[32];
	unsigned n = 0;

	snprintf(ours, sizeof(ours), "assay-box.%d.", (int)getpid());
	for (int i = 0; i < CGROUP_PARTS; i++)
		if (means->has[i])
			n += count_names(means->base[i], ours);
	return n;
}

static unsigned
count_lines(const char *path)
{
	static char text[1 << 16];
	unsigned n = 0;

	CHECK(proc_read(AT_FDCWD, path, text, sizeof(text)));
	for (const char *at = text; (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

static uint64_t
own_memory(void)
{
	char text[4096];

	CHECK(proc_read(AT_FDCWD, "/proc/self/status", text, sizeof(text)));
	return strtoull(proc_word(text, "RssAnon"), NULL, 10) * 1024;
}

static void
nobody_was_reached(void)
{
	struct arena arena;
	struct str text;
	struct err err;

	CHECK(accept(run.tcp, NULL, NULL) < 0 && errno == EAGAIN);
	CHECK(accept(run.un, NULL, NULL) < 0 && errno == EAGAIN);
	arena_init(&arena, MB);
	CHECK_OK(file_read(run.secret, 64, &arena, &text, &err), &err);
	CHECK_STR(text, STR("secret\n"));
	arena_release(&arena);
}

static void
every_attack_is_contained_and_named_and_leaves_nothing(void)
{
	unsigned mounts = count_lines("/proc/self/mountinfo"), fds;
	uint64_t memory;

	all_at_once(); /* what is made once is made by now */
	fds = count_names("/proc/self/fd", "");
	memory = own_memory();
	all_at_once();

	CHECK_INT(count_processes(), 0);
	CHECK_INT(count_cgroups(), 0);
	CHECK_INT(count_lines("/proc/self/mountinfo"), mounts);
	CHECK_INT(count_names("/proc/self/fd", ""), fds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
	CHECK(own_memory() < memory + 4 * MB);
#endif
	(void)memory;
	nobody_was_reached();
}

/* Only as root is there another user to become. */
static void
an_ordinary_users_boxes_hold_as_well(void)
{
	char self[80], attack_there[80];
	char *argv[] = {self, attack_there, NULL};
	int status;
	pid_t pid;

	if (geteuid() != 0)
		return; /* the test before was that user's */
	snprintf(self, sizeof(self), "%s/public/self", run.dir);
	snprintf(
	    attack_there, sizeof(attack_there), "%s/public/attack", run.dir);
	pid = fork();
	if (pid == 0) {
		if (setgroups(0, NULL) != 0 ||
		    setresgid(NOBODY, NOBODY, NOBODY) != 0 ||
		    setresuid(NOBODY, NOBODY, NOBODY) != 0)
			_exit(3);
		execv(self, argv);
		_exit(4);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
}

static void
copy_file(const char *from, const char *to, mode_t mode)
{
	char command[300];

	snprintf(command, sizeof(command), "cp %s %s", from, to);
	CHECK_INT(system(command), 0);
	CHECK_INT(chmod(to, mode), 0);
}

static void
make_files(void)
{
	char self[64], path[100];
	struct err err;

	strcpy(run.dir, "/tmp/assay-battery.XXXXXX");
	CHECK(mkdtemp(run.dir));
	CHECK_INT(chmod(run.dir, 0755), 0);
	snprintf(path, sizeof(path), "%s/public", run.dir);
	CHECK_INT(mkdir(path, 0755), 0);
	snprintf(path, sizeof(path), "%s/public/attack", run.dir);
	copy_file(run.attack, path, 0755);
	snprintf(path, sizeof(path), "%s/public/setuid", run.dir);
	copy_file(run.attack, path, 04755);
	snprintf(self, sizeof(self), "/proc/%d/exe", (int)getpid());
	snprintf(path, sizeof(path), "%s/public/self", run.dir);
	copy_file(self, path, 0755);
	snprintf(run.secret, sizeof(run.secret), "%s/secret", run.dir);
	CHECK_OK(file_write(run.secret, STR("secret\n"), 0666, &err), &err);
}

static void
make_listeners(void)
{
	struct sockaddr_in in = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	socklen_t len = sizeof(in);

	run.tcp = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	CHECK_INT(bind(run.tcp, (struct sockaddr *)&in, len), 0);
	CHECK_INT(listen(run.tcp, 8), 0);
	CHECK_INT(getsockname(run.tcp, (struct sockaddr *)&in, &len), 0);
	snprintf(run.port, sizeof(run.port), "%d", ntohs(in.sin_port));

	snprintf(run.abstract, sizeof(run.abstract), "assay-%s", run.pid);
	strcpy(un.sun_path + 1, run.abstract);
	run.un = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	CHECK_INT(
	    bind(run.un, (struct sockaddr *)&un,
		(socklen_t)(sizeof(sa_family_t) + 1 + strlen(run.abstract))),
	    0);
	CHECK_INT(listen(run.un, 8), 0);
}

static int
set_up(void **state)
{
	struct sandbox_means means;

	(void)state;
	sandbox_means(&means);
	if (!means.usable)
		fail_msg("no sandbox on this machine: %s", means.why);
	print_message("%s\n", means.text);
	snprintf(run.pid, sizeof(run.pid), "%d", (int)getpid());
	snprintf(run.inside, sizeof(run.inside), "/attack-%s", run.pid);
	run.watcher = means.memory == SANDBOX_WATCHER;
	run.other_gate = has_other_gate();
	make_files();
	make_listeners();
	return 0;
}

static int
tear_down(void **state)
{
	char command[80];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", run.dir);
	return system(command);
}

/* battery_test [ATTACK]: where that cannot be read where it was built */
int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    T(every_attack_is_contained_and_named_and_leaves_nothing),
	    T(an_ordinary_users_boxes_hold_as_well)};

	run.attack = argc > 1 ? argv[1] : SANDBOX_ATTACK;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
