#include "sandbox/filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* past the newest call of this architecture; above it: silent */
#define CALLS_MAX  512
#define FILTER_MAX 4096

static const char *const allowed[] = {
    /* files */
    "access", "chdir", "chmod", "chown", "close", "close_range",
    "copy_file_range", "creat", "dup", "dup2", "dup3", "faccessat",
    "faccessat2", "fadvise64", "fallocate", "fchdir", "fchmod", "fchmodat",
    "fchown", "fchownat", "fcntl", "fdatasync", "fgetxattr", "flistxattr",
    "flock", "fstat", "fstatfs", "fsync", "ftruncate", "futimesat", "getcwd",
    "getdents", "getdents64", "getxattr", "lchown", "lgetxattr", "link",
    "linkat", "listxattr", "llistxattr", "lseek", "lstat", "mkdir", "mkdirat",
    "newfstatat", "open", "openat", "openat2", "pread64", "preadv", "preadv2",
    "pwrite64", "pwritev", "pwritev2", "read", "readahead", "readlink",
    "readlinkat", "readv", "rename", "renameat", "renameat2", "rmdir",
    "sendfile", "splice", "stat", "statfs", "statx", "symlink", "symlinkat",
    "sync_file_range", "tee", "truncate", "umask", "unlink", "unlinkat",
    "utime", "utimensat", "utimes", "vmsplice", "write", "writev",
    /* memory */
    "brk", "madvise", "mincore", "mlock", "mlock2", "mmap", "mprotect",
    "mremap", "msync", "munlock", "munmap", "pkey_alloc", "pkey_free",
    "pkey_mprotect", "membarrier", "get_mempolicy",
    /* processes and threads */
    "arch_prctl", "execve", "execveat", "exit", "exit_group", "fork", "futex",
    "get_robust_list", "get_thread_area", "getcpu", "getegid", "geteuid",
    "getgid", "getgroups", "getpgid", "getpgrp", "getpid", "getppid",
    "getpriority", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
    "gettid", "getuid", "kill", "pidfd_open", "pidfd_send_signal", "prlimit64",
    "restart_syscall", "rseq", "sched_get_priority_max",
    "sched_get_priority_min", "sched_getaffinity", "sched_getattr",
    "sched_getparam", "sched_getscheduler", "sched_rr_get_interval",
    "sched_setaffinity", "sched_setattr", "sched_setparam",
    "sched_setscheduler", "sched_yield", "set_robust_list", "set_thread_area",
    "set_tid_address", "setfsgid", "setfsuid", "setgid", "setgroups", "setpgid",
    "setpriority", "setregid", "setresgid", "setresuid", "setreuid",
    "setrlimit", "setsid", "setuid", "sysinfo", "tgkill", "times", "tkill",
    "uname", "vfork", "wait4", "waitid", "capget", "capset",
    /* signals and time */
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "getitimer",
    "gettimeofday", "nanosleep", "pause", "rt_sigaction", "rt_sigpending",
    "rt_sigprocmask", "rt_sigqueueinfo", "rt_sigreturn", "rt_sigsuspend",
    "rt_sigtimedwait", "rt_tgsigqueueinfo", "setitimer", "sigaltstack",
    "signalfd", "signalfd4", "time", "timer_create", "timer_delete",
    "timer_getoverrun", "timer_gettime", "timer_settime", "timerfd_create",
    "timerfd_gettime", "timerfd_settime",
    /* sockets, pipes, waiting */
    "accept", "accept4", "bind", "connect", "epoll_create", "epoll_create1",
    "epoll_ctl", "epoll_ctl_old", "epoll_pwait", "epoll_pwait2", "epoll_wait",
    "eventfd", "eventfd2", "getpeername", "getsockname", "getsockopt", "listen",
    "pipe", "pipe2", "poll", "ppoll", "pselect6", "recvfrom", "recvmmsg",
    "recvmsg", "select", "sendmmsg", "sendmsg", "sendto", "setsockopt",
    "shutdown", "getrandom", "memfd_create", /* but see filter_get */
};

