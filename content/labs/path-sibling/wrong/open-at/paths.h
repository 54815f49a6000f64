#ifndef PATHS_H
#define PATHS_H

#include "tenants.h"

/*
 * Opens a path as a customer writes it ("2026/report.txt").  It is
 * opened from the customer's folder, and no link is followed.
 *
 * A descriptor, or -1 with errno.
 */
int path_open(const struct tenant *t, const char *path, int flags);

/* The folder that a path's last name is or would be in, for the *at calls,
   and that name, which points into path. */
int path_folder(const struct tenant *t, const char *path, const char **name);

#endif
