#include "paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace.h"

/* The folder itself or what is below; juniper-legal is not below juniper. */
static bool
inside(const char *path, const char *root)
{
	size_t len = strlen(root);

	return strncmp(path, root, len) == 0 &&
	    (path[len] == '\0' || path[len] == '/');
}

int
path_find(const struct tenant *t, const char *path, char out[PATH_MAX])
{
	char joined[PATH_MAX];

	if (snprintf(joined, sizeof(joined), "%s/%s", t->root, path) >=
	    (int)sizeof(joined))
		return ENAMETOOLONG;
	/* follows links and takes out every "..", so that what is compared
	   is what will be opened */
	if (!realpath(joined, out))
		return errno;
	TRACE("logic", "'%s' of %s is %s", path, t->name, out);
	for (size_t n = strlen(joined); joined[n - 1] == '/'; n--)
		joined[n - 1] = '\0';
	if (strcmp(out, joined) != 0)
		return ELOOP; /* a link, or a ".." */
	if (!inside(out, t->root))
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

	if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return EINVAL;
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
