#include "syntax/properties.h"

void
properties_build(struct ast *ast)
{
	uint32_t file = ast_open(ast, AST_FILE, 0, (uint32_t)ast->source.len);

	ast_close(ast, file);
}
