#include "syntax/php.h"

const struct TSLanguage *tree_sitter_php(void);

static const char *const fields[] = {
    "name",
    "type",
    "value",
    "left",
    "right",
    "operator",
    "argument",
    "object",
    "scope",
    "function",
    "arguments",
    "parameters",
    "condition",
    "body",
    "alternative",
    "initialize",
    "update",
    "default_value",
    "return_type",
    "attributes",
    "alias",
    "prefix",
    "visibility",
    "readonly",
    "conditional_expressions",
    "return_expression",
    NULL,
};

void
php_set_name(struct lower *l, uint32_t id, struct str name)
{
	if (id != 0)
		l->ast->v[id].name = symbols_add(l->ast->symbols, name);
}

void
php_through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

static void
nothing(struct lower *l UNUSED, uint32_t n UNUSED)
{
}

uint32_t
php_token(const struct lower *l, uint32_t n, const char *token)
{
	LOWER_EACH(kid, l, n)
	if (!l->cst[kid].named && lower_is(l, kid, token))
		return kid;
	return 0;
}

uint32_t
php_assign(struct lower *l, uint32_t n, unsigned flags)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);

	php_set_name(l, id, STR("="));
	if (id != 0)
		l->ast->v[id].flags |= (uint8_t)flags;
	return id;
}

/* A name around which the grammar has a node with parts of its own */
static void
word_leaf(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_NAME, n);
}

static void
null_leaf(struct lower *l, uint32_t n)
{
	(void)ast_leaf(l->ast, AST_NULL, l->cst[n].start, l->cst[n].end, 0);
}

/* TRUE is true. */
static void
boolean(struct lower *l, uint32_t n)
{
	char c = l->ast->source.ptr[l->cst[n].start];

	(void)ast_leaf(l->ast, AST_BOOL, l->cst[n].start, l->cst[n].end,
	    symbols_add(
		l->ast->symbols, (c | 32) == 't' ? STR("true") : STR("false")));
}

/* The names of A\B\C from a given one on, in order. */
static uint32_t
next_name(const struct lower *l, uint32_t n, unsigned *index)
{
	unsigned at = 0;

	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "name") && at++ == *index)
			return kid;
		LOWER_EACH(inner, l, kid)
		if (lower_is(l, inner, "name") && at++ == *index)
			return inner;
	}
	return 0;
}

/* A\B\C is a.b.c; what stands before the first name says only where to look
   for it. */
static void
qualified(struct lower *l, uint32_t n)
{
	uint32_t open[16], first, name;
	unsigned count = 0, i = 0, depth;

	while (next_name(l, n, &count) != 0)
		count++;
	first = next_name(l, n, &i);
	if (first == 0)
		return;
	depth = count - 1 < NELEM(open) ? count - 1 : NELEM(open);
	for (i = 0; i < depth; i++) {
		unsigned last = count - 1 - i;

		name = next_name(l, n, &last);
		open[i] = ast_open(
		    l->ast, AST_MEMBER, l->cst[first].start, l->cst[name].end);
	}
	(void)lower_leaf(l, AST_NAME, first);
	for (i = depth; i-- > 0;) {
		unsigned at = count - 1 - i;

		(void)lower_leaf(l, AST_FIELD, next_name(l, n, &at));
		ast_close(l->ast, open[i]);
	}
}

/* $$a, ${"a"}; within text ${a} is $a. */
static void
dynamic_name(struct lower *l, uint32_t n)
{
	uint32_t inner = lower_named(l, n, 0), id;
	struct str name;

	if (lower_is(l, inner, "name")) {
		name = arena_strf(
		    l->ast->arena, "$%.*s", STR_FMT(lower_text(l, inner)));
		id = lower_open(l, AST_NAME, n);
		php_set_name(l, id, name);
		ast_close(l->ast, id);
		return;
	}
	id = lower_open(l, AST_UNARY, n);
	php_set_name(l, id, STR("$"));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary_named(struct lower *l, uint32_t n, struct str name)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	php_set_name(l, id, name);
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static struct str
operator_of(const struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_OPERATOR)
		return lower_text(l, kid);
	return STR("");
}

/* -$a, !$a, $a++ */
static void
unary(struct lower *l, uint32_t n)
{
	unary_named(l, n, operator_of(l, n));
}

static void
clone(struct lower *l, uint32_t n)
{
	unary_named(l, n, STR("clone"));
}

static void
thrown(struct lower *l, uint32_t n)
{
	unary_named(l, n, STR("throw"));
}

/* Words for signs are the signs. */
static void
binary(struct lower *l, uint32_t n)
{
	static const char *const signs[][2] = {
	    {"and", "&&"}, {"or", "||"}, {"<>", "!="}, {NULL, NULL}};
	uint32_t id = lower_open(l, AST_BINARY, n);
	struct str op = operator_of(l, n);

	for (size_t i = 0; signs[i][0] != NULL; i++)
		if (str_eq_case(op, str_from(signs[i][0])))
			op = str_from(signs[i][1]);
	php_set_name(l, id, op);
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, id);
}

