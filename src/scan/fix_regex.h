#ifndef SCAN_FIX_REGEX_H
#define SCAN_FIX_REGEX_H

#include "base/arena.h"

struct pcre2_real_code_8;

/*
 * fix-regex: what was found, changed by an expression:
 *
 *	regex: f\((.*)\)		f(a)
 *	replacement: g(\1, 2)		g(a, 2)
 */
struct fix_regex {
	struct pcre2_real_code_8 *regex; /* NULL: no such fix */
	struct str replacement;          /* \1 is what the first group took */
	unsigned count;                  /* replacements; 0: all */
};

/* Leaves *out alone where the expression fits nowhere. */
enum err_code fix_regex_apply(const struct fix_regex *fix, struct str text,
    struct arena *arena, struct str *out, struct err *err) MUST_USE;

#endif
