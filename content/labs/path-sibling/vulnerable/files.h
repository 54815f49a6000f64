#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdio.h>

#include "tenants.h"

/* The customers' files, by paths as customers write them.  All give 0 or an
   errno. */
int file_read(const struct tenant *t, const char *path, char **bytes,
    size_t *len); /* free() */
int file_write(
    const struct tenant *t, const char *path, const char *bytes, size_t len);
int file_delete(const struct tenant *t, const char *path);

/* A JSON array of {"name", "kind"}, by name; a line. */
int folder_list(const struct tenant *t, const char *path, FILE *out);

/* A second name at the top of the folder for what is at target. */
int link_make(const struct tenant *t, const char *name, const char *target);

#endif
