#include "syntax/javascript.h"

const struct TSLanguage *tree_sitter_javascript(void);

const char *const js_fields[] = {
    "name",
    "alias",
    "function",
    "arguments",
    "constructor",
    "object",
    "property",
    "index",
    "value",
    "left",
    "right",
    "operator",
    "argument",
    "parameter",
    "parameters",
    "body",
    "condition",
    "consequence",
    "alternative",
    "key",
    "initializer",
    "increment",
    "handler",
    "finalizer",
    "source",
    "declaration",
    "decorator",
    "kind",
    "open_tag",
    "attribute",
    "label",
    "type",
    "return_type",
    "type_arguments",
    "pattern",
    "module",
    "index_type",
    NULL,
};

void
js_set_name(struct lower *l, uint32_t id, uint32_t symbol)
{
	if (id != 0)
		l->ast->v[id].name = symbol;
}

uint32_t
js_word(struct lower *l, const char *text)
{
	return symbols_add(l->ast->symbols, str_from(text));
}

void
js_through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

/* A name of several words, as new.target */
static void
word(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_NAME, n);
}

static void
regex(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_REGEX, n);
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

/* What stands between the quotes. */
struct str
js_unquoted(const struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	return text.len >= 2 ? str_sub(text, 1, text.len - 2) : STR("");
}

static void
string(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start, l->cst[n].end,
	    symbols_add(l->ast->symbols, js_unquoted(l, n)));
}

static void
string_part(struct lower *l, uint32_t start, uint32_t end)
{
	if (start < end)
		(void)ast_leaf(l->ast, AST_STRING, start, end,
		    symbols_add(l->ast->symbols,
			str_sub(l->ast->source, start, end - start)));
}

static void template(struct lower *l, uint32_t n)
{
	uint32_t id, at = l->cst[n].start + 1;
	bool parts = false;

	LOWER_EACH(kid, l, n)
	parts = parts || lower_is(l, kid, "template_substitution");
	if (!parts) {
		string(l, n);
		return;
	}
	id = lower_open(l, AST_TEMPLATE, n);
	LOWER_EACH(kid, l, n)
	{
		if (!lower_is(l, kid, "template_substitution"))
			continue;
		string_part(l, at, l->cst[kid].start);
		lower_kids(l, kid);
		at = l->cst[kid].end;
	}
	if (l->cst[n].end > 0)
		string_part(l, at, l->cst[n].end - 1);
	ast_close(l->ast, id);
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

	js_set_name(l, id, operator_symbol(l, n));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	js_set_name(l, id, operator_symbol(l, n));
	lower_field(l, n, F_ARGUMENT);
	ast_close(l->ast, id);
}

static void
arguments(struct lower *l, uint32_t n)
{
	uint32_t args = lower_get(l, n, F_ARGUMENTS), id;

	if (args == 0) { /* new Date */
		(void)ast_leaf(
		    l->ast, AST_ARGS, l->cst[n].end, l->cst[n].end, 0);
		return;
	}
	if (lower_is(l, args, "arguments")) {
		lower_list(l, args, AST_ARGS);
		return;
	}
	id = lower_open(l, AST_ARGS, args); /* tag`text` */
	lower_node(l, args);
	ast_close(l->ast, id);
}

static void
call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n);

	lower_field(l, n, F_FUNCTION);
	arguments(l, n);
	ts_type_arguments(l, n);
	ast_close(l->ast, id);
}

static void new (struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_NEW, n);

	lower_field(l, n, F_CONSTRUCTOR);
	arguments(l, n);
	ts_type_arguments(l, n);
	ast_close(l->ast, id);
}

void
js_member(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_field(l, n, F_OBJECT);
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_PROPERTY));
	ast_close(l->ast, id);
}

static void
subscript(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	lower_field(l, n, F_OBJECT);
	lower_field(l, n, F_INDEX);
	ast_close(l->ast, id);
}

void
js_spread(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);

	js_set_name(l, id, js_word(l, "..."));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* "a: b" of an object or of a pattern; methods and getters too */
void
js_key(struct lower *l, uint32_t n)
{
	if (lower_is(l, n, "computed_property_name"))
		lower_kids(l, n);
	else if (lower_is(l, n, "property_identifier") ||
	    lower_is(l, n, "private_property_identifier"))
		(void)lower_leaf(l, AST_FIELD, n);
	else
		lower_node(l, n);
}