/* $a ? $b : $c; without $b it is an operation of two. */
static void
conditional(struct lower *l, uint32_t n)
{
	bool whole = lower_get(l, n, F_BODY) != 0;
	uint32_t id = lower_open(l, whole ? AST_COND : AST_BINARY, n);

	if (!whole)
		php_set_name(l, id, STR("?:"));
	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_BODY);
	lower_field(l, n, F_ALTERNATIVE);
	ast_close(l->ast, id);
}

static void
assignment(struct lower *l, uint32_t n)
{
	uint32_t id = php_assign(l, n, 0);

	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, id);
}

static void
augmented(struct lower *l, uint32_t n)
{
	uint32_t id = php_assign(l, n, 0);

	php_set_name(l, id, operator_of(l, n));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, id);
}

static bool
is_keyed(const struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (php_token(l, kid, "=>") != 0)
		return true;
	return false;
}

/* [1, 2] is a list; where one element has a key it is a dictionary. */
static void
array(struct lower *l, uint32_t n)
{
	bool keyed = is_keyed(l, n);
	uint32_t id = lower_open(l, keyed ? AST_DICT : AST_LIST, n);

	if (id != 0 && !keyed)
		l->ast->v[id].flags |= AST_RECORD;
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
element(struct lower *l, uint32_t n)
{
	if (php_token(l, n, "=>") != 0)
		lower_list(l, n, AST_PAIR);
	else
		lower_kids(l, n);
}

/* [$a, , 'k' => $b] = ...; a place that is left out keeps its number. */
static void
list_target(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LIST, n), pair = 0;
	bool there = false;

	LOWER_EACH(kid, l, n)
	{
		uint32_t behind = l->cst[kid].next;

		if (lower_is(l, kid, ",")) {
			if (!there)
				null_leaf(l, kid);
			there = false;
		}
		if (!l->cst[kid].named)
			continue;
		there = true;
		if (lower_is(l, behind, "=>"))
			pair = ast_open(l->ast, AST_PAIR, l->cst[kid].start,
			    l->cst[l->cst[behind].next].end);
		lower_node(l, kid);
		if (!lower_is(l, behind, "=>")) {
			ast_close(l->ast, pair);
			pair = 0;
		}
	}
	ast_close(l->ast, pair);
	ast_close(l->ast, id);
}

static void
cast(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CAST, n), type;
	uint32_t word = lower_get(l, n, F_TYPE);

	lower_field(l, n, F_VALUE);
	if (word != 0) {
		type = lower_open(l, AST_TYPE, word);
		(void)lower_leaf(l, AST_NAME, word);
		ast_close(l->ast, type);
	}
	ast_close(l->ast, id);
}

/* match (a) { b, c => d, default => e } is a === (b, c) ? d : e, where only
   the first arm names what it is about. */
static void
match_arms(struct lower *l, uint32_t n, uint32_t arm, uint32_t subject)
{
	uint32_t id, test = 0;
	uint32_t values = lower_get(l, arm, F_CONDITIONAL_EXPRESSIONS);

	if (values == 0 || l->depth >= l->max_depth) {
		lower_field(l, arm, F_RETURN_EXPRESSION);
		return;
	}
	id = lower_open(l, AST_COND, n);
	if (subject != 0) {
		test = ast_open(l->ast, AST_BINARY, l->cst[subject].start,
		    l->cst[values].end);
		php_set_name(l, test, STR("==="));
		lower_node(l, subject);
	}
	lower_list(l, values, AST_TUPLE);
	ast_close(l->ast, test);
	lower_field(l, arm, F_RETURN_EXPRESSION);
	arm = l->cst[arm].next;
	while (arm != 0 && !l->cst[arm].named)
		arm = l->cst[arm].next;
	l->depth++;
	match_arms(l, n, arm, 0);
	l->depth--;
	ast_close(l->ast, id);
}

static void
match(struct lower *l, uint32_t n)
{
	uint32_t body = lower_get(l, n, F_BODY);

	match_arms(l, n, lower_named(l, body, 0), lower_get(l, n, F_CONDITION));
}

static void
signed_type(struct lower *l, uint32_t n)
{
	unary_named(l, n, STR("?"));
}

