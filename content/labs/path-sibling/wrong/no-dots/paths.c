#include "paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

int
path_find(const struct tenant *t, const char *path, char out[PATH_MAX])
{
	char joined[PATH_MAX];

	if (strstr(path, ".."))
		return EACCES;
	if (snprintf(joined, sizeof(joined), "%s/%s", t->root, path) >=
	    (int)sizeof(joined))
		return ENAMETOOLONG;
	/* follows links and takes out every "..", so that what is compared
	   is what will be opened */
	if (!realpath(joined, out))
		return errno;
	TRACE("logic", "'%s' of %s is %s", path, t->name, out);
	if (strncmp(out, t->root, strlen(t->root)) != 0)
		return EACCES;
	return 0;
}

int
path_place(const struct tenant *t, const char *path, char out[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char folder[PATH_MAX], found[PATH_MAX];
	int rc;

	if (!*name || strcmp(name, ".") == 0)
		return EINVAL;
	if (strstr(name, ".."))
		return EACCES;
	if (snprintf(folder, sizeof(folder), "%.*s", (int)(name - path),
		path) >= (int)sizeof(folder))
		return ENAMETOOLONG;
	rc = path_find(t, folder, found);
	if (rc)
		return rc;
	if (snprintf(out, PATH_MAX, "%s/%s", found, name) >= PATH_MAX)
		return ENAMETOOLONG;
	return 0;
}
