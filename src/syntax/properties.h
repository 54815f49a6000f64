#ifndef SYNTAX_PROPERTIES_H
#define SYNTAX_PROPERTIES_H

#include "syntax/ast.h"

/* The tree of ast->source, which is empty but for that: the file alone.  What
   it says is asked for by name (scan/settings.h), not by patterns. */
void properties_build(struct ast *ast);

#endif