/* Nobody makes these by accident. */
static const char *const ends[] = {"_sysctl", "acct", "add_key", "bpf",
    "chroot", "clock_adjtime", "clock_settime", "delete_module",
    "fanotify_init", "fanotify_mark", "finit_module", "fsconfig", "fsmount",
    "fsopen", "fspick", "init_module", "io_uring_enter", "io_uring_register",
    "ioperm", "iopl", "kcmp", "kexec_file_load", "kexec_load", "keyctl",
    "lookup_dcookie", "memfd_secret", "mount", "mount_setattr", "move_mount",
    "move_pages", "migrate_pages", "nfsservctl", "open_by_handle_at",
    "open_tree", "perf_event_open", "pidfd_getfd", "pivot_root",
    "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace",
    "quotactl", "quotactl_fd", "reboot", "request_key", "setdomainname",
    "sethostname", "setns", "settimeofday", "stime", "swapoff", "swapon",
    "syslog", "umount", "umount2", "unshare", "userfaultfd", "uselib",
    "vhangup", "vm86", "vm86old", "vserver",
    /* with the arguments that come to the listener */
    "clone", "ioctl", "mknod", "mknodat", "socket", "socketpair"};

/* Allowed with some arguments, see below; else silent or to the listener. */
static const char *const judged_by_argument[] = {"clone", "clone3", "ioctl",
    "mknod", "mknodat", "personality", "prctl", "socket", "socketpair"};

static const unsigned requests[] = {TCGETS, TIOCGWINSZ, TIOCGPGRP, FIONREAD,
    FIONBIO, FIOASYNC, FIOCLEX, FIONCLEX,
    /* what a service asks of its loopback: names, flags, addresses */
    0x8910, 0x8912, 0x8913, 0x8915, 0x8919, 0x891b, 0x8921, 0x8933};

static const unsigned options[] = {PR_SET_PDEATHSIG, PR_GET_PDEATHSIG,
    PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP,
    PR_CAPBSET_READ, PR_SET_TIMERSLACK, PR_GET_TIMERSLACK, PR_SET_NO_NEW_PRIVS,
    PR_GET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER, PR_SET_THP_DISABLE,
    PR_GET_THP_DISABLE, 0x53564d41 /* PR_SET_VMA: names of mappings */};

static const unsigned namespaces[] = {CLONE_NEWNS, CLONE_NEWCGROUP,
    CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET};

