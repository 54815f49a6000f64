#ifndef PATHS_H
#define PATHS_H

#include "tenants.h"

/*
 * From a path as a customer writes it ("2026/report.txt") to one of this
 * machine's, within the customer's folder.  0, or an errno: EACCES where it
 * leads elsewhere.
 */
int path_find(const struct tenant *t, const char *path, char out[PATH_MAX]);

/* The same for what need not be there yet; its folder must be. */
int path_place(const struct tenant *t, const char *path, char out[PATH_MAX]);

#endif