static void
pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n);

	js_key(l, lower_get(l, n, F_KEY));
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

/* {a} stands for {a: a} */
static void
shorthand(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n);

	(void)lower_leaf(l, AST_FIELD, n);
	(void)lower_leaf(l, AST_NAME, n);
	ast_close(l->ast, id);
}

static void
assignment(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);
	uint32_t op = operator_symbol(l, n);

	js_set_name(l, id, op != 0 ? op : js_word(l, "="));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, id);
}

static void
conditional(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_COND, n);

	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_CONSEQUENCE);
	lower_field(l, n, F_ALTERNATIVE);
	ast_close(l->ast, id);
}

static void
parameter(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (lower_is(l, n, "rest_pattern")) {
		js_spread(l, n);
		return;
	}
	if (lower_get(l, n, F_PATTERN) != 0) {
		ts_parameter(l, n);
		return;
	}
	id = lower_open(l, AST_PARAM, n);
	if (lower_is(l, n, "assignment_pattern")) {
		lower_field(l, n, F_LEFT);
		lower_field(l, n, F_RIGHT);
	} else {
		lower_node(l, n);
	}
	ast_close(l->ast, id);
}

static void
parameters(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PARAMS, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		parameter(l, kid);
	ast_close(l->ast, id);
}

/* The parameters, the result's type and the body of any kind of function. */
void
js_function_rest(struct lower *l, uint32_t n)
{
	uint32_t one = lower_get(l, n, F_PARAMETER), id;

	if (one != 0) {
		id = lower_open(l, AST_PARAMS, one);
		parameter(l, one);
		ast_close(l->ast, id);
	} else {
		lower_node(l, lower_get(l, n, F_PARAMETERS));
	}
	ts_type(l, lower_get(l, n, F_RETURN_TYPE));
	lower_field(l, n, F_BODY);
}

void
js_flag_async(struct lower *l, uint32_t id, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (id != 0 && lower_is(l, kid, "async"))
		l->ast->v[id].flags |= AST_ASYNC;
}

static void
lambda(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);

	js_flag_async(l, id, n);
	js_function_rest(l, n);
	ast_close(l->ast, id);
}

void
js_function(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, n);

	js_flag_async(l, id, n);
	lower_field(l, n, F_NAME);
	js_function_rest(l, n);
	ast_close(l->ast, id);
}

static void
object_method(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n), lambda_id;

	js_key(l, lower_get(l, n, F_NAME));
	lambda_id = lower_open(l, AST_LAMBDA, n);
	js_function_rest(l, n);
	ast_close(l->ast, lambda_id);
	ast_close(l->ast, id);
}

static void
object(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_RECORD;
	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named)
			continue;
		if (lower_is(l, kid, "method_definition"))
			object_method(l, kid);
		else
			lower_node(l, kid);
	}
	ast_close(l->ast, id);
}

static void
attribute(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_KEYARG, n);
	uint32_t name = lower_named(l, n, 0);

	js_set_name(l, id, lower_symbol(l, name));
	lower_node(l, lower_named(l, n, 1));
	ast_close(l->ast, id);
}

static void
tag(struct lower *l, uint32_t n)
{
	uint32_t name = lower_get(l, n, F_NAME);

	if (name != 0)
		lower_node(l, name);
	lower_field(l, n, F_ATTRIBUTE);
}

static void
element_closed(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ELEMENT, n);

	tag(l, n);
	ast_close(l->ast, id);
}

static void
element(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ELEMENT, n);

	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named ||
		    lower_is(l, kid, "jsx_closing_element"))
			continue;
		if (l->cst[kid].field == F_OPEN)
			tag(l, kid);
		else
			lower_node(l, kid);
	}
	ast_close(l->ast, id);
}

/* Space that only lays out the source is no content. */
static void
jsx_text(struct lower *l, uint32_t n)
{
	if (str_trim(lower_text(l, n)).len > 0)
		(void)lower_leaf(l, AST_STRING, n);
}

static void
nothing(struct lower *l UNUSED, uint32_t n UNUSED)
{
}

