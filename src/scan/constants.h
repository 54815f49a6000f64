#ifndef SCAN_CONSTANTS_H
#define SCAN_CONSTANTS_H

#include "syntax/ast.h"

/*
 * Names whose value is plain: assigned with a literal, once in their function
 * or file, or on every way to where they stand.
 *
 *	TABLE = "users"			a constant
 *	q = "select * from " + TABLE	a constant, of unknown spelling
 *	f(q)				still one
 *	q = q + name			none behind it
 *
 * Built once a file; a function's names hide the file's.
 */
struct constants {
	const struct ast *ast;
	struct constant *slots;
	uint32_t slot_count;
	struct {
		struct constant_write *v;
		size_t n, cap;
	} writes;
	struct arena *arena; /* theirs */
	bool off;            /* the rule wants none */
	bool symbolic;       /* the rule wants constants_symbol() */
};

enum err_code constants_init(struct constants *c, const struct ast *ast,
    struct arena *arena, struct err *err) MUST_USE;

/* The literal node a name at this place stands for, or 0. */
uint32_t constants_value(const struct constants *c, uint32_t name_node);

/* The function (or file, 1) whose name it is; 0 where nothing here gives it a
   value: it comes from elsewhere. */
uint32_t constants_scope(const struct constants *c, uint32_t name_node);

/* What the only write to a name gave it; 0: there are others, or none. */
uint32_t constants_once(const struct constants *c, uint32_t name_node);

/* The expression a name stands for that was assigned once, before; 0 where
   there is none or the rule wants none. */
uint32_t constants_symbol(const struct constants *c, uint32_t name_node);

/* Whether an expression is text known before the program runs; *value is
   its AST_STRING where it is a single one, else 0. */
bool constants_string(
    const struct constants *c, uint32_t node, uint32_t *value);

#endif
