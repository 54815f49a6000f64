#ifndef SYNTAX_TESTING_H
#define SYNTAX_TESTING_H

/* For tests: code and its tree.  Test executables only. */
#include "base/test.h"
#include "syntax/language.h"

/* The tree of one piece of code, without the file around it. */
static inline void UNUSED
check_tree(const char *language, const char *code, const char *tree)
{
	struct parser *parser = parser_new();
	struct symbols symbols;
	struct arena arena;
	struct err err;
	struct ast *ast;
	struct buf out;

	arena_init(&arena, 8 << 20);
	buf_init(&out, 1 << 16);
	symbols_init(&symbols, &arena, NULL);
	CHECK_OK(parser_read(parser, language_named(str_from(language)),
		     str_from(code), &parse_limits_default, &symbols, &arena,
		     &ast, &err),
	    &err);
	AST_EACH(child, ast, 1)
	ast_write(&out, ast, child);
	CHECK_STR(buf_view(&out), str_from(tree));
	buf_release(&out);
	arena_release(&arena);
	parser_free(parser);
}

struct row {
	const char *code, *tree;
};

static inline void UNUSED
check_trees(const char *language, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_tree(language, rows[i].code, rows[i].tree);
}

#endif
