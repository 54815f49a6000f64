#ifndef EVIDENCE_PREVIEW_H
#define EVIDENCE_PREVIEW_H

#include "evidence/completions.h"
#include "learn/assignment.h"

/*
 * The first rows of an export, for a page: the same query and the same right,
 * and no fact of it, since nothing leaves the house.
 */
struct completions_line {
	struct str name, email, role, module, title, version;
	struct str course; /* title of the first that holds the module */
	int64_t made, due, completed, attested; /* 0: not */
	enum assignment_status status;
	int64_t attempts, best;
};

struct completions_preview {
	struct completions_line *v;
	size_t n, cap;
	bool more; /* there are rows beyond the limit */
};

/* Errors as completions_export. */
enum err_code completions_preview(const struct evidence *evidence,
    const struct completions_filter *filter, size_t limit, struct arena *arena,
    struct completions_preview *out, struct err *err) MUST_USE;

#endif
