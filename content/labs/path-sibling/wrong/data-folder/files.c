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
	char found[PATH_MAX];
	int rc = path_find(t, path, found), fd;
	ssize_t n;

	if (rc)
		return rc;
	fd = open(found, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno;
	TRACE("store", "reads %s", found);
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
	char place[PATH_MAX];
	int rc = path_place(t, path, place), fd;

	if (rc)
		return rc;
	/* the last name may be a link, and path_place has not followed it */
	fd = open(
	    place, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno;
	TRACE("store", "writes %zu bytes to %s", len, place);
	rc = write_all(fd, bytes, len);
	if (close(fd) != 0 && !rc)
		rc = errno;
	return rc;
}

int
file_delete(const struct tenant *t, const char *path)
{
	char place[PATH_MAX];
	int rc = path_place(t, path, place);

	if (rc)
		return rc;
	TRACE("store", "deletes %s", place);
	return unlink(place) == 0 ? 0 : errno;
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
	char found[PATH_MAX];
	int rc = path_find(t, path, found), fd, n;

	if (rc)
		return rc;
	fd = open(found, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	TRACE("store", "lists %s", found);
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
	char found[PATH_MAX], place[PATH_MAX];
	int rc = path_find(t, target, found);

	if (strchr(name, '/'))
		return EINVAL;
	if (!rc)
		rc = path_place(t, name, place);
	if (rc)
		return rc;
	TRACE("store", "links %s to %s", place, target);
	return symlink(target, place) == 0 ? 0 : errno;
}
