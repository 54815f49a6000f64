#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"

/*
 * Another program, run to its end:
 *
 *	static const char *const argv[] = {"git", "rev-parse", "HEAD", NULL};
 *	const struct process p = {.argv = argv, .dir = repo, .max = 1 << 20};
 *	rc = process_run(&p, arena, &result, err);
 *
 * No shell is involved: each word of argv arrives as it stands.  What it
 * writes to standard output is kept, standard input and error are /dev/null.
 */
struct process {
	const char *const *argv; /* to NULL; argv[0] is found along $PATH */
	const char *dir;         /* to run in; NULL: here */
	size_t max;              /* of its output */
};

struct process_result {
	int status; /* as exit(3) had it; 128 + n where signal n ended it */
	struct str out;
};

/* ERR_NOT_FOUND: there is no such program.  ERR_LIMIT: it wrote more than
   max; it is ended then.  Any exit status is ERR_NONE. */
enum err_code process_run(const struct process *process, struct arena *arena,
    struct process_result *out, struct err *err) MUST_USE;

#endif
