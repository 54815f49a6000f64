#ifndef SYNTAX_LOWER_CHECK_H
#define SYNTAX_LOWER_CHECK_H

/* For fuzzers: what holds of every tree, whatever was parsed. */
#include <stdlib.h>

#include "syntax/language.h"

static inline void
check_node(const struct ast *a, uint32_t i)
{
	const struct ast_node *n = &a->v[i];
	uint32_t at = i + 1;

	if (n->start > n->end || n->end > a->source.len || n->last < i ||
	    n->last >= a->n || n->kind == AST_NONE)
		abort();
	AST_EACH(child, a, i)
	{
		const struct ast_node *c = &a->v[child];

		/* preorder: each child starts where the last one's tree ends */
		if (child != at || c->parent != i || c->start < n->start ||
		    c->end > n->end)
			abort();
		at = c->last + 1;
	}
	if (at != n->last + 1)
		abort();
}

static inline void
check_tree(const struct ast *a)
{
	if (a->v[1].kind != AST_FILE || a->v[1].last != a->n - 1)
		abort();
	for (uint32_t i = 1; i < a->n; i++)
		check_node(a, i);
}

/* Spans lie in the source and are nested, and a second parse of the same
   bytes gives the same tree. */
static inline void
check_lowering(const char *language, const uint8_t *data, size_t len)
{
	struct str source = {(const char *)data, len};
	static struct parser *parser;
	struct ast *trees[2] = {NULL, NULL};
	struct symbols symbols;
	struct arena arena;
	struct err err;

	if (parser == NULL)
		parser = parser_new();
	arena_init(&arena, (size_t)256 << 20);
	symbols_init(&symbols, &arena, NULL);
	for (int i = 0; i < 2; i++)
		if (parser_read(parser, language_named(str_from(language)),
			source, &parse_limits_default, &symbols, &arena,
			&trees[i], &err) != ERR_NONE)
			trees[i] = NULL;
	if ((trees[0] == NULL) != (trees[1] == NULL))
		abort();
	if (trees[0] != NULL) {
		check_tree(trees[0]);
		if (trees[0]->n != trees[1]->n ||
		    memcmp(trees[0]->v, trees[1]->v,
			trees[0]->n * sizeof(*trees[0]->v)) != 0)
			abort();
	}
	arena_release(&arena);
}

#endif
