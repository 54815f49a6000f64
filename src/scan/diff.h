#ifndef SCAN_DIFF_H
#define SCAN_DIFF_H

#include "scan/tree.h"

/*
 * What a change added, as git tells it:
 *
 *	base	merge-base of a revision and HEAD, against the work tree
 *	staged	HEAD against the index
 *	commit	its first parent against a commit
 *
 * git is run without a shell and without what a repository's own settings
 * could make it run.
 */
struct diff_repo {
	struct str top;  /* the work tree's folder; none outside git */
	struct str head; /* commit, branch and remote; none where unknown */
	struct str branch;
	struct str remote;
};

/* Outside a work tree, or without git, all of it is STR_NONE. */
enum err_code diff_repo_find(const char *dir, struct arena *arena,
    struct diff_repo *out, struct err *err) MUST_USE;

struct diff_want {
	const struct diff_repo *repo;
	const char *base;   /* else */
	const char *commit; /* else what is staged */
	size_t file_max;
	bool any_language;
};

int scan_file_by_path(const void *x, const void *y); /* for qsort */

enum err_code diff_files(const struct diff_want *want, struct arena *arena,
    struct scan_files *out, struct err *err) MUST_USE;

/* The added lines of "git diff -U0", by file; used by diff_files. */
struct diff_file {
	struct str path;
	struct {
		struct scan_lines *v;
		size_t n, cap;
	} added;
};
struct diff_list {
	struct diff_file *v;
	size_t n, cap;
};
enum err_code diff_read(struct str text, struct arena *arena,
    struct diff_list *out, struct err *err) MUST_USE;

#endif
