#include "syntax/lower.h"

const struct TSLanguage *tree_sitter_python(void);

/* The order of python_fields below. */
enum {
	F_NAME = 1,
	F_ALIAS,
	F_MODULE,
	F_FUNCTION,
	F_ARGUMENTS,
	F_OBJECT,
	F_ATTRIBUTE,
	F_VALUE,
	F_SUBSCRIPT,
	F_LEFT,
	F_RIGHT,
	F_OPERATOR,
	F_OPERATORS,
	F_ARGUMENT,
	F_PARAMETERS,
	F_BODY,
	F_TYPE,
	F_SUPERCLASSES,
	F_CONDITION,
	F_CONSEQUENCE,
	F_ALTERNATIVE,
	F_KEY,
	F_DEFINITION,
	F_SUBJECT,
	F_EXPRESSION,
	F_GUARD,
};

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
    NULL,
};

static void
set_name(struct lower *l, uint32_t id, uint32_t symbol)
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

	set_name(l, id, operator_symbol(l, n));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);
	uint32_t op = operator_symbol(l, n);

	set_name(
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

	set_name(l, id, lower_symbol(l, lower_get(l, n, F_NAME)));
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
splat(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);
	struct str text = lower_text(l, n);

	set_name(l, id,
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

	set_name(l, id, op != 0 ? op : symbols_add(l->ast->symbols, STR("=")));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_NAME); /* x := value */
	lower_field(l, n, F_RIGHT);
	lower_field(l, n, F_VALUE);
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

/* The definition inside decorated_definition, or n itself; the decorators
   become its first children. */
static void
function_from(struct lower *l, uint32_t outer, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, outer);

	if (outer != n)
		LOWER_EACH(kid, l, outer)
	if (lower_is(l, kid, "decorator"))
		lower_list(l, kid, AST_DECORATOR);
	if (id != 0 && str_starts(lower_text(l, n), STR("async")))
		l->ast->v[id].flags |= AST_ASYNC;
	lower_field(l, n, F_NAME);
	lower_field(l, n, F_PARAMETERS);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

static void
class_from(struct lower *l, uint32_t outer, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CLASS, outer);
	uint32_t bases = lower_get(l, n, F_SUPERCLASSES);

	if (outer != n)
		LOWER_EACH(kid, l, outer)
	if (lower_is(l, kid, "decorator"))
		lower_list(l, kid, AST_DECORATOR);
	lower_field(l, n, F_NAME);
	if (bases != 0)
		lower_list(l, bases, AST_ARGS);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

static void
function(struct lower *l, uint32_t n)
{
	function_from(l, n, n);
}

static void class(struct lower *l, uint32_t n)
{
	class_from(l, n, n);
}

static void
decorated(struct lower *l, uint32_t n)
{
	uint32_t inner = lower_get(l, n, F_DEFINITION);

	if (lower_is(l, inner, "function_definition"))
		function_from(l, n, inner);
	else if (inner != 0)
		class_from(l, n, inner);
	else
		lower_kids(l, n);
}

/* The elif and else clauses from kid on. */
static void
alternatives(struct lower *l, uint32_t kid)
{
	uint32_t id;

	while (kid != 0 && l->cst[kid].field != F_ALTERNATIVE)
		kid = l->cst[kid].next;
	if (kid == 0)
		return;
	if (!lower_is(l, kid, "elif_clause")) {
		lower_block(l, lower_get(l, kid, F_BODY));
		return;
	}
	id = lower_open(l, AST_IF, kid);
	lower_field(l, kid, F_CONDITION);
	lower_block(l, lower_get(l, kid, F_CONSEQUENCE));
	if (l->depth++ < l->max_depth)
		alternatives(l, l->cst[kid].next);
	else
		l->ast->errors++;
	l->depth--;
	ast_close(l->ast, id);
}

static void
if_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IF, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_CONSEQUENCE));
	alternatives(l, l->cst[n].first);
	ast_close(l->ast, id);
}

static void
loop(struct lower *l, uint32_t n, enum ast_kind kind)
{
	uint32_t id = lower_open(l, kind, n);
	uint32_t other = lower_get(l, n, F_ALTERNATIVE);

	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	lower_block(l, lower_get(l, n, F_BODY));
	if (other != 0)
		lower_block(l, lower_get(l, other, F_BODY));
	ast_close(l->ast, id);
}

static void
while_statement(struct lower *l, uint32_t n)
{
	loop(l, n, AST_WHILE);
}

static void
for_in(struct lower *l, uint32_t n)
{
	loop(l, n, AST_FOR_IN);
}

/* The bodies of clauses without fields: the last named child. */
static uint32_t
last_named(const struct lower *l, uint32_t n)
{
	uint32_t last = 0;

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		last = kid;
	return last;
}

static void
except(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CATCH, n), body = last_named(l, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != body)
		lower_node(l, kid);
	lower_block(l, body);
	ast_close(l->ast, id);
}

