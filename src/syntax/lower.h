#ifndef SYNTAX_LOWER_H
#define SYNTAX_LOWER_H

#include "syntax/ast.h"

/*
 * What the lowering files share.  The concrete tree is copied once into a
 * flat array; a lowering is a table from the grammar's node names to
 * functions, each of which opens a node, lowers the parts it wants in the
 * order it wants, and closes it:
 *
 *	static void
 *	subscript(struct lower *l, uint32_t n)
 *	{
 *		uint32_t id = lower_open(l, AST_INDEX, n);
 *
 *		lower_field(l, n, F_VALUE);
 *		lower_rest(l, n, F_SUBSCRIPT);
 *		ast_close(l->ast, id);
 *	}
 */
struct cst {
	uint16_t symbol;
	uint8_t field;
	uint8_t named;
	uint32_t start, end;
	uint32_t first, next;
};

#define CST_ERROR UINT16_MAX

struct lower {
	struct ast *ast;
	const struct lowering *lowering;
	const struct TSLanguage *grammar;
	const struct lower_row *const *row_of; /* by symbol; NULL: none */
	const struct cst *cst; /* cst[0] is unused, cst[1] the root */
	unsigned depth, max_depth;
};

typedef void lower_fn(struct lower *l, uint32_t n);

struct lower_row {
	const char *type; /* the grammar's node */
	lower_fn *fn;     /* NULL: a leaf or plain list of kind */
	enum ast_kind kind;
};

struct TSLanguage;
struct lowering {
	const struct TSLanguage *(*grammar)(void);
	const struct lower_row *rows; /* ends with a NULL type */
	const struct lower_row *base; /* for what rows lacks; or NULL */
	const char *const *fields;    /* F_..., from 1; ends with NULL */
};

/* Lowers one node, as its row says. */
void lower_node(struct lower *l, uint32_t n);

/* Lowers the children under a field, or all named ones (field 0). */
void lower_field(struct lower *l, uint32_t n, uint8_t field);
void lower_kids(struct lower *l, uint32_t n);

uint32_t lower_get(const struct lower *l, uint32_t n, uint8_t field);
uint32_t lower_named(const struct lower *l, uint32_t n, unsigned index);
uint32_t lower_open(struct lower *l, enum ast_kind kind, uint32_t n);
uint32_t lower_leaf(struct lower *l, enum ast_kind kind, uint32_t n);

/* Statements of n as a block; a single statement is wrapped in one. */
void lower_block(struct lower *l, uint32_t n);

/* A node of this kind around all of n's named children. */
void lower_list(struct lower *l, uint32_t n, enum ast_kind kind);

/* AST_TYPE around a type's node; 0: none is written. */
void lower_type(struct lower *l, uint32_t n);

struct str lower_text(const struct lower *l, uint32_t n);
uint32_t lower_symbol(struct lower *l, uint32_t n);
bool lower_is(const struct lower *l, uint32_t n, const char *type);

#define LOWER_EACH(kid, l, n)                            \
	for (uint32_t kid = (l)->cst[n].first; kid != 0; \
	     kid = (l)->cst[kid].next)

#endif