static bool
listed(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

#define LISTED(list, name) listed(list, NELEM(list), name)

/* The first failure stays: one check at the end. */
static void
rule(scmp_filter_ctx ctx, int *rc, uint32_t action, const char *name,
    unsigned n, struct scmp_arg_cmp cmp)
{
	int number = seccomp_syscall_resolve_name(name);

	if (*rc == 0 && number >= 0)
		*rc = seccomp_rule_add_array(ctx, action, number, n, &cmp);
}

/* The kernel looks at the lower half alone, and so must we. */
#define EQ32(arg, value) MASKED(arg, 0xffffffffU, value)
#define MASKED(arg, mask, value) \
	SCMP_CMP64(arg, SCMP_CMP_MASKED_EQ, mask, value)

static void
add_sockets(scmp_filter_ctx ctx, int *rc, const char *name)
{
	static const unsigned quiet[] = {AF_UNSPEC, AF_NETLINK};
	static const unsigned fine[] = {AF_UNIX, AF_INET, AF_INET6};

	for (size_t i = 0; i < NELEM(fine); i++)
		rule(ctx, rc, SCMP_ACT_ALLOW, name, 1, EQ32(0, fine[i]));
	/* libraries look for addresses that way, and do without */
	for (size_t i = 0; i < NELEM(quiet); i++)
		rule(ctx, rc, SCMP_ACT_ERRNO(EAFNOSUPPORT), name, 1,
		    EQ32(0, quiet[i]));
	for (unsigned family = 3; family < AF_MAX; family++)
		if (family != AF_INET6 && family != AF_NETLINK)
			rule(
			    ctx, rc, SCMP_ACT_NOTIFY, name, 1, EQ32(0, family));
}

static void
add_nodes(scmp_filter_ctx ctx, int *rc, const char *name, unsigned arg)
{
	static const unsigned fine[] = {0, S_IFREG, S_IFIFO, S_IFSOCK};
	static const unsigned devices[] = {S_IFCHR, S_IFBLK};

	for (size_t i = 0; i < NELEM(fine); i++)
		rule(ctx, rc, SCMP_ACT_ALLOW, name, 1,
		    MASKED(arg, S_IFMT, fine[i]));
	for (size_t i = 0; i < NELEM(devices); i++)
		rule(ctx, rc, SCMP_ACT_NOTIFY, name, 1,
		    MASKED(arg, S_IFMT, devices[i]));
}

static void
add_judged(scmp_filter_ctx ctx, int *rc)
{
	static const unsigned typing[] = {TIOCSTI, 0x541c /* TIOCLINUX */};
	unsigned any = 0;

	for (size_t i = 0; i < NELEM(namespaces); i++) {
		any |= namespaces[i];
		rule(ctx, rc, SCMP_ACT_NOTIFY, "clone", 1,
		    SCMP_CMP(
			0, SCMP_CMP_MASKED_EQ, namespaces[i], namespaces[i]));
	}
	rule(ctx, rc, SCMP_ACT_ALLOW, "clone", 1,
	    SCMP_CMP(0, SCMP_CMP_MASKED_EQ, any, 0));
	for (size_t i = 0; i < NELEM(requests); i++)
		rule(ctx, rc, SCMP_ACT_ALLOW, "ioctl", 1, EQ32(1, requests[i]));
	for (size_t i = 0; i < NELEM(typing); i++)
		rule(ctx, rc, SCMP_ACT_NOTIFY, "ioctl", 1, EQ32(1, typing[i]));
	for (size_t i = 0; i < NELEM(options); i++)
		rule(ctx, rc, SCMP_ACT_ALLOW, "prctl", 1, EQ32(0, options[i]));
	rule(ctx, rc, SCMP_ACT_ALLOW, "personality", 1, EQ32(0, 0));
	rule(ctx, rc, SCMP_ACT_ALLOW, "personality", 1, EQ32(0, ~0U));
	add_sockets(ctx, rc, "socket");
	add_sockets(ctx, rc, "socketpair");
	add_nodes(ctx, rc, "mknod", 1);
	add_nodes(ctx, rc, "mknodat", 2);
}

static void
add_all(scmp_filter_ctx ctx, bool no_memfd, int *rc)
{
	for (int number = 0; number < CALLS_MAX; number++) {
		char *name =
		    seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
		bool fine;

		if (!name)
			continue;
		fine = LISTED(allowed, name) &&
		    !(no_memfd && strcmp(name, "memfd_create") == 0);
		if (!LISTED(judged_by_argument, name) && *rc == 0)
			*rc = seccomp_rule_add_array(ctx,
			    fine ? SCMP_ACT_ALLOW : SCMP_ACT_NOTIFY, number, 0,
			    NULL);
		free(name);
	}
	add_judged(ctx, rc);
}

/* libseccomp writes a program to a file and nowhere else. */
static int export(scmp_filter_ctx ctx, struct filter *out)
{
	int fd = memfd_create("filter", MFD_CLOEXEC), rc;
	off_t size;

	if (fd < 0)
		return -errno;
	rc = seccomp_export_bpf(ctx, fd);
	size = lseek(fd, 0, SEEK_CUR);
	if (rc == 0 &&
	    (size <= 0 || size > (off_t)(FILTER_MAX * sizeof(*out->v))))
		rc = -E2BIG;
	if (rc == 0 && !(out->v = malloc((size_t)size)))
		rc = -ENOMEM;
	if (rc == 0 && pread(fd, out->v, (size_t)size, 0) != (ssize_t)size)
		rc = -EIO;
	out->n = (size_t)size / sizeof(*out->v);
	close(fd);
	return rc;
}

static int
compile(bool no_memfd, struct filter *out)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	int rc;

	if (!ctx)
		return -ENOMEM;
	rc = seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (rc == 0)
		rc = seccomp_attr_set(
		    ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	add_all(ctx, no_memfd, &rc);
	if (rc == 0)
		rc = export(ctx, out);
	seccomp_release(ctx);
	return rc;
}

enum err_code
filter_get(bool no_memfd, struct filter *out, struct err *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static struct filter made[2];
	int rc = 0;

	pthread_mutex_lock(&lock);
	if (!made[no_memfd].v)
		rc = compile(no_memfd, &made[no_memfd]);
	if (rc == 0)
		*out = made[no_memfd];
	pthread_mutex_unlock(&lock);
	if (rc == 0)
		return ERR_NONE;
	return err_sys(err, -rc, "could not make the filter of system calls");
}

bool
filter_ends(const struct seccomp_data *call, char *what, size_t size)
{
	char *name =
	    seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, call->nr);
	bool end = name && LISTED(ends, name);

	if (name)
		snprintf(what, size, "%s", name);
	else
		snprintf(what, size, "system call %d", call->nr);
	free(name);
	return end;
}
