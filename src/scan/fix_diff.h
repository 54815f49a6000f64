#ifndef SCAN_FIX_DIFF_H
#define SCAN_FIX_DIFF_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * What changed in a file, as patch and git apply read it:
 *
 *	--- a/app.py
 *	+++ b/app.py
 *	@@ -1,3 +1,3 @@
 *	 import yaml
 *	-yaml.load(text)
 *	+yaml.safe_load(text)
 *	 done()
 *
 * An edit is whole lines of the old text and what stands for them in the new
 * one, in bytes; edits are sorted and do not overlap.
 */
struct fix_edit {
	size_t old_start, old_end, new_start, new_end;
};
struct fix_edits {
	struct fix_edit *v;
	size_t n, cap;
};

void fix_diff(struct buf *out, struct str path, struct str old, struct str new,
    const struct fix_edits *edits);

#endif
