#include "syntax/lower.h"

const struct TSLanguage *tree_sitter_hcl(void);

/*
 * Terraform's language.  A block is a call whose last argument is what stands
 * in its braces, an attribute a pair of that:
 *
 *	resource "a" "b" { c = 1 }
 *
 *	(call (name resource) (args (string a) (string b)
 *	    (dict (pair (field c) (number 1)))))
 */
enum { F_KEY = 1, F_VAL };
static const char *const fields[] = {"key", "val", NULL};

#define KIDS_MAX 64 /* links of a.b.c...; further ones are left out */

static void
through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

static void
nothing(struct lower *l UNUSED, uint32_t n UNUSED)
{
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

static void
truth(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_BOOL, n);
}

static bool
is_interpolated(const struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "template_interpolation") ||
	    lower_is(l, kid, "template_directive"))
		return true;
	return false;
}

/* What stands between the quotes, or the lines of a heredoc. */
static struct str
content(const struct lower *l, uint32_t n)
{
	uint32_t start = 0, end = 0;

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "template_literal")) {
		start = start == 0 ? l->cst[kid].start : start;
		end = l->cst[kid].end;
	}
	return str_sub(l->ast->source, start, end - start);
}

static void
string(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (!is_interpolated(l, n)) {
		(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start,
		    l->cst[n].end, symbols_add(l->ast->symbols, content(l, n)));
		return;
	}
	id = lower_open(l, AST_TEMPLATE, n);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		lower_node(l, kid);
	ast_close(l->ast, id);
}

/* a = 1, and a = 1 or "a" = 1 of an object; any other key as it is. */
static void
pair(struct lower *l, uint32_t n, uint32_t key, uint32_t value)
{
	uint32_t id = lower_open(l, AST_PAIR, n), inner = key;

	while (inner != 0 && !lower_is(l, inner, "identifier") &&
	    !lower_is(l, inner, "string_lit") &&
	    lower_named(l, inner, 0) != 0 && lower_named(l, inner, 1) == 0)
		inner = lower_named(l, inner, 0);
	if (lower_is(l, inner, "identifier"))
		(void)lower_leaf(l, AST_FIELD, inner);
	else if (lower_is(l, inner, "string_lit"))
		(void)ast_leaf(l->ast, AST_FIELD, l->cst[inner].start,
		    l->cst[inner].end,
		    symbols_add(l->ast->symbols, content(l, inner)));
	else
		lower_node(l, key);
	lower_node(l, value);
	ast_close(l->ast, id);
}

static void
attribute(struct lower *l, uint32_t n)
{
	pair(l, n, lower_named(l, n, 0), lower_named(l, n, 1));
}

static void
element(struct lower *l, uint32_t n)
{
	pair(l, n, lower_get(l, n, F_KEY), lower_get(l, n, F_VAL));
}

static void
object(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* The braces belong to the dictionary. */
static void
block_body(struct lower *l, uint32_t n)
{
	uint32_t start = l->cst[n].end, id;

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "block_start"))
		start = l->cst[kid].start;
	id = ast_open(l->ast, AST_DICT, start, l->cst[n].end);
	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "body"))
		lower_kids(l, kid);
	ast_close(l->ast, id);
}

static void
block(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n), type = lower_named(l, n, 0);
	uint32_t args;

	(void)lower_leaf(l, AST_NAME, type);
	args = ast_open(l->ast, AST_ARGS, l->cst[type].end, l->cst[n].end);
	LOWER_EACH(kid, l, n)
	if (kid != type && lower_is(l, kid, "identifier"))
		(void)lower_leaf(l, AST_STRING, kid); /* quotes are optional */
	else if (lower_is(l, kid, "string_lit"))
		lower_node(l, kid);
	block_body(l, n);
	ast_close(l->ast, args);
	ast_close(l->ast, id);
}

