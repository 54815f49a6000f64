#include "syntax/python.h"

const struct TSLanguage *tree_sitter_python(void);

static const char *const python_fields[] = {
    "name",
    "alias",
    "module_name",
    "function",
    "arguments",
    "object",
    "attribute",
    "value",
    "subscript",
    "left",
    "right",
    "operator",
    "operators",
    "argument",
    "parameters",
    "body",
    "type",
    "superclasses",
    "condition",
    "consequence",
    "alternative",
    "key",
    "definition",
    "subject",
    "expression",
    "guard",
    "return_type",
    NULL,
};

void
py_set_name(struct lower *l, uint32_t id, uint32_t symbol)
{
	if (id != 0)
		l->ast->v[id].name = symbol;
}

static void
through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

static void
expression_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);
	uint32_t second = lower_named(l, n, 1);

	if (second != 0)
		lower_list(l, n, AST_TUPLE);
	else
		lower_kids(l, n);
	ast_close(l->ast, id);
}

/* The operator of a unary or binary node stands under its own field. */
static uint32_t
operator_symbol(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_OPERATOR || l->cst[kid].field == F_OPERATORS)
		return lower_symbol(l, kid);
	return 0;
}

static void
binary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n);

	py_set_name(l, id, operator_symbol(l, n));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);
	uint32_t op = operator_symbol(l, n);

	py_set_name(
	    l, id, op != 0 ? op : symbols_add(l->ast->symbols, STR("not")));
	lower_field(l, n, F_ARGUMENT);
	ast_close(l->ast, id);
}

static void
call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n), args;
	uint32_t given = lower_get(l, n, F_ARGUMENTS);

	lower_field(l, n, F_FUNCTION);
	if (lower_is(l, given, "argument_list"))
		lower_list(l, given, AST_ARGS);
	else if (given != 0) { /* f(x for x in y) */
		args = lower_open(l, AST_ARGS, given);
		lower_node(l, given);
		ast_close(l->ast, args);
	}
	ast_close(l->ast, id);
}

static void
attribute(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_field(l, n, F_OBJECT);
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_ATTRIBUTE));
	ast_close(l->ast, id);
}

static void
subscript(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	lower_field(l, n, F_VALUE);
	lower_field(l, n, F_SUBSCRIPT);
	ast_close(l->ast, id);
}

static void
keyword_argument(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_KEYARG, n);

	py_set_name(l, id, lower_symbol(l, lower_get(l, n, F_NAME)));
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
splat(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);
	struct str text = lower_text(l, n);

	py_set_name(l, id,
	    symbols_add(l->ast->symbols,
		str_starts(text, STR("**")) ? STR("**") : STR("*")));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
assignment(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);
	uint32_t op = operator_symbol(l, n);

	py_set_name(
	    l, id, op != 0 ? op : symbols_add(l->ast->symbols, STR("=")));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_NAME); /* x := value */
	lower_field(l, n, F_RIGHT);
	lower_field(l, n, F_VALUE);
	lower_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

/* then if condition else other: the condition comes first in the tree */
static void
conditional(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_COND, n);

	lower_node(l, lower_named(l, n, 1));
	lower_node(l, lower_named(l, n, 0));
	lower_node(l, lower_named(l, n, 2));
	ast_close(l->ast, id);
}

static void
string_part(struct lower *l, uint32_t start, uint32_t end)
{
	if (start < end)
		(void)ast_leaf(l->ast, AST_STRING, start, end,
		    symbols_add(l->ast->symbols,
			str_sub(l->ast->source, start, end - start)));
}

static void template(struct lower *l, uint32_t n, uint32_t from, uint32_t to)
{
	uint32_t id = lower_open(l, AST_TEMPLATE, n), at = from;

	LOWER_EACH(kid, l, n)
	{
		if (!lower_is(l, kid, "interpolation"))
			continue;
		string_part(l, at, l->cst[kid].start);
		lower_field(l, kid, F_EXPRESSION);
		at = l->cst[kid].end;
	}
	string_part(l, at, to);
	ast_close(l->ast, id);
}

static void
string(struct lower *l, uint32_t n)
{
	uint32_t from = l->cst[n].start, to = l->cst[n].end;
	bool parts = false;

	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "string_start"))
			from = l->cst[kid].end;
		else if (lower_is(l, kid, "string_end"))
			to = l->cst[kid].start;
		else if (lower_is(l, kid, "interpolation"))
			parts = true;
	}
	if (parts)
		template(l, n, from, to);
	else
		(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start,
		    l->cst[n].end,
		    from < to ? symbols_add(l->ast->symbols,
				    str_sub(l->ast->source, from, to - from))
			      : 0);
}

static void
pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n);

	lower_field(l, n, F_KEY);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
parameter(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PARAM, n);
	uint32_t name = lower_get(l, n, F_NAME);

	lower_node(l, name != 0 ? name : lower_named(l, n, 0));
	lower_field(l, n, F_VALUE);
	lower_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

