#include "syntax/lower.h"

const struct TSLanguage *tree_sitter_json(void);

enum { F_KEY = 1, F_VALUE };
static const char *const fields[] = {"key", "value", NULL};

/* What stands between the quotes. */
static uint32_t
text_symbol(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	return symbols_add(l->ast->symbols,
	    text.len >= 2 ? str_sub(text, 1, text.len - 2) : STR(""));
}

static void
string(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start, l->cst[n].end,
	    text_symbol(l, n));
}

static void
pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n), key = lower_get(l, n, F_KEY);

	if (lower_is(l, key, "string"))
		(void)ast_leaf(l->ast, AST_FIELD, l->cst[key].start,
		    l->cst[key].end, text_symbol(l, key));
	else
		lower_node(l, key);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

static const struct lower_row rows[] = {
    {"object", NULL, AST_DICT},
    {"array", NULL, AST_LIST},
    {"pair", pair, AST_NONE},
    {"string", string, AST_NONE},
    {"number", NULL, AST_NUMBER},
    {"true", NULL, AST_BOOL},
    {"false", NULL, AST_BOOL},
    {"null", null_leaf, AST_NONE},
    {NULL, NULL, AST_NONE},
};

const struct lowering json_lowering = {
    .grammar = tree_sitter_json, .rows = rows, .fields = fields};
