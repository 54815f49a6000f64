#ifndef SCAN_LINE_HASH_H
#define SCAN_LINE_HASH_H

#include "base/arena.h"

/*
 * primaryLocationLineHash, as CodeQL's action computes it: a rolling 64-bit
 * hash over the 100 UTF-16 units from a line's start on that are no blank or
 * tab, each kind of line end counting as one LF; behind the last one, the
 * end counts as a unit of its own.
 *
 *	"x = 1\n"	line 1	"1131fd5871777f34:1"
 *
 * The number behind the colon counts lines of equal hash from the top.
 */
#define LINE_HASH_MAX 24

struct line_hashes {
	char (*v)[LINE_HASH_MAX]; /* by line, from 0 */
	size_t n;
};

/* Of every line of a text.  Bytes that are no UTF-8 count as U+FFFD. */
enum err_code line_hashes_make(struct str text, struct arena *arena,
    struct line_hashes *out, struct err *err) MUST_USE;

#endif