static void
parameters(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PARAMS, n), param;

	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named)
			continue;
		if (!lower_is(l, kid, "identifier")) {
			lower_node(l, kid);
			continue;
		}
		param = lower_open(l, AST_PARAM, kid);
		lower_node(l, kid);
		ast_close(l->ast, param);
	}
	ast_close(l->ast, id);
}

static void
lambda(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);
	uint32_t params = lower_get(l, n, F_PARAMETERS);

	if (params != 0)
		parameters(l, params);
	else
		(void)ast_leaf(
		    l->ast, AST_PARAMS, l->cst[n].start, l->cst[n].start, 0);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

static void
union_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n);

	py_set_name(l, id, symbols_add(l->ast->symbols, STR("|")));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
py_class(struct lower *l, uint32_t n)
{
	py_class_from(l, n, n);
}

static const struct lower_row rows[] = {
    {"expression_statement", expression_statement, 0},
    {"block", NULL, AST_BLOCK},
    {"parenthesized_expression", through, 0},
    {"type", through, 0},
    {"generic_type", NULL, AST_INDEX},
    {"type_parameter", through, 0},
    {"union_type", union_type, 0},
    {"as_pattern_target", through, 0},
    {"identifier", NULL, AST_NAME},
    {"keyword_identifier", NULL, AST_NAME},
    {"dotted_name", NULL, AST_OTHER},
    {"integer", NULL, AST_NUMBER},
    {"float", NULL, AST_NUMBER},
    {"true", NULL, AST_BOOL},
    {"false", NULL, AST_BOOL},
    {"none", null_leaf, 0},
    {"ellipsis", NULL, AST_NAME},
    {"string", string, 0},
    {"concatenated_string", NULL, AST_TEMPLATE},
    {"call", call, 0},
    {"attribute", attribute, 0},
    {"subscript", subscript, 0},
    {"slice", NULL, AST_SLICE},
    {"keyword_argument", keyword_argument, 0},
    {"list_splat", splat, 0},
    {"dictionary_splat", splat, 0},
    {"list_splat_pattern", splat, 0},
    {"dictionary_splat_pattern", splat, 0},
    {"binary_operator", binary, 0},
    {"boolean_operator", binary, 0},
    {"comparison_operator", binary, 0},
    {"not_operator", unary, 0},
    {"unary_operator", unary, 0},
    {"conditional_expression", conditional, 0},
    {"assignment", assignment, 0},
    {"augmented_assignment", assignment, 0},
    {"named_expression", assignment, 0},
    {"as_pattern", py_as_pattern, 0},
    {"list", NULL, AST_LIST},
    {"list_pattern", NULL, AST_LIST},
    {"tuple", NULL, AST_TUPLE},
    {"expression_list", NULL, AST_TUPLE},
    {"pattern_list", NULL, AST_TUPLE},
    {"tuple_pattern", NULL, AST_TUPLE},
    {"set", NULL, AST_SET},
    {"dictionary", NULL, AST_DICT},
    {"pair", pair, 0},
    {"list_comprehension", NULL, AST_COMPREHENSION},
    {"set_comprehension", NULL, AST_COMPREHENSION},
    {"dictionary_comprehension", NULL, AST_COMPREHENSION},
    {"generator_expression", NULL, AST_COMPREHENSION},
    {"for_in_clause", py_for_in, 0},
    {"if_clause", through, 0},
    {"lambda", lambda, 0},
    {"parameters", parameters, 0},
    {"lambda_parameters", parameters, 0},
    {"default_parameter", parameter, 0},
    {"typed_parameter", parameter, 0},
    {"typed_default_parameter", parameter, 0},
    {"await", NULL, AST_AWAIT},
    {"yield", NULL, AST_YIELD},
    {"function_definition", py_function, 0},
    {"class_definition", py_class, 0},
    {"decorated_definition", py_decorated, 0},
    {"decorator", NULL, AST_DECORATOR},
    {"if_statement", py_if_statement, 0},
    {"while_statement", py_while_statement, 0},
    {"for_statement", py_for_in, 0},
    {"try_statement", py_try_statement, 0},
    {"except_clause", py_except, 0},
    {"with_statement", py_with_statement, 0},
    {"with_item", through, 0},
    {"return_statement", NULL, AST_RETURN},
    {"raise_statement", NULL, AST_THROW},
    {"assert_statement", NULL, AST_ASSERT},
    {"delete_statement", NULL, AST_DELETE},
    {"pass_statement", NULL, AST_PASS},
    {"break_statement", NULL, AST_BREAK},
    {"continue_statement", NULL, AST_CONTINUE},
    {"global_statement", NULL, AST_GLOBAL},
    {"nonlocal_statement", NULL, AST_GLOBAL},
    {"match_statement", py_match_statement, 0},
    {"case_clause", py_case_clause, 0},
    {"import_statement", py_import_statement, 0},
    {"import_from_statement", py_import_from, 0},
    {"future_import_statement", py_import_from, 0},
    {0},
};

const struct lowering python_lowering = {
    .grammar = tree_sitter_python, .rows = rows, .fields = python_fields};
