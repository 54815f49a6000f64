#ifndef SANDBOX_FILTER_H
#define SANDBOX_FILTER_H

#include "base/err.h"
#include "base/str.h"

struct sock_filter;
struct seccomp_data;

/*
 * The system calls a box may make: a list of what compilers, interpreters and
 * small services need.  Everything else falls in one of three groups.
 *
 *	ends      ptrace, mount, bpf, a new namespace ...	the box ends
 *	refused   io_uring_setup, inotify_init, what is unknown	ENOSYS, noted
 *	silent    clone3, a few ioctls: libraries try those	ENOSYS
 *
 * The first two come to us through the filter's listener, so that we know
 * them by name.  Calls of another architecture kill the process.
 */
struct filter {
	struct sock_filter *v; /* ours, for the life of the program */
	size_t n;
};

/* no_memfd: where nothing counts memory that no process has mapped. */
enum err_code filter_get(
    bool no_memfd, struct filter *out, struct err *err) MUST_USE;

/* Whether that call ends the box; its name in what. */
bool filter_ends(const struct seccomp_data *call, char *what, size_t size);

#endif
