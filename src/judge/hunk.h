#ifndef JUDGE_HUNK_H
#define JUDGE_HUNK_H

#include "base/arena.h"

/*
 * Where two texts differ, by whole lines:
 *
 *	rc = hunks_of(before, after, arena, &hunks, err);
 *	text = hunk_undone(before, after, &hunks, 2, arena);
 *
 * gives after with its third difference taken back.  Differences in nothing
 * but blank lines and comments are none.
 */
#define HUNK_LINES_MAX 4000

struct hunk {
	size_t before, before_end; /* bytes */
	size_t after, after_end;
	unsigned line; /* in after, from 1 */
};

struct hunks {
	struct hunk *v;
	size_t n, cap;
};

/* ERR_LIMIT for texts of more lines. */
enum err_code hunks_of(struct str before, struct str after, struct arena *arena,
    struct hunks *out, struct err *err) MUST_USE;

/* ptr is NULL without memory. */
struct str hunk_undone(struct str before, struct str after,
    const struct hunk *hunk, struct arena *arena);

#endif
