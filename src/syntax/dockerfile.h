#ifndef SYNTAX_DOCKERFILE_H
#define SYNTAX_DOCKERFILE_H

#include "syntax/ast.h"

/* The tree of ast->source, which is empty but for that. */
void dockerfile_build(struct ast *ast);

#endif
