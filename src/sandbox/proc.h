#ifndef SANDBOX_PROC_H
#define SANDBOX_PROC_H

#include <limits.h>
#include <sys/types.h>

#include "base/str.h"

/* Small files of the kernel's, whole and NUL-terminated; what does not fit is
   cut.  False: it cannot be read. */
bool proc_read(int dir, const char *path, char *out, size_t size);

/* What follows word and its white space (or ':') at the start of a line of
   text; NULL. */
const char *proc_word(const char *text, const char *word);

/* Its start in clock ticks since boot; 0: there is no such process. */
uint64_t proc_started(pid_t pid);

/* The fields of /proc/PID/stat from the third on, past the name, which may
   hold anything; NULL. */
const char *proc_after_name(const char *stat);

/* The nth (from 0) of fields, that are separated by one space. */
uint64_t proc_field(const char *fields, unsigned n);

#endif
