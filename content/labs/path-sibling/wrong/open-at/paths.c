#include "paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trace.h"

int
path_open(const struct tenant *t, const char *path, int flags)
{
	int root = open(t->root, O_PATH | O_DIRECTORY | O_CLOEXEC), fd, rc;

	if (root < 0)
		return -1;
	fd = openat(
	    root, *path ? path : ".", flags | O_NOFOLLOW | O_CLOEXEC, 0600);
	rc = errno;
	close(root);
	TRACE("logic", "'%s' of %s: %s", path, t->name,
	    fd < 0 ? strerror(rc) : "is in the folder");
	errno = rc;
	return fd;
}

int
path_folder(const struct tenant *t, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];

	*name = slash ? slash + 1 : path;
	if (!**name || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
		errno = EINVAL;
		return -1;
	}
	if (snprintf(folder, sizeof(folder), "%.*s", (int)(*name - path),
		path) >= (int)sizeof(folder)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return path_open(t, folder, O_PATH | O_DIRECTORY);
}
