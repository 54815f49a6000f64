#ifndef SCAN_TREE_H
#define SCAN_TREE_H

#include "scan/scan.h"

/* The files under paths that a scan would look at. */
struct scan_files {
	struct scan_file *v;
	size_t n, cap;
	size_t links; /* seen, not followed */
};

struct tree_options {
	struct str strip;  /* "/home/ada/shop/": cut off what is reported */
	bool any_language; /* files of no known language too */
};

/* Adds a file, or what lies under a folder: no links, no .git, node_modules
   and the like, sorted.  A path that is not there is an error. */
enum err_code tree_files(const char *path, const struct tree_options *options,
    struct arena *arena, struct scan_files *out, struct err *err) MUST_USE;

/* Whether folders of this name are left out. */
bool tree_skips(struct str name);

#endif
