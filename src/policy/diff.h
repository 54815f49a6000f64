#ifndef POLICY_DIFF_H
#define POLICY_DIFF_H

#include "policy/document.h"

/*
 * What two versions of a policy say differently, in words:
 *
 *	obligation secure-coding, when: "within 30 days, then every 24 months
 *	to the same date" becomes "within 30 days, then every 12 months ..."
 *
 * Things are matched by their names, so that another order is no change.
 * Whom it concerns is policy/effect.h.
 */
struct policy_change {
	struct str where;         /* "obligation secure-coding, when" */
	struct str before, after; /* STR_NONE: was not, is no longer */
};

struct policy_changes {
	struct policy_change *v;
	size_t n, cap;
};

/* In the order of the document; none where both say the same. */
enum err_code policy_diff(const struct policy *before,
    const struct policy *after, struct arena *arena, struct policy_changes *out,
    struct err *err) MUST_USE;

/* "obligation x, when: 'a' becomes 'b'" */
void policy_change_write(struct buf *out, const struct policy_change *change);

#endif
