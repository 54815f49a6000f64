#ifndef PATHS_H
#define PATHS_H

#include "tenants.h"

/*
 * Opens a path as a customer writes it ("2026/report.txt").  The kernel walks
 * it and never leaves the customer's folder, neither by a ".." nor by a link:
 * there is no path to compare, and no moment between looking and opening.
 *
 * A descriptor, or -1 with errno: EXDEV where it leads elsewhere.
 */
int path_open(const struct tenant *t, const char *path, int flags);

/* The folder that a path's last name is or would be in, for the *at calls,
   and that name, which points into path. */
int path_folder(const struct tenant *t, const char *path, const char **name);

#endif
