#ifndef SCAN_COMPARISON_H
#define SCAN_COMPARISON_H

#include "scan/pattern.h"

/*
 * metavariable-comparison: "$X < 2048 and str($X) != '512'".  Whole numbers
 * (512, 0x200, 0o1000, 0b1), True, False and texts, and or not, comparisons,
 * + - * / %, brackets, int() and str().
 */
struct comparison;

enum err_code comparison_read(struct str text, struct metavars *metavars,
    struct arena *arena, struct comparison **out, struct err *err) MUST_USE;

/* 512, 0x200, 0o1000, 0b10; false for what is none.  A base (0: as C would) is
   that of digits which do not say it. */
bool comparison_number(struct str text, int base, int64_t *out);

struct comparison_value {
	bool is_text;
	int64_t number;
	struct str text; /* as written, of a string what is between its quotes;
			    of a number too */
};

/* value gives what a metavariable is bound to, false for nothing; a comparison
   without all its numbers does not hold. */
bool comparison_holds(const struct comparison *c,
    bool (*value)(void *ctx, unsigned metavar, struct comparison_value *out),
    void *ctx);

#endif
