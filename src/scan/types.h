#ifndef SCAN_TYPES_H
#define SCAN_TYPES_H

#include "syntax/ast.h"

/*
 * The types of expressions, as far as the file itself says them:
 *
 *	String name = req.getName();	name: String
 *	(Cipher) make()			Cipher
 *	new Random().nextInt()		new Random(): Random
 *
 * A name has the type it was declared with, in the innermost block that
 * declares it; "this.name" that of the class.
 */
struct types {
	const struct ast *ast;
	struct declared *slots;
	uint32_t slot_count;
};

enum err_code types_init(struct types *t, const struct ast *ast,
    struct arena *arena, struct err *err) MUST_USE;

/* The expression that names the type of a node, as it stands in the source
   (in an AST_TYPE, or of an AST_NEW); 0: not known, or a literal.  *refs says
   how often a pointer to it is taken: 1 for &T{}, -1 for *p of a *T. */
uint32_t types_of(const struct types *t, uint32_t node, int *refs);

/* Whether a node is a literal, or a name that stands for one, of the type
   that languages call by this name: String, string, str; int, ... */
bool types_is_literal_of(const struct types *t, uint32_t node, struct str name);
bool types_is_literal(struct str name); /* of any */

#endif
