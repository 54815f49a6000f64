#ifndef SCAN_GENERIC_H
#define SCAN_GENERIC_H

#include "scan/pattern.h"

/*
 * Patterns over text of any kind, by its words and signs:
 *
 *	<a ... href="$URL">	fits	<a class="b"
 *					   href="index">
 *
 * A word is a run of letters, digits, _ and what is not ASCII; every other
 * sign but a blank stands for itself.  $X is one word, the same wherever it is
 * named; "..." and $...X are what lies between, over ten further lines at
 * most, and never out of a bracket they began in.  Dots at the end cover what
 * that leaves; at the beginning they say nothing.
 */
#define GENERIC_SPAN 10 /* lines; options: generic_ellipsis_max_span */

enum generic_kind {
	GENERIC_TEXT,
	GENERIC_DOTS,
	GENERIC_METAVAR,
	GENERIC_METAVARS, /* $...X */
};

struct generic_part {
	enum generic_kind kind;
	struct str text;
	unsigned metavar;
	unsigned times; /* of DOTS: "... ..." reaches as far as both */
};

struct generic {
	struct generic_part *v;
	size_t n, cap;
};

/* The words and signs of a text. */
struct generic_token {
	uint32_t start, end, line;
	char sign; /* 0: a word */
};

struct generic_tokens {
	struct generic_token *v;
	size_t n, cap;
};

/* text is borrowed. */
enum err_code generic_read(struct str text, struct metavars *metavars,
    struct arena *arena, struct generic **out, struct err *err) MUST_USE;

/* Those of source between start and end. */
enum err_code generic_tokens_read(struct str source, uint32_t start,
    uint32_t end, struct arena *arena, struct generic_tokens *out,
    struct err *err) MUST_USE;

/* What $X took: one token or several, none where count is 0. */
struct generic_bound {
	size_t first, count;
	bool is;
};

/* One try, from a token on; steps are given beforehand. */
struct generic_try {
	const struct generic *pattern;
	const struct generic_tokens *tokens;
	struct str source;
	unsigned span;
	uint64_t *steps;
	struct generic_bound bound[METAVARS_MAX];
	size_t end; /* behind the last token, once it fits */
};

bool generic_fits(struct generic_try *t, size_t from);

#endif
