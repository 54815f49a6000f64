#include "syntax/go.h"

const struct TSLanguage *tree_sitter_go(void);

static const char *const fields[] = {
    "name",
    "path",
    "type",
    "value",
    "left",
    "right",
    "operator",
    "operand",
    "field",
    "function",
    "arguments",
    "index",
    "condition",
    "consequence",
    "alternative",
    "initializer",
    "update",
    "body",
    "parameters",
    "result",
    "receiver",
    "element",
    "key",
    "channel",
    "communication",
    "alias",
    "tag",
    NULL,
};

void
go_set_name(struct lower *l, uint32_t id, const char *word)
{
	if (id != 0)
		l->ast->v[id].name =
		    symbols_add(l->ast->symbols, str_from(word));
}

void
go_through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

static void
nothing(struct lower *l UNUSED, uint32_t n UNUSED)
{
}

bool
go_has(const struct lower *l, uint32_t n, const char *token)
{
	LOWER_EACH(kid, l, n)
	if (!l->cst[kid].named && lower_is(l, kid, token))
		return true;
	return false;
}

uint32_t
go_assign(struct lower *l, uint32_t n, unsigned flags)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);

	go_set_name(l, id, "=");
	if (id != 0)
		l->ast->v[id].flags |= (uint8_t)flags;
	return id;
}

/* "." is a node around a sign of its own. */
static void
word(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_NAME, n);
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

/* What stands between the quotes, of either kind. */
static void
string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	text = text.len >= 2 ? str_sub(text, 1, text.len - 2) : STR("");
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start, l->cst[n].end,
	    symbols_add(l->ast->symbols, text));
}

/* One expression, or several as a tuple */
static void
expressions(struct lower *l, uint32_t n)
{
	if (lower_named(l, n, 1) != 0)
		lower_list(l, n, AST_TUPLE);
	else
		lower_kids(l, n);
}

static uint32_t
operator_symbol(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_OPERATOR)
		return lower_symbol(l, kid);
	return 0;
}

static void
binary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n);

	if (id != 0)
		l->ast->v[id].name = operator_symbol(l, n);
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	if (id != 0)
		l->ast->v[id].name = operator_symbol(l, n);
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n), args, types = 0;

	args = lower_get(l, n, F_ARGUMENTS);
	lower_field(l, n, F_FUNCTION);
	if (args != 0)
		lower_list(l, args, AST_ARGS);
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "type_arguments"))
		types = kid;
	LOWER_EACH(type, l, types)
	if (l->cst[type].named)
		lower_type(l, type);
	ast_close(l->ast, id);
}

static void
spread(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);

	go_set_name(l, id, "...");
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
member(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_field(l, n, F_OPERAND);
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_FIELD));
	ast_close(l->ast, id);
}

/* package.Type */
static void
qualified(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_node(l, lower_named(l, n, 0));
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_NAME));
	ast_close(l->ast, id);
}

static void
element(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	lower_field(l, n, F_OPERAND);
	lower_field(l, n, F_INDEX);
	ast_close(l->ast, id);
}

static void
slice(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n), part;

	lower_field(l, n, F_OPERAND);
	part = lower_open(l, AST_SLICE, n);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field != F_OPERAND)
		lower_node(l, kid);
	ast_close(l->ast, part);
	ast_close(l->ast, id);
}

/* x.(T) and []T(x); what looks like f[T](x) is a call */
static void
cast(struct lower *l, uint32_t n)
{
	uint32_t type = lower_get(l, n, F_TYPE), args;
	bool calls = lower_is(l, type, "generic_type");
	uint32_t id = lower_open(l, calls ? AST_CALL : AST_CAST, n);

	if (calls) {
		lower_node(l, type);
		args =
		    ast_open(l->ast, AST_ARGS, l->cst[type].end, l->cst[n].end);
		lower_field(l, n, F_OPERAND);
		ast_close(l->ast, args);
		ast_close(l->ast, id);
		return;
	}
	lower_field(l, n, F_OPERAND);
	lower_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

/* "a: 1" in a literal; what stands before the colon is the name of a field
   or a key. */
static void
keyed(struct lower *l, uint32_t n, bool record)
{
	uint32_t key = lower_get(l, n, F_KEY), name, id;

	name = lower_named(l, key, 0);
	if (lower_is(l, name, "identifier") && !record) {
		id = lower_open(l, AST_KEYARG, n);
		if (id != 0)
			l->ast->v[id].name = lower_symbol(l, name);
	} else {
		id = lower_open(l, AST_PAIR, n);
		if (lower_is(l, name, "identifier"))
			(void)lower_leaf(l, AST_FIELD, name);
		else
			lower_node(l, key);
	}
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
keyed_element(struct lower *l, uint32_t n)
{
	keyed(l, n, false);
}

/* T{a, b: 1} makes a T of what is like arguments. */
static void
composite(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_NEW, n);
	uint32_t body = lower_get(l, n, F_BODY);

	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	lower_field(l, n, F_TYPE);
	if (body != 0)
		lower_list(l, body, AST_ARGS);
	ast_close(l->ast, id);
}

/* {a, b} and {a: 1} whose type stands further out */
static void
literal(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (!lower_is(l, lower_named(l, n, 0), "keyed_element")) {
		lower_list(l, n, AST_LIST);
		return;
	}
	id = lower_open(l, AST_DICT, n);
	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "keyed_element"))
		keyed(l, kid, true);
	else if (l->cst[kid].named)
		lower_node(l, kid);
	ast_close(l->ast, id);
}