const struct lower_row js_rows[] = {
    {"expression_statement", NULL, AST_EXPR_STMT},
    {"statement_block", NULL, AST_BLOCK},
    {"class_body", js_class_body, AST_BLOCK},
    {"class_static_block", js_through, 0},
    {"parenthesized_expression", js_through, 0},
    {"empty_statement", nothing, 0},
    {"hash_bang_line", nothing, 0},
    {"identifier", NULL, AST_NAME},
    {"property_identifier", NULL, AST_NAME},
    {"jsx_identifier", NULL, AST_NAME},
    {"private_property_identifier", NULL, AST_NAME},
    {"statement_identifier", NULL, AST_NAME},
    {"shorthand_property_identifier", shorthand, 0},
    {"shorthand_property_identifier_pattern", shorthand, 0},
    {"this", NULL, AST_NAME},
    {"super", NULL, AST_NAME},
    {"import", NULL, AST_NAME},
    {"undefined", NULL, AST_NAME},
    {"meta_property", word, 0},
    {"number", NULL, AST_NUMBER},
    {"true", NULL, AST_BOOL},
    {"false", NULL, AST_BOOL},
    {"null", null_leaf, 0},
    {"string", string, 0},
    {"jsx_text", jsx_text, 0},
    {"html_character_reference", NULL, AST_STRING},
    {"jsx_namespace_name", word, 0},
    {"template_string", template, 0},
    {"regex", regex, 0},
    {"call_expression", call, 0},
    {"new_expression", new, 0},
    {"member_expression", js_member, 0},
    {"subscript_expression", subscript, 0},
    {"spread_element", js_spread, 0},
    {"rest_pattern", js_spread, 0},
    {"unary_expression", unary, 0},
    {"update_expression", unary, 0},
    {"binary_expression", binary, 0},
    {"ternary_expression", conditional, 0},
    {"assignment_expression", assignment, 0},
    {"augmented_assignment_expression", assignment, 0},
    {"assignment_pattern", assignment, 0},
    {"object_assignment_pattern", assignment, 0},
    {"await_expression", NULL, AST_AWAIT},
    {"yield_expression", NULL, AST_YIELD},
    {"sequence_expression", NULL, AST_TUPLE},
    {"array", NULL, AST_LIST},
    {"array_pattern", NULL, AST_LIST},
    {"object", object, 0},
    {"object_pattern", object, 0},
    {"pair", pair, 0},
    {"pair_pattern", pair, 0},
    {"computed_property_name", js_through, 0},
    {"arrow_function", lambda, 0},
    {"function_expression", lambda, 0},
    {"generator_function", lambda, 0},
    {"formal_parameters", parameters, 0},
    {"function_declaration", js_function, 0},
    {"generator_function_declaration", js_function, 0},
    {"method_definition", js_method, 0},
    {"class_declaration", js_class, 0},
    {"class", js_class, 0},
    {"field_definition", js_class_field, 0},
    {"decorator", NULL, AST_DECORATOR},
    {"lexical_declaration", js_declaration, 0},
    {"variable_declaration", js_declaration, 0},
    {"if_statement", js_if_statement, 0},
    {"else_clause", js_else_clause, 0},
    {"while_statement", js_while_statement, 0},
    {"do_statement", js_while_statement, 0},
    {"for_statement", js_for_statement, 0},
    {"for_in_statement", js_for_in, 0},
    {"try_statement", js_try_statement, 0},
    {"catch_clause", js_catch_clause, 0},
    {"switch_statement", js_switch_statement, 0},
    {"switch_case", js_switch_case, 0},
    {"switch_default", js_switch_case, 0},
    {"return_statement", NULL, AST_RETURN},
    {"throw_statement", NULL, AST_THROW},
    {"break_statement", NULL, AST_BREAK},
    {"continue_statement", NULL, AST_CONTINUE},
    {"labeled_statement", js_labeled, 0},
    {"with_statement", js_with_statement, 0},
    {"debugger_statement", js_debugger, 0},
    {"using_declaration", js_declaration, 0},
    {"import_statement", js_import_statement, 0},
    {"export_statement", js_export_statement, 0},
    {"jsx_element", element, 0},
    {"jsx_self_closing_element", element_closed, 0},
    {"jsx_attribute", attribute, 0},
    {"jsx_expression", js_through, 0},
    {"jsx_opening_element", tag, 0},
    {0},
};

const struct lowering javascript_lowering = {
    .grammar = tree_sitter_javascript, .rows = js_rows, .fields = js_fields};
