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

/* What is not written is the empty text. */
static void
empty(struct lower *l, uint32_t at)
{
	(void)ast_leaf(l->ast, AST_STRING, at, at, 0);
}

/* Room for a scalar's text without its quotes, signs and indent. */
static char *
room(struct lower *l, size_t len)
{
	char *out = arena_alloc(l->ast->arena, len + 1);

	if (out == NULL)
		l->ast->full = true;
	return out;
}

static char
escaped(char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	default:
		return c;
	}
}

/* What stands between quotes, its escapes read but for those by number. */
static struct str
unquoted(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);
	char *out = room(l, text.len);
	size_t len = 0, i = 1;

	if (out == NULL || text.len < 2)
		return STR("");
	while (i + 1 < text.len) {
		char c = text.ptr[i], next = text.ptr[i + 1];
		bool pair = i + 2 < text.len &&
		    (text.ptr[0] == '"' ? c == '\\' && next != 'x' &&
				next != 'u' && next != 'U'
					: c == '\'' && next == '\'');

		out[len++] = !pair ? c : c == '\\' ? escaped(next) : next;
		i += pair ? 2 : 1;
	}
	return (struct str){out, len};
}

static void
quoted_string(struct lower *l, uint32_t n)
{
	leaf(l, n, AST_STRING, unquoted(l, n));
}

static size_t
indent_of(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

static size_t
first_indent(struct str lines)
{
	struct str line;

	while (str_next(&lines, '\n', &line))
		if (str_trim(line).len > 0)
			return indent_of(line);
	return 0;
}

/* Lines without their common indent, as one where they are folded. */
static struct str
block_lines(struct lower *l, struct str lines, bool folded)
{
	size_t indent = first_indent(lines), len = 0;
	char *out = room(l, lines.len + 1);
	struct str line;

	while (out != NULL && str_next(&lines, '\n', &line)) {
		size_t n = indent_of(line);

		line = str_from_at(line, n < indent ? n : indent);
		memcpy(out + len, line.ptr, line.len);
		len += line.len;
		out[len++] = folded ? ' ' : '\n';
	}
	return (struct str){out, out == NULL ? 0 : len};
}

/* The lines behind "|" or ">": the node begins where the head's line ends. */
static void
block_string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n), value;
	size_t at = str_find_char(text, '\n');

	value = block_lines(
	    l, str_from_at(text, at + 1), str_starts(text, STR(">")));
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start + (uint32_t)at,
	    l->cst[n].end, symbols_add(l->ast->symbols, str_trim(value)));
}

/* Words that most programs read as a truth. */
static bool
is_truth(struct str text)
{
	static const char *const words[] = {"true", "yes", "on", "y", NULL};

	for (size_t i = 0; words[i] != NULL; i++)
		if (str_eq_case(text, str_from(words[i])))
			return true;
	return false;
}

static bool
is_untruth(struct str text)
{
	static const char *const words[] = {"false", "no", "off", "n", NULL};

	for (size_t i = 0; words[i] != NULL; i++)
		if (str_eq_case(text, str_from(words[i])))
			return true;
	return false;
}

static void
plain_string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	if (is_truth(text))
		leaf(l, n, AST_BOOL, STR("true"));
	else if (is_untruth(text))
		leaf(l, n, AST_BOOL, STR("false"));
	else
		leaf(l, n, AST_STRING, text);
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
	uint32_t value = lower_get(l, n, F_VALUE);

	key(l, lower_get(l, n, F_KEY));
	if (value != 0)
		lower_node(l, value);
	else
		empty(l, l->cst[n].end);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].symbol == CST_ERROR)
		lower_node(l, kid);
	ast_close(l->ast, id);
}

/* [a, b: c]: a mapping of one */
static void
flow_pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n);

	pair(l, n);
	ast_close(l->ast, id);
}

static void
item(struct lower *l, uint32_t n)
{
	if (lower_named(l, n, 0) != 0)
		lower_kids(l, n);
	else
		empty(l, l->cst[n].end);
}

/* What a flow mapping holds without a value is a key too. */
static void
flow_mapping(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n), alone;

	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "flow_node")) {
			alone = lower_open(l, AST_PAIR, kid);
			key(l, kid);
			empty(l, l->cst[kid].end);
			ast_close(l->ast, alone);
		} else if (lower_is(l, kid, "flow_pair")) {
			pair(l, kid);
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
    {"block_mapping", NULL, AST_DICT},
    {"block_mapping_pair", pair, AST_NONE},
    {"flow_mapping", flow_mapping, AST_NONE},
    {"flow_pair", flow_pair, AST_NONE},
    {"block_sequence", NULL, AST_LIST},
    {"block_sequence_item", item, AST_NONE},
    {"flow_sequence", NULL, AST_LIST},
    {"plain_scalar", through, AST_NONE},
    {"string_scalar", plain_string, AST_NONE},
    {"timestamp_scalar", plain_string, AST_NONE},
    {"double_quote_scalar", quoted_string, AST_NONE},
    {"single_quote_scalar", quoted_string, AST_NONE},
    {"block_scalar", block_string, AST_NONE},
    {"integer_scalar", NULL, AST_NUMBER},
    {"float_scalar", NULL, AST_NUMBER},
    {"boolean_scalar", plain_string, AST_NONE},
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
