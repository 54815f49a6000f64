#ifndef SCAN_VALUE_H
#define SCAN_VALUE_H

#include "scan/taint_mark.h"

/*
 * What the walk knows of one value:
 *
 *	q = request.args["q"]	tainted
 *	n = 7 * 6		known: 42
 *	m = {"a": q, "b": 1}	an object; its fields are the env's
 *	f = lambda x: x		known: that function
 *
 * All three may hold together, none of them means nothing is known.
 */
struct opened;
struct frame;

/* One value's way from its source: newest step first. */
struct taint {
	const struct match *source;
	struct opened *source_in;
	uint32_t labels;
	uint32_t node;     /* where it was handed on; 0 at the source */
	struct opened *in; /* whose node */
	const struct taint *from;
	unsigned length;
};

enum known_kind {
	KNOWN_NULL,
	KNOWN_BOOL,
	KNOWN_NUMBER,
	KNOWN_TEXT,
	KNOWN_FUNC,  /* node: AST_FUNC or AST_LAMBDA */
	KNOWN_CLASS, /* node: AST_CLASS */
	KNOWN_FILE,  /* a module */
};

struct known {
	enum known_kind kind;
	int64_t number;
	struct str text;
	struct opened *in;
	uint32_t node;
	const struct frame *frame; /* where a function was made, or NULL */
};

struct value {
	const struct taint *taint;
	const struct known *known;
	uint32_t object; /* 0: none */
};

/* a, with the labels of both; either may be NULL.  Without memory a or b. */
const struct taint *taint_either(
    struct arena *arena, const struct taint *a, const struct taint *b);

bool known_eq(const struct known *a, const struct known *b);

/* A literal's, an operator's or a method's result, where it follows from what
   is known; NULL where it does not, and without memory. */
const struct known *known_literal(
    struct arena *arena, const struct ast *a, uint32_t node);
const struct known *known_number(struct arena *arena, int64_t n);
const struct known *known_bool(struct arena *arena, bool b);
const struct known *known_text(struct arena *arena, struct str text);
const struct known *known_binary(struct arena *arena, struct str op,
    const struct known *x, const struct known *y);
const struct known *known_unary(
    struct arena *arena, struct str op, const struct known *x);
const struct known *known_slice(struct arena *arena, const struct known *of,
    const struct known *from, const struct known *to);
/* Of "x.method(args)"; receiver NULL: of a function of that name. */
const struct known *known_call(struct arena *arena, struct str method,
    const struct known *receiver, const struct known *const *args, size_t n);

/* Whether a value counts as true in a condition; false: it is not known. */
bool known_truth(const struct known *k, bool *out);

#endif
