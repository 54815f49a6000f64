#include "syntax/lower.h"

#include <tree_sitter/api.h>

uint32_t
lower_get(const struct lower *l, uint32_t n, uint8_t field)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == field && l->cst[kid].named)
		return kid;
	return 0;
}

uint32_t
lower_named(const struct lower *l, uint32_t n, unsigned index)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && index-- == 0)
		return kid;
	return 0;
}

uint32_t
lower_open(struct lower *l, enum ast_kind kind, uint32_t n)
{
	return ast_open(l->ast, kind, l->cst[n].start, l->cst[n].end);
}

struct str
lower_text(const struct lower *l, uint32_t n)
{
	const struct cst *c = &l->cst[n];

	return str_sub(l->ast->source, c->start, c->end - c->start);
}

uint32_t
lower_symbol(struct lower *l, uint32_t n)
{
	return n == 0 ? 0 : symbols_add(l->ast->symbols, lower_text(l, n));
}

uint32_t
lower_leaf(struct lower *l, enum ast_kind kind, uint32_t n)
{
	if (n == 0)
		return 0;
	return ast_leaf(
	    l->ast, kind, l->cst[n].start, l->cst[n].end, lower_symbol(l, n));
}

bool
lower_is(const struct lower *l, uint32_t n, const char *type)
{
	const char *name;

	if (n == 0 || l->cst[n].symbol == CST_ERROR)
		return false;
	name = ts_language_symbol_name(l->grammar, l->cst[n].symbol);
	return name != NULL && strcmp(name, type) == 0;
}

static const struct lower_row *
row_of(const struct lower *l, uint32_t n)
{
	return l->cst[n].symbol == CST_ERROR ? NULL
					     : l->row_of[l->cst[n].symbol];
}

static void
unknown(struct lower *l, uint32_t n)
{
	bool broken = l->cst[n].symbol == CST_ERROR;
	uint32_t id = lower_open(l, broken ? AST_ERROR : AST_OTHER, n);

	if (broken)
		l->ast->errors++;
	else if (id != 0)
		l->ast->v[id].name = symbols_add(l->ast->symbols,
		    str_from(
			ts_language_symbol_name(l->grammar, l->cst[n].symbol)));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
by_row(struct lower *l, uint32_t n, const struct lower_row *row)
{
	if (row->fn != NULL)
		row->fn(l, n);
	else if (l->cst[n].first == 0)
		(void)lower_leaf(l, row->kind, n);
	else
		lower_list(l, n, row->kind);
}

void
lower_node(struct lower *l, uint32_t n)
{
	const struct lower_row *row;

	if (n == 0)
		return;
	if (l->depth >= l->max_depth) {
		l->ast->errors++;
		(void)ast_leaf(
		    l->ast, AST_ERROR, l->cst[n].start, l->cst[n].end, 0);
		return;
	}
	l->depth++;
	row = row_of(l, n);
	if (row == NULL)
		unknown(l, n);
	else
		by_row(l, n, row);
	l->depth--;
}

void
lower_field(struct lower *l, uint32_t n, uint8_t field)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == field && l->cst[kid].named)
		lower_node(l, kid);
}

void
lower_kids(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		lower_node(l, kid);
}

void
lower_list(struct lower *l, uint32_t n, enum ast_kind kind)
{
	uint32_t id = lower_open(l, kind, n);

	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* Grammars that have a node of their own for a body map it to AST_BLOCK. */
void
lower_block(struct lower *l, uint32_t n)
{
	const struct lower_row *row;
	uint32_t id;

	if (n == 0)
		return;
	row = row_of(l, n);
	if (row != NULL && row->kind == AST_BLOCK) {
		lower_node(l, n);
		return;
	}
	id = lower_open(l, AST_BLOCK, n);
	lower_node(l, n);
	ast_close(l->ast, id);
}

void
lower_type(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (n == 0)
		return;
	id = lower_open(l, AST_TYPE, n);
	lower_node(l, n);
	ast_close(l->ast, id);
}
