/* Attacks that call: what no submission has a use for. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

/* NUMBER ARG...: it must not come back. */
static void
call(char **words)
{
	long arg[6] = {0}, number = atol(words[0]);

	for (int i = 0; i < 6 && words[1 + i]; i++)
		arg[i] = strtol(words[1 + i], NULL, 0);
	errno = 0;
	syscall(number, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
	printf("%ld: %s\n", number, strerror(errno));
	got_out("the call came back");
}

/* As call, and comes back with ENOSYS. */
static void
call_refused(char **words)
{
	long arg[3] = {0}, number = atol(words[0]);

	for (int i = 0; i < 3 && words[1 + i]; i++)
		arg[i] = strtol(words[1 + i], NULL, 0);
	if (syscall(number, arg[0], arg[1], arg[2]) >= 0 || errno != ENOSYS)
		got_out("the call was not refused");
}

static void
trace_child(char **words)
{
	pid_t child = fork();

	(void)words;
	if (child == 0)
		for (;;)
			pause();
	ptrace(PTRACE_ATTACH, child, 0, 0);
	got_out("ptrace");
}

/* In a child, whose parent goes on as if nothing had been. */
static void
call_in_child(char **words)
{
	if (fork() == 0)
		call(words);
	wait(NULL);
	for (;;)
		pause();
}

#if defined(__x86_64__)
/* The older gate, with its own numbers: 20 is getpid there. */
static void
other_gate(char **words)
{
	long rax = 20;

	(void)words;
	__asm__ volatile("int $0x80" : "+a"(rax) : : "memory");
	got_out("int 0x80 came back");
}

/* The x32 numbers pass through the same gate. */
static void
other_numbers(char **words)
{
	(void)words;
	syscall(0x40000000L + SYS_ptrace, 0, 0, 0, 0);
	syscall(0x40000000L + SYS_getpid);
	got_out("an x32 call came back");
}
#endif

const struct attack calling[] = {
    {"call", call},
    {"call-refused", call_refused},
    {"call-in-child", call_in_child},
    {"trace", trace_child},
#if defined(__x86_64__)
    {"other-gate", other_gate},
    {"other-numbers", other_numbers},
#endif
    {NULL, NULL},
};
