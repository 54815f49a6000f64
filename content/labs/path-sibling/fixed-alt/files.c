#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paths.h"
#include "trace.h"

#define FILE_MAX (8 << 20)

int
file_read(const struct tenant *t, const char *path, char **bytes, size_t *len)
{
	struct stat st;
	int rc = 0, fd = path_open(t, path, O_RDONLY | O_NONBLOCK);
	ssize_t n;

	if (fd < 0)
		return errno;
	TRACE("store", "reads %s", path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		rc = EISDIR;
	else if (st.st_size > FILE_MAX)
		rc = EFBIG;
	else if (!(*bytes = malloc((size_t)st.st_size + 1)))
		rc = ENOMEM;
	else if ((n = read(fd, *bytes, (size_t)st.st_size)) < 0) {
		rc = errno;
		free(*bytes);
	} else
		*len = (size_t)n;
	close(fd);
	return rc;
}

static int
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0)
			return errno;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

int
file_write(
    const struct tenant *t, const char *path, const char *bytes, size_t len)
{
	int rc, fd = path_open(t, path, O_WRONLY | O_CREAT | O_TRUNC);

	if (fd < 0)
		return errno;
	TRACE("store", "writes %zu bytes to %s", len, path);
	rc = write_all(fd, bytes, len);
	if (close(fd) != 0 && !rc)
		rc = errno;
	return rc;
}

int
file_delete(const struct tenant *t, const char *path)
{
	const char *name;
	int folder = path_folder(t, path, &name), rc;

	if (folder < 0)
		return errno;
	TRACE("store", "deletes %s", path);
	rc = unlinkat(folder, name, 0) == 0 ? 0 : errno;
	close(folder);
	return rc;
}

static void
write_text(FILE *out, const char *text)
{
	fputc('"', out);
	for (const char *p = text; *p; p++)
		if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ')
			fprintf(out, "\\u%04x", (unsigned char)*p);
		else
			fputc(*p, out);
	fputc('"', out);
}

static int
visible(const struct dirent *e)
{
	return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
write_entry(FILE *out, int folder, const char *name)
{
	struct stat st;
	const char *kind = "file";

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		kind = "gone";
	else if (S_ISDIR(st.st_mode))
		kind = "folder";
	else if (S_ISLNK(st.st_mode))
		kind = "link";
	fputs("{\"name\":", out);
	write_text(out, name);
	fprintf(out, ",\"kind\":\"%s\"}", kind);
}

int
folder_list(const struct tenant *t, const char *path, FILE *out)
{
	struct dirent **entries;
	int fd = path_open(t, path, O_RDONLY | O_DIRECTORY), rc, n;

	if (fd < 0)
		return errno;
	TRACE("store", "lists %s", path);
	n = scandirat(fd, ".", &entries, visible, by_name);
	rc = n < 0 ? errno : 0;
	fputc('[', out);
	for (int i = 0; i < n; i++) {
		fputs(i ? "," : "", out);
		write_entry(out, fd, entries[i]->d_name);
		free(entries[i]);
	}
	fputs("]\n", out);
	if (n >= 0)
		free(entries);
	close(fd);
	return rc;
}

int
link_make(const struct tenant *t, const char *name, const char *target)
{
	const char *last;
	int folder, rc, fd = path_open(t, target, O_PATH);

	if (fd < 0)
		return errno;
	close(fd);
	if (strchr(name, '/'))
		return EINVAL;
	folder = path_folder(t, name, &last);
	if (folder < 0)
		return errno;
	TRACE("store", "links %s to %s", name, target);
	rc = symlinkat(target, folder, last) == 0 ? 0 : errno;
	close(folder);
	return rc;
}