static void
call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n), name = lower_named(l, n, 0);
	uint32_t args = lower_named(l, n, 1), list;

	(void)lower_leaf(l, AST_NAME, name);
	list = args != 0
	    ? lower_open(l, AST_ARGS, args)
	    : ast_open(l->ast, AST_ARGS, l->cst[name].end, l->cst[n].end);
	if (args != 0)
		lower_kids(l, args);
	ast_close(l->ast, list);
	ast_close(l->ast, id);
}

/* The first count of an expression's parts: a, a.b, a.b[c], ... */
static void
links(struct lower *l, const uint32_t *kids, unsigned count)
{
	uint32_t last = kids[count - 1], id;

	if (count == 1) {
		lower_node(l, last);
		return;
	}
	id = ast_open(l->ast,
	    lower_is(l, last, "get_attr")    ? AST_MEMBER
		: lower_is(l, last, "index") ? AST_INDEX
					     : AST_OTHER,
	    l->cst[kids[0]].start, l->cst[last].end);
	links(l, kids, count - 1);
	if (lower_is(l, last, "get_attr"))
		(void)lower_leaf(l, AST_FIELD, lower_named(l, last, 0));
	else if (lower_is(l, last, "index"))
		lower_kids(l, lower_named(l, last, 0));
	else
		lower_kids(l, last);
	ast_close(l->ast, id);
}

static void
expression(struct lower *l, uint32_t n)
{
	uint32_t kids[KIDS_MAX];
	unsigned count = 0;

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && count < KIDS_MAX)
		kids[count++] = kid;
	if (count > 0)
		links(l, kids, count);
}

static void
operation(struct lower *l, uint32_t n)
{
	bool two = lower_named(l, n, 1) != 0;
	uint32_t id = lower_open(l, two ? AST_BINARY : AST_UNARY, n);

	LOWER_EACH(kid, l, n)
	if (!l->cst[kid].named && id != 0)
		l->ast->v[id].name = lower_symbol(l, kid);
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"body", through, AST_NONE},
    {"block", block, AST_NONE},
    {"attribute", attribute, AST_NONE},
    {"object", object, AST_NONE},
    {"object_elem", element, AST_NONE},
    {"object_start", nothing, AST_NONE},
    {"object_end", nothing, AST_NONE},
    {"tuple", NULL, AST_LIST},
    {"tuple_start", nothing, AST_NONE},
    {"tuple_end", nothing, AST_NONE},
    {"expression", expression, AST_NONE},
    {"literal_value", through, AST_NONE},
    {"string_lit", string, AST_NONE},
    {"numeric_lit", NULL, AST_NUMBER},
    {"bool_lit", truth, AST_NONE},
    {"null_lit", null_leaf, AST_NONE},
    {"collection_value", through, AST_NONE},
    {"template_expr", through, AST_NONE},
    {"quoted_template", string, AST_NONE},
    {"heredoc_template", string, AST_NONE},
    {"heredoc_start", nothing, AST_NONE},
    {"heredoc_identifier", nothing, AST_NONE},
    {"quoted_template_start", nothing, AST_NONE},
    {"quoted_template_end", nothing, AST_NONE},
    {"template_literal", NULL, AST_STRING},
    {"template_interpolation", through, AST_NONE},
    {"template_interpolation_start", nothing, AST_NONE},
    {"template_interpolation_end", nothing, AST_NONE},
    {"strip_marker", nothing, AST_NONE},
    {"variable_expr", through, AST_NONE},
    {"identifier", NULL, AST_NAME},
    {"function_call", call, AST_NONE},
    {"operation", through, AST_NONE},
    {"binary_operation", operation, AST_NONE},
    {"unary_operation", operation, AST_NONE},
    {"conditional", NULL, AST_COND},
    {NULL, NULL, AST_NONE},
};

const struct lowering hcl_lowering = {
    .grammar = tree_sitter_hcl, .rows = rows, .fields = fields};