static void
try_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TRY, n);

	lower_block(l, lower_get(l, n, F_BODY));
	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named || l->cst[kid].field == F_BODY)
			continue;
		if (lower_is(l, kid, "else_clause") ||
		    lower_is(l, kid, "finally_clause"))
			lower_block(l, last_named(l, kid));
		else
			lower_node(l, kid);
	}
	ast_close(l->ast, id);
}

/* x as y, in with and except: an assignment of x to y */
static void
as_pattern(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);
	uint32_t alias = lower_get(l, n, F_ALIAS);

	set_name(l, id, symbols_add(l->ast->symbols, STR("=")));
	lower_kids(l, alias);
	lower_node(l, lower_named(l, n, 0));
	ast_close(l->ast, id);
}

static void
with_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WITH, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field != F_BODY)
		lower_kids(l, kid);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

static void
match_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SWITCH, n);

	lower_field(l, n, F_SUBJECT);
	lower_kids(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

static void
case_clause(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CASE, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == 0)
		lower_node(l, kid);
	lower_field(l, n, F_GUARD);
	lower_block(l, lower_get(l, n, F_CONSEQUENCE));
	ast_close(l->ast, id);
}

/* import a.b, c as d */
static void
import_one(struct lower *l, uint32_t n, uint32_t what)
{
	bool aliased = lower_is(l, what, "aliased_import");
	uint32_t name = aliased ? lower_get(l, what, F_NAME) : what;
	uint32_t alias = aliased ? lower_get(l, what, F_ALIAS) : 0;
	uint32_t id = lower_open(l, AST_IMPORT, n);
	struct str module = lower_text(l, name), head = module;

	set_name(l, id, lower_symbol(l, name));
	if (alias != 0) {
		(void)lower_leaf(l, AST_NAME, alias);
		ast_import_add(
		    l->ast, lower_symbol(l, alias), module, STR_NONE);
	} else { /* binds only the first part, under its own name */
		head.len = str_find_char(module, '.');
		ast_import_add(
		    l->ast, symbols_add(l->ast->symbols, head), head, STR_NONE);
	}
	ast_close(l->ast, id);
}

static void
import_statement(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_NAME && l->cst[kid].named)
		import_one(l, n, kid);
}

/* from module import name as alias */
static void
from_one(struct lower *l, uint32_t module, uint32_t what)
{
	bool aliased = lower_is(l, what, "aliased_import");
	uint32_t name = aliased ? lower_get(l, what, F_NAME) : what;
	uint32_t alias = aliased ? lower_get(l, what, F_ALIAS) : name;
	uint32_t id = lower_open(l, AST_ALIAS, what);

	set_name(l, id, lower_symbol(l, name));
	if (alias != 0)
		(void)lower_leaf(l, AST_NAME, alias);
	ast_close(l->ast, id);
	if (alias != 0 && name != 0)
		ast_import_add(l->ast, lower_symbol(l, alias),
		    module != 0 ? lower_text(l, module) : STR("__future__"),
		    lower_text(l, name));
}

static void
import_from(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IMPORT, n);
	uint32_t module = lower_get(l, n, F_MODULE);

	set_name(l, id,
	    module != 0 ? lower_symbol(l, module)
			: symbols_add(l->ast->symbols, STR("__future__")));
	LOWER_EACH(kid, l, n)
	{
		if (l->cst[kid].named && l->cst[kid].field == F_NAME)
			from_one(l, module, kid);
		else if (lower_is(l, kid, "wildcard_import"))
			(void)lower_leaf(l, AST_ALIAS, kid);
	}
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"expression_statement", expression_statement, 0},
    {"block", NULL, AST_BLOCK},
    {"parenthesized_expression", through, 0},
    {"type", through, 0},
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
    {"as_pattern", as_pattern, 0},
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
    {"for_in_clause", for_in, 0},
    {"if_clause", through, 0},
    {"lambda", lambda, 0},
    {"parameters", parameters, 0},
    {"lambda_parameters", parameters, 0},
    {"default_parameter", parameter, 0},
    {"typed_parameter", parameter, 0},
    {"typed_default_parameter", parameter, 0},
    {"await", NULL, AST_AWAIT},
    {"yield", NULL, AST_YIELD},
    {"function_definition", function, 0},
    {"class_definition", class, 0},
    {"decorated_definition", decorated, 0},
    {"decorator", NULL, AST_DECORATOR},
    {"if_statement", if_statement, 0},
    {"while_statement", while_statement, 0},
    {"for_statement", for_in, 0},
    {"try_statement", try_statement, 0},
    {"except_clause", except, 0},
    {"with_statement", with_statement, 0},
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
    {"match_statement", match_statement, 0},
    {"case_clause", case_clause, 0},
    {"import_statement", import_statement, 0},
    {"import_from_statement", import_from, 0},
    {"future_import_statement", import_from, 0},
    {0},
};

const struct lowering python_lowering = {
    tree_sitter_python, rows, python_fields};
