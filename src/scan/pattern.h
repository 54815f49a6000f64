#ifndef SCAN_PATTERN_H
#define SCAN_PATTERN_H

#include "syntax/language.h"

/*
 * A rule's pattern as a tree, made by the lowering that makes the code's:
 *
 *	subprocess.call($CMD, ..., shell=True)
 *
 * What no language's grammar takes is written as names first (... becomes
 * __dots__, $CMD __mv_CMD, <... e ...> __deep__(e)) and turned into
 * AST_DOTS, AST_METAVAR and AST_DEEP in the tree.
 *
 * root is an expression or a statement; with sequence it is the AST_FILE
 * whose statements must follow one another.
 */
#define METAVARS_MAX 64 /* in one rule */

struct metavars {
	struct str v[METAVARS_MAX]; /* "$CMD", by number; the arena's */
	unsigned n;
};
#define METAVAR_ANY METAVARS_MAX /* the number of $_ */

struct pattern {
	struct ast *ast;
	uint32_t root;
	bool sequence;
	uint32_t *needs; /* symbols every match has in its file */
	uint32_t need_count;
	struct pcre2_real_code_8 **regexes; /* of "=~/re/" */
	uint32_t regex_count;
};

struct pattern_reader {
	struct parser *parser;
	struct symbols *symbols; /* the rules' */
	struct metavars *metavars;
	struct arena *arena;
};

/* text is borrowed; errors say what does not parse. */
enum err_code pattern_read(const struct pattern_reader *r,
    const struct language *language, struct str text, struct pattern *out,
    struct err *err) MUST_USE;

void pattern_release(struct pattern *p); /* zeroed is fine */

/* The number of "$NAME", a new one if need be. */
enum err_code metavar_number(struct metavars *m, struct arena *arena,
    struct str name, unsigned *out, struct err *err) MUST_USE;

#endif
