#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

/* The whole file in the arena.  ERR_LIMIT when it is longer than max. */
enum err_code file_read(const char *path, size_t max, struct arena *arena,
    struct str *out, struct err *err) MUST_USE;

/* As file_read from an open descriptor, to its end. */
enum err_code file_read_fd(int fd, const char *name, size_t max,
    struct arena *arena, struct str *out, struct err *err) MUST_USE;

/* All of data or nothing: written beside, synced, renamed over path, the
   folder synced.  mode as in open(2). */
enum err_code file_write(
    const char *path, struct str data, unsigned mode, struct err *err) MUST_USE;

/* As write(2) until done; restarts on EINTR. */
enum err_code file_write_fd(
    int fd, const char *name, struct str data, struct err *err) MUST_USE;

/* The folder and those above it; one that is there is fine. */
enum err_code file_make_dir(
    const char *path, unsigned mode, struct err *err) MUST_USE;

bool file_is_there(const char *path);

/* Names in a folder, without "." and "..", sorted bytewise. */
struct file_names {
	struct str *v; /* NUL-terminated */
	size_t n, cap;
};
enum err_code file_list(const char *path, struct arena *arena,
    struct file_names *out, struct err *err) MUST_USE;

#endif