static void
signed_type(struct lower *l, uint32_t n, const char *sign)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	go_set_name(l, id, sign);
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
pointer_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, "*");
}

static void
slice_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, "[]");
}

static void
channel_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, "chan");
}

static void
negated_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, "~");
}

/* map[K]V is as if map were a type of two. */
static void
map_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n), at = l->cst[n].start;

	(void)ast_leaf(l->ast, AST_NAME, at, at + 3,
	    symbols_add(l->ast->symbols, STR("map")));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* A | B */
static void
any_of_types(struct lower *l, uint32_t n)
{
	uint32_t id = 0;

	if (lower_named(l, n, 1) != 0) {
		id = lower_open(l, AST_BINARY, n);
		go_set_name(l, id, "|");
	}
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* A[B], as a type or a function */
static void
generic(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_GENERIC;
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"identifier", NULL, AST_NAME},
    {"blank_identifier", NULL, AST_NAME},
    {"type_identifier", NULL, AST_NAME},
    {"package_identifier", NULL, AST_NAME},
    {"field_identifier", NULL, AST_NAME},
    {"label_name", NULL, AST_NAME},
    {"dot", word, 0},
    {"iota", NULL, AST_NAME},
    {"int_literal", NULL, AST_NUMBER},
    {"float_literal", NULL, AST_NUMBER},
    {"imaginary_literal", NULL, AST_NUMBER},
    {"rune_literal", NULL, AST_NUMBER},
    {"true", NULL, AST_BOOL},
    {"false", NULL, AST_BOOL},
    {"nil", null_leaf, 0},
    {"interpreted_string_literal", string, 0},
    {"raw_string_literal", string, 0},
    {"parenthesized_expression", go_through, 0},
    {"expression_list", expressions, 0},
    {"call_expression", call, 0},
    {"variadic_argument", spread, 0},
    {"selector_expression", member, 0},
    {"index_expression", element, 0},
    {"slice_expression", slice, 0},
    {"type_assertion_expression", cast, 0},
    {"type_conversion_expression", cast, 0},
    {"type_instantiation_expression", generic, 0},
    {"binary_expression", binary, 0},
    {"unary_expression", unary, 0},
    {"func_literal", go_function_literal, 0},
    {"composite_literal", composite, 0},
    {"keyed_element", keyed_element, 0},
    {"literal_element", go_through, 0},
    {"literal_value", literal, 0},
    {"qualified_type", qualified, 0},
    {"pointer_type", pointer_type, 0},
    {"slice_type", slice_type, 0},
    {"implicit_length_array_type", slice_type, 0},
    {"map_type", map_type, 0},
    {"channel_type", channel_type, 0},
    {"negated_type", negated_type, 0},
    {"parenthesized_type", go_through, 0},
    {"generic_type", generic, 0},
    {"type_arguments", go_through, 0},
    {"type_elem", any_of_types, 0},
    {"type_constraint", any_of_types, 0},
    {"function_type", go_function_type, 0},
    {"parameter_list", go_parameters, 0},
    {"field_declaration_list", NULL, AST_BLOCK},
    {"field_declaration", go_field, 0},
    {"method_elem", go_function, 0},
    {"function_declaration", go_function, 0},
    {"method_declaration", go_function, 0},
    {"type_declaration", go_through, 0},
    {"type_spec", go_type, 0},
    {"type_alias", go_type, 0},
    {"var_declaration", go_through, 0},
    {"var_spec_list", go_through, 0},
    {"var_spec", go_var, 0},
    {"const_declaration", go_through, 0},
    {"const_spec", go_const, 0},
    {"import_declaration", go_through, 0},
    {"import_spec_list", go_through, 0},
    {"import_spec", go_import, 0},
    {"package_clause", go_package, 0},
    {"block", NULL, AST_BLOCK},
    {"statement_list", go_through, 0},
    {"empty_statement", nothing, 0},
    {"expression_statement", NULL, AST_EXPR_STMT},
    {"short_var_declaration", go_short_var, 0},
    {"assignment_statement", go_assignment, 0},
    {"receive_statement", go_receive, 0},
    {"send_statement", go_send, 0},
    {"inc_statement", go_step, 0},
    {"dec_statement", go_step, 0},
    {"defer_statement", go_with_word, 0},
    {"go_statement", go_with_word, 0},
    {"labeled_statement", go_labeled, 0},
    {"if_statement", go_if, 0},
    {"for_statement", go_for, 0},
    {"expression_switch_statement", go_switch, 0},
    {"type_switch_statement", go_switch, 0},
    {"select_statement", go_switch, 0},
    {"expression_case", go_case, 0},
    {"type_case", go_case, 0},
    {"communication_case", go_case, 0},
    {"default_case", go_case, 0},
    {"return_statement", NULL, AST_RETURN},
    {"break_statement", NULL, AST_BREAK},
    {"continue_statement", NULL, AST_CONTINUE},
    {"fallthrough_statement", NULL, AST_PASS},
    {0},
};

const struct lowering go_lowering = {
    .grammar = tree_sitter_go, .rows = rows, .fields = fields};
