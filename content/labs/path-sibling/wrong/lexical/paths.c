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

/* Takes out "", "." and ".." without a look at the disk. */
static void
normalise(const char *path, char out[PATH_MAX])
{
	char *end = out;

	for (const char *p = path; *p;) {
		size_t n = strcspn(p, "/");

		if (n == 2 && p[0] == '.' && p[1] == '.') {
			while (end > out && *--end != '/')
				;
		} else if (n > 0 && !(n == 1 && p[0] == '.')) {
			*end++ = '/';
			memcpy(end, p, n);
			end += n;
		}
		p += n + (p[n] == '/');
	}
	*end = '\0';
}

int
path_find(const struct tenant *t, const char *path, char out[PATH_MAX])
{
	char joined[PATH_MAX];

	if (snprintf(joined, sizeof(joined), "%s/%s", t->root, path) >=
	    (int)sizeof(joined))
		return ENAMETOOLONG;
	normalise(joined, out);
	TRACE("logic", "'%s' of %s is %s", path, t->name, out);
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
