#ifndef SCAN_FORMULA_H
#define SCAN_FORMULA_H

#include "scan/match.h"

/*
 * A rule's formula over one file: where it holds, and with which bindings.
 *
 *	patterns (and)	what fits every part; the smaller of two spans
 *	pattern-either	what fits any
 *	pattern-inside	spans that lie within one of its matches
 *	pattern-not	spans that lie within none
 *
 * Parts that name the same metavariable must agree on it.
 */
struct formula_run {
	struct matcher *matcher;
	const struct rule *rule;
	unsigned language;      /* place in the table */
	struct parser *parser;  /* for code within texts */
	struct ast_span area;   /* what text is looked at; end 0: the nodes' */
	const uint8_t *present; /* words of the file; NULL: not known */
	struct err *err;
};

/* All matches among the nodes lo .. hi, each span once for each binding. */
enum err_code formula_matches(struct formula_run *run,
    const struct formula *formula, uint32_t lo, uint32_t hi,
    struct matches *out) MUST_USE;

/* Whether what both bind of the first n metavariables is the same code. */
bool matches_agree(const struct matcher *m, unsigned n, const struct match *a,
    const struct match *b);

/* The span of a with the bindings of both; out may be a. */
enum err_code match_merge(struct formula_run *run, const struct match *a,
    const struct match *b, struct match *out) MUST_USE;

/* False where the symbols of a file show that the formula cannot hold. */
bool formula_may_hold(
    const struct formula *formula, unsigned language, const uint8_t *present);

#endif
