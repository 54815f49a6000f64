#include "syntax/ast.h"

#define WRITE_DEPTH_MAX 400

static const char *const kind_names[AST_KIND_COUNT] = {
    [AST_NONE] = "none",
    [AST_FILE] = "file",
    [AST_BLOCK] = "block",
    [AST_OTHER] = "other",
    [AST_ERROR] = "error",
    [AST_NAME] = "name",
    [AST_FIELD] = "field",
    [AST_STRING] = "string",
    [AST_NUMBER] = "number",
    [AST_BOOL] = "bool",
    [AST_NULL] = "null",
    [AST_REGEX] = "regex",
    [AST_TEMPLATE] = "template",
    [AST_CALL] = "call",
    [AST_NEW] = "new",
    [AST_ARGS] = "args",
    [AST_KEYARG] = "keyarg",
    [AST_SPREAD] = "spread",
    [AST_MEMBER] = "member",
    [AST_INDEX] = "index",
    [AST_SLICE] = "slice",
    [AST_UNARY] = "unary",
    [AST_BINARY] = "binary",
    [AST_COND] = "cond",
    [AST_ASSIGN] = "assign",
    [AST_LIST] = "list",
    [AST_TUPLE] = "tuple",
    [AST_SET] = "set",
    [AST_DICT] = "dict",
    [AST_PAIR] = "pair",
    [AST_LAMBDA] = "lambda",
    [AST_COMPREHENSION] = "comprehension",
    [AST_AWAIT] = "await",
    [AST_CAST] = "cast",
    [AST_YIELD] = "yield",
    [AST_ELEMENT] = "element",
    [AST_EXPR_STMT] = "expr_stmt",
    [AST_RETURN] = "return",
    [AST_IF] = "if",
    [AST_WHILE] = "while",
    [AST_FOR] = "for",
    [AST_FOR_IN] = "for_in",
    [AST_TRY] = "try",
    [AST_CATCH] = "catch",
    [AST_WITH] = "with",
    [AST_THROW] = "throw",
    [AST_FUNC] = "func",
    [AST_CLASS] = "class",
    [AST_SWITCH] = "switch",
    [AST_CASE] = "case",
    [AST_IMPORT] = "import",
    [AST_BREAK] = "break",
    [AST_CONTINUE] = "continue",
    [AST_PASS] = "pass",
    [AST_ASSERT] = "assert",
    [AST_DELETE] = "delete",
    [AST_GLOBAL] = "global",
    [AST_PARAMS] = "params",
    [AST_PARAM] = "param",
    [AST_ALIAS] = "alias",
    [AST_DECORATOR] = "decorator",
    [AST_MODIFIER] = "modifier",
    [AST_TYPE] = "type",
    [AST_DOTS] = "...",
    [AST_METAVAR] = "metavar",
    [AST_METAVARS] = "metavars",
    [AST_DEEP] = "deep",
    [AST_TYPED] = "typed",
};

/* Words bare, anything else between double quotes. */
static void
name_write(struct buf *out, struct str name)
{
	bool word = name.len > 0;

	for (size_t i = 0; i < name.len; i++)
		word = word && name.ptr[i] > ' ' && name.ptr[i] != '(' &&
		    name.ptr[i] != ')' && name.ptr[i] != '"';
	if (!word)
		buf_add_char(out, '"');
	buf_add(out, name);
	if (!word)
		buf_add_char(out, '"');
}

static void
node_write(struct buf *out, const struct ast *a, uint32_t node, unsigned depth)
{
	const struct ast_node *n = &a->v[node];

	buf_addf(out, "(%s", kind_names[n->kind]);
	if (n->kind == AST_METAVAR || n->kind == AST_METAVARS)
		buf_addf(out, " %u", n->name);
	else if (n->name != 0 || n->kind == AST_STRING) {
		buf_add_char(out, ' ');
		name_write(out, symbols_text(a->symbols, n->name));
	}
	AST_EACH(child, a, node)
	{
		buf_add_char(out, ' ');
		if (depth < WRITE_DEPTH_MAX)
			node_write(out, a, child, depth + 1);
	}
	buf_add_char(out, ')');
}

void
ast_write(struct buf *out, const struct ast *a, uint32_t node)
{
	node_write(out, a, node, 0);
}
