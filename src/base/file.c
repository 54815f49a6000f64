#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err_code
read_all(int fd, const char *name, struct buf *b, struct err *err)
{
	for (;;) {
		char *room = buf_room(b, 1);
		size_t space = b->cap - b->len;
		ssize_t n;

		if (room == NULL) {
			char one;

			if (b->full && read(fd, &one, 1) == 0)
				return ERR_NONE; /* exactly as long as allowed
						  */
			enum err_code rc = buf_finish(b, err);

			return rc == ERR_LIMIT
			    ? err_set(err, ERR_LIMIT,
				  "'%s' is longer than %zu bytes", name, b->max)
			    : rc;
		}
		n = read(fd, room, space);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(err, errno, "could not read '%s'", name);
		if (n == 0)
			return ERR_NONE;
		buf_grown(b, (size_t)n);
	}
}

enum err_code
file_read_fd(int fd, const char *name, size_t max, struct arena *arena,
    struct str *out, struct err *err)
{
	struct buf b;
	struct str copy;
	enum err_code rc;

	buf_init(&b, max);
	rc = read_all(fd, name, &b, err);
	if (rc == ERR_NONE) {
		copy = arena_buf(arena, &b);
		if (copy.ptr == NULL)
			rc = arena_fail(arena, err);
		else
			*out = copy;
	}
	buf_release(&b);
	return rc;
}

enum err_code
file_read(const char *path, size_t max, struct arena *arena, struct str *out,
    struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err_code rc;

	if (fd < 0)
		return err_sys(err, errno, "could not open '%s'", path);
	rc = file_read_fd(fd, path, max, arena, out, err);
	close(fd);
	return rc;
}

enum err_code
file_write_fd(int fd, const char *name, struct str data, struct err *err)
{
	while (data.len > 0) {
		ssize_t n = write(fd, data.ptr, data.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(
			    err, errno, "could not write '%s'", name);
		data = str_from_at(data, (size_t)n);
	}
	return ERR_NONE;
}

/* The rename is durable only once its folder is. */
static enum err_code
sync_folder_of(const char *path, struct err *err)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	int fd, rc;

	if (slash == NULL)
		snprintf(folder, sizeof(folder), ".");
	else
		snprintf(folder, sizeof(folder), "%.*s",
		    slash == path ? 1 : (int)(slash - path), path);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, errno, "could not open '%s'", folder);
	rc = fsync(fd);
	close(fd);
	if (rc != 0)
		return err_sys(err, errno, "could not sync '%s'", folder);
	return ERR_NONE;
}

static enum err_code
write_beside(
    const char *beside, struct str data, unsigned mode, struct err *err)
{
	int fd =
	    open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
	enum err_code rc;

	if (fd < 0)
		return err_sys(err, errno, "could not create '%s'", beside);
	rc = file_write_fd(fd, beside, data, err);
	if (rc == ERR_NONE && fsync(fd) != 0)
		rc = err_sys(err, errno, "could not sync '%s'", beside);
	if (close(fd) != 0 && rc == ERR_NONE)
		rc = err_sys(err, errno, "could not close '%s'", beside);
	return rc;
}

enum err_code
file_write(const char *path, struct str data, unsigned mode, struct err *err)
{
	char beside[PATH_MAX];
	enum err_code rc;
	int n = snprintf(
	    beside, sizeof(beside), "%s.%ld.new", path, (long)getpid());

	if (n < 0 || (size_t)n >= sizeof(beside))
		return err_sys(err, ENAMETOOLONG, "could not write '%s'", path);
	rc = write_beside(beside, data, mode, err);
	if (rc == ERR_NONE && rename(beside, path) != 0)
		rc = err_sys(err, errno, "could not rename to '%s'", path);
	if (rc != ERR_NONE) {
		unlink(beside);
		return rc;
	}
	return sync_folder_of(path, err);
}

enum err_code
file_make_dir(const char *path, unsigned mode, struct err *err)
{
	char part[PATH_MAX];
	size_t len = strlen(path);
	struct stat st;

	if (len == 0 || len >= sizeof(part))
		return err_sys(err, ENAMETOOLONG, "could not make '%s'", path);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, (mode_t)mode) != 0 && errno != EEXIST)
			return err_sys(err, errno, "could not make '%s'", part);
	}
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_sys(err, ENOTDIR, "could not make '%s'", path);
	return ERR_NONE;
}

bool
file_is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

enum err_code
file_list(const char *path, struct arena *arena, struct file_names *out,
    struct err *err)
{
	DIR *dir = opendir(path);
	struct file_names list = {0};
	enum err_code rc = ERR_NONE;
	struct dirent *e;

	if (dir == NULL)
		return err_sys(err, errno, "could not open '%s'", path);
	while (rc == ERR_NONE && (e = readdir(dir)) != NULL) {
		struct str name = str_from(e->d_name), *slot;

		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		slot = ARENA_PUSH(arena, &list);
		if (slot == NULL ||
		    (*slot = arena_str(arena, name)).ptr == NULL)
			rc = arena_fail(arena, err);
	}
	closedir(dir);
	if (rc != ERR_NONE)
		return rc;
	if (list.n > 1)
		qsort(list.v, list.n, sizeof(*list.v), by_bytes);
	*out = list;
	return ERR_NONE;
}
