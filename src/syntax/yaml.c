#include "syntax/lower.h"

const struct TSLanguage *tree_sitter_yaml(void);

/*
 * Mappings are dictionaries, sequences lists; a scalar is what it looks like,
 * whatever its quotes:
 *
 *	on: [push]
 *
 *	(dict (pair (field on) (list (string push))))
 */
enum { F_KEY = 1, F_VALUE };
static const char *const fields[] = {"key", "value", NULL};

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
leaf(struct lower *l, uint32_t n, enum ast_kind kind, struct str text)
{
	(void)ast_leaf(l->ast, kind, l->cst[n].start, l->cst[n].end,
	    symbols_add(l->ast->symbols, text));
}

static void
plain_string(struct lower *l, uint32_t n)
{
	leaf(l, n, AST_STRING, lower_text(l, n));
}

static struct str
unquoted(const struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	return text.len >= 2 ? str_sub(text, 1, text.len - 2) : STR("");
}

static void
quoted_string(struct lower *l, uint32_t n)
{
	leaf(l, n, AST_STRING, unquoted(l, n));
}

/* The lines behind "|" or ">". */
static void
block_string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	leaf(l, n, AST_STRING,
	    str_trim(str_from_at(text, str_find_char(text, '\n'))));
}

static void
truth(struct lower *l, uint32_t n)
{
	leaf(l, n, AST_BOOL, lower_text(l, n));
}

static void
alias(struct lower *l, uint32_t n)
{
	leaf(l, n, AST_NAME, lower_text(l, n));
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

static void
dictionary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* The scalar that a key is; 0: it is none. */
static uint32_t
scalar_of(const struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "plain_scalar") ||
	    lower_is(l, kid, "double_quote_scalar") ||
	    lower_is(l, kid, "single_quote_scalar"))
		return kid;
	return 0;
}

static void
key(struct lower *l, uint32_t n)
{
	uint32_t scalar = n != 0 ? scalar_of(l, n) : 0;

	if (scalar == 0)
		lower_node(l, n);
	else if (lower_is(l, scalar, "plain_scalar"))
		leaf(l, scalar, AST_FIELD, lower_text(l, scalar));
	else
		leaf(l, scalar, AST_FIELD, unquoted(l, scalar));
}

static void
pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n);

	key(l, lower_get(l, n, F_KEY));
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

/* What a flow mapping holds without a value is a key too. */
static void
flow_mapping(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n), alone;

	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "flow_node")) {
			alone = lower_open(l, AST_PAIR, kid);
			key(l, kid);
			ast_close(l->ast, alone);
		} else if (l->cst[kid].named) {
			lower_node(l, kid);
		}
	}
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"document", through, AST_NONE},
    {"block_node", through, AST_NONE},
    {"flow_node", through, AST_NONE},
    {"block_mapping", dictionary, AST_NONE},
    {"block_mapping_pair", pair, AST_NONE},
    {"flow_mapping", flow_mapping, AST_NONE},
    {"flow_pair", pair, AST_NONE},
    {"block_sequence", NULL, AST_LIST},
    {"block_sequence_item", through, AST_NONE},
    {"flow_sequence", NULL, AST_LIST},
    {"plain_scalar", through, AST_NONE},
    {"string_scalar", plain_string, AST_NONE},
    {"timestamp_scalar", plain_string, AST_NONE},
    {"double_quote_scalar", quoted_string, AST_NONE},
    {"single_quote_scalar", quoted_string, AST_NONE},
    {"block_scalar", block_string, AST_NONE},
    {"integer_scalar", NULL, AST_NUMBER},
    {"float_scalar", NULL, AST_NUMBER},
    {"boolean_scalar", truth, AST_NONE},
    {"null_scalar", null_leaf, AST_NONE},
    {"alias", alias, AST_NONE},
    {"anchor", nothing, AST_NONE},
    {"tag", nothing, AST_NONE},
    {"escape_sequence", nothing, AST_NONE},
    {"yaml_directive", nothing, AST_NONE},
    {"tag_directive", nothing, AST_NONE},
    {"reserved_directive", nothing, AST_NONE},
    {NULL, NULL, AST_NONE},
};

const struct lowering yaml_lowering = {
    .grammar = tree_sitter_yaml, .rows = rows, .fields = fields};
