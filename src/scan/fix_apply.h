#ifndef SCAN_FIX_APPLY_H
#define SCAN_FIX_APPLY_H

#include "scan/scan.h"

/*
 * What the rules would write instead, written:
 *
 *	fix_apply(files, count, NULL, &totals, &err)
 *
 * Of fixes that overlap, the first by place is made.  A file is written whole
 * or not at all, and only where it still says what was scanned; links and
 * silenced findings are left alone.
 */
struct fix_totals {
	size_t fixes, files;
	size_t overlapping; /* not made: another one was made there */
	size_t changed;     /* files that changed meanwhile, or are links */
};

/* diff NULL: files are written; else nothing is, and the difference added
   (fix_diff.h).  Where scan_options.fixes was set, a changed byte is seen
   wherever it lies. */
enum err_code fix_apply(const struct scan_file *files, size_t count,
    struct buf *diff, struct fix_totals *out, struct err *err) MUST_USE;

#endif