/* A|B */
static void
union_type(struct lower *l, uint32_t n)
{
	uint32_t id = 0;

	if (lower_named(l, n, 1) != 0) {
		id = lower_open(l, AST_BINARY, n);
		php_set_name(l, id, STR("|"));
	}
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"name", NULL, AST_NAME},
    {"variable_name", word_leaf, 0},
    {"relative_scope", word_leaf, 0},
    {"dynamic_variable_name", dynamic_name, 0},
    {"qualified_name", qualified, 0},
    {"relative_name", qualified, 0},
    {"namespace_name", qualified, 0},
    {"integer", NULL, AST_NUMBER},
    {"float", NULL, AST_NUMBER},
    {"boolean", boolean, 0},
    {"null", null_leaf, 0},
    {"string", php_string, 0},
    {"encapsed_string", php_string, 0},
    {"heredoc", php_heredoc, 0},
    {"nowdoc", php_heredoc, 0},
    {"shell_command_expression", php_command, 0},
    {"parenthesized_expression", php_through, 0},
    {"error_suppression_expression", php_through, 0},
    {"by_ref", php_through, 0},
    {"reference_modifier", nothing, 0},
    {"unary_op_expression", unary, 0},
    {"update_expression", unary, 0},
    {"clone_expression", clone, 0},
    {"throw_expression", thrown, 0},
    {"binary_expression", binary, 0},
    {"conditional_expression", conditional, 0},
    {"assignment_expression", assignment, 0},
    {"reference_assignment_expression", assignment, 0},
    {"augmented_assignment_expression", augmented, 0},
    {"argument", php_argument, 0},
    {"variadic_unpacking", php_spread, 0},
    {"function_call_expression", php_call, 0},
    {"member_call_expression", php_method_call, 0},
    {"nullsafe_member_call_expression", php_method_call, 0},
    {"scoped_call_expression", php_method_call, 0},
    {"member_access_expression", php_member, 0},
    {"nullsafe_member_access_expression", php_member, 0},
    {"scoped_property_access_expression", php_member, 0},
    {"class_constant_access_expression", php_constant, 0},
    {"subscript_expression", NULL, AST_INDEX},
    {"object_creation_expression", php_creation, 0},
    {"anonymous_class", php_class_made, 0},
    {"print_intrinsic", php_word_call, 0},
    {"include_expression", php_word_call, 0},
    {"include_once_expression", php_word_call, 0},
    {"require_expression", php_word_call, 0},
    {"require_once_expression", php_word_call, 0},
    {"array_creation_expression", array, 0},
    {"array_element_initializer", element, 0},
    {"pair", NULL, AST_PAIR},
    {"list_literal", list_target, 0},
    {"cast_expression", cast, 0},
    {"match_expression", match, 0},
    {"yield_expression", NULL, AST_YIELD},
    {"anonymous_function", php_closure, 0},
    {"arrow_function", php_closure, 0},
    {"named_type", php_through, 0},
    {"primitive_type", word_leaf, 0},
    {"bottom_type", word_leaf, 0},
    {"optional_type", signed_type, 0},
    {"union_type", union_type, 0},
    {"type_list", union_type, 0},
    {"simple_parameter", php_parameter, 0},
    {"property_promotion_parameter", php_parameter, 0},
    {"variadic_parameter", php_variadic, 0},
    {"formal_parameters", NULL, AST_PARAMS},
    {"function_definition", php_function, 0},
    {"method_declaration", php_function, 0},
    {"class_declaration", php_class, 0},
    {"interface_declaration", php_class, 0},
    {"trait_declaration", php_class, 0},
    {"enum_declaration", php_class, 0},
    {"declaration_list", NULL, AST_BLOCK},
    {"enum_declaration_list", NULL, AST_BLOCK},
    {"enum_case", php_enum_case, 0},
    {"property_declaration", php_property, 0},
    {"const_declaration", php_const, 0},
    {"use_declaration", php_traits, 0},
    {"attribute_list", php_through, 0},
    {"attribute_group", php_through, 0},
    {"attribute", php_attribute, 0},
    {"namespace_use_declaration", php_use, 0},
    {"namespace_definition", php_namespace, 0},
    {"text", nothing, 0},
    {"text_interpolation", nothing, 0},
    {"php_tag", nothing, 0},
    {"php_end_tag", nothing, 0},
    {"empty_statement", nothing, 0},
    {"expression_statement", php_expression, 0},
    {"echo_statement", php_word_statement, 0},
    {"exit_statement", php_word_statement, 0},
    {"unset_statement", php_word_statement, 0},
    {"sequence_expression", php_through, 0},
    {"compound_statement", NULL, AST_BLOCK},
    {"colon_block", NULL, AST_BLOCK},
    {"if_statement", php_if, 0},
    {"while_statement", php_while, 0},
    {"do_statement", php_while, 0},
    {"for_statement", php_for, 0},
    {"foreach_statement", php_foreach, 0},
    {"switch_statement", php_switch, 0},
    {"case_statement", php_case, 0},
    {"default_statement", php_case, 0},
    {"try_statement", php_try, 0},
    {"catch_clause", php_catch, 0},
    {"return_statement", NULL, AST_RETURN},
    {"break_statement", NULL, AST_BREAK},
    {"continue_statement", NULL, AST_CONTINUE},
    {"global_declaration", NULL, AST_GLOBAL},
    {"function_static_declaration", php_through, 0},
    {"static_variable_declaration", php_static, 0},
    {"declare_statement", nothing, 0},
    {"named_label_statement", nothing, 0},
    {"goto_statement", nothing, 0},
    {0},
};

const struct lowering php_lowering = {
    .grammar = tree_sitter_php, .rows = rows, .fields = fields};
