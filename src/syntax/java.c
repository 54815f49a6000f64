#include "syntax/java.h"

const struct TSLanguage *tree_sitter_java(void);

static const char *const fields[] = {
    "name",
    "type",
    "value",
    "left",
    "right",
    "operator",
    "operand",
    "object",
    "field",
    "arguments",
    "array",
    "index",
    "condition",
    "consequence",
    "alternative",
    "body",
    "parameters",
    "key",
    "declarator",
    "dimensions",
    "init",
    "update",
    "constructor",
    "resources",
    "superclass",
    "interfaces",
    "pattern",
    "element",
    "scope",
    NULL,
};

void
java_set_name(struct lower *l, uint32_t id, uint32_t symbol)
{
	if (id != 0)
		l->ast->v[id].name = symbol;
}

uint32_t
java_word(struct lower *l, const char *text)
{
	return symbols_add(l->ast->symbols, str_from(text));
}

static void
through(struct lower *l, uint32_t n)
{
	lower_kids(l, n);
}

static void
nothing(struct lower *l UNUSED, uint32_t n UNUSED)
{
}

/* "int" is a node around a word of its own */
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

/* What stands between the quotes, one of them or three. */
static void
string(struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);
	size_t quotes = str_starts(text, STR("\"\"\"")) ? 3 : 1;

	text = text.len >= 2 * quotes
	    ? str_sub(text, quotes, text.len - 2 * quotes)
	    : STR("");
	(void)ast_leaf(l->ast, AST_STRING, l->cst[n].start, l->cst[n].end,
	    symbols_add(l->ast->symbols, text));
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

	java_set_name(l, id, operator_symbol(l, n));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
unary(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	java_set_name(l, id, operator_symbol(l, n));
	lower_field(l, n, F_OPERAND);
	ast_close(l->ast, id);
}

/* i++ and ++i alike: the operator is the only child without a name */
static void
update(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	LOWER_EACH(kid, l, n)
	if (!l->cst[kid].named)
		java_set_name(l, id, lower_symbol(l, kid));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* x instanceof T t: what it declares stands third. */
static void
instance_of(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n);

	java_set_name(l, id, java_word(l, "instanceof"));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	lower_field(l, n, F_PATTERN);
	lower_field(l, n, F_NAME);
	ast_close(l->ast, id);
}

static void
assignment(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);

	java_set_name(l, id, operator_symbol(l, n));
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

void
java_arguments(struct lower *l, uint32_t n)
{
	uint32_t args = lower_get(l, n, F_ARGUMENTS);

	if (args != 0)
		lower_list(l, args, AST_ARGS);
	else
		(void)ast_leaf(
		    l->ast, AST_ARGS, l->cst[n].end, l->cst[n].end, 0);
}

/* The object of a.b, of super.b and of A.super.b */
static void
object_of(struct lower *l, uint32_t n)
{
	uint32_t name = lower_get(l, n, F_NAME), super = 0;

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "super") && l->cst[kid].field != F_OBJECT)
		super = kid;
	if (name == 0)
		name = lower_get(l, n, F_FIELD);
	if (super != 0 && lower_get(l, n, F_OBJECT) != 0) {
		uint32_t id = ast_open(
		    l->ast, AST_MEMBER, l->cst[n].start, l->cst[super].end);

		lower_field(l, n, F_OBJECT);
		(void)lower_leaf(l, AST_FIELD, super);
		ast_close(l->ast, id);
	} else if (super != 0) {
		lower_node(l, super);
	} else {
		lower_field(l, n, F_OBJECT);
	}
}

static void
call(struct lower *l, uint32_t n)
{
	uint32_t name = lower_get(l, n, F_NAME), id, member;

	if (name == 0) {
		lower_kids(l, n);
		return;
	}
	id = lower_open(l, AST_CALL, n);
	if (lower_get(l, n, F_OBJECT) == 0) {
		(void)lower_leaf(l, AST_NAME, name);
	} else {
		member = ast_open(
		    l->ast, AST_MEMBER, l->cst[n].start, l->cst[name].end);
		object_of(l, n);
		(void)lower_leaf(l, AST_FIELD, name);
		ast_close(l->ast, member);
	}
	java_arguments(l, n);
	ast_close(l->ast, id);
}

static void
member(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	object_of(l, n);
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_FIELD));
	ast_close(l->ast, id);
}

/* a.b.C as a name, and as a type */
static void
scoped(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n), last = 0;

	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named ||
		    lower_is(l, kid, "marker_annotation") ||
		    lower_is(l, kid, "annotation"))
			continue;
		if (last != 0)
			lower_node(l, last);
		last = kid;
	}
	if (last != 0)
		(void)lower_leaf(l, AST_FIELD, last);
	ast_close(l->ast, id);
}

/* new T(...), with a body where a class is made on the spot */
static void new (struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_NEW, n);

	lower_field(l, n, F_TYPE);
	java_arguments(l, n);
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "class_body"))
		lower_node(l, kid);
	ast_close(l->ast, id);
}

/* new T[n] and new T[]{a}: of T[], with lengths as arguments, then a list */
static void
new_array(struct lower *l, uint32_t n)
{
	uint32_t type = lower_get(l, n, F_TYPE), id, args, array;

	if (type == 0) {
		lower_kids(l, n);
		return;
	}
	id = lower_open(l, AST_NEW, n);
	array = lower_open(l, AST_UNARY, type);
	java_set_name(l, array, java_word(l, "[]"));
	lower_node(l, type);
	ast_close(l->ast, array);
	args = ast_open(l->ast, AST_ARGS, l->cst[type].end, l->cst[type].end);
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "dimensions_expr"))
		lower_kids(l, kid);
	ast_close(l->ast, args);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

static void
array_access(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	lower_field(l, n, F_ARRAY);
	lower_field(l, n, F_INDEX);
	ast_close(l->ast, id);
}

static void
cast(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CAST, n), value, kind;

	value = lower_get(l, n, F_VALUE);
	kind = lower_get(l, n, F_TYPE);
	lower_node(l, value);
	lower_type(l, kind);
	ast_close(l->ast, id);
}

/* T.class */
static void
class_literal(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n), end = l->cst[n].end;

	lower_kids(l, n);
	(void)ast_leaf(l->ast, AST_FIELD, end - 5, end, java_word(l, "class"));
	ast_close(l->ast, id);
}

/* a::b, A::new */
static void
method_reference(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n), last = 0;

	java_set_name(l, id, java_word(l, "::"));
	LOWER_EACH(kid, l, n)
	if (!lower_is(l, kid, "type_arguments"))
		last = kid;
	LOWER_EACH(kid, l, n)
	if (kid != last && l->cst[kid].named &&
	    !lower_is(l, kid, "type_arguments"))
		lower_node(l, kid);
	(void)lower_leaf(l, AST_FIELD, last);
	ast_close(l->ast, id);
}

static void
lambda(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);

	java_parameters(l, lower_get(l, n, F_PARAMETERS));
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* STR."...": the processor is called with the text */
static void template(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TEMPLATE, n);

	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
array_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	java_set_name(l, id, java_word(l, "[]"));
	lower_field(l, n, F_ELEMENT);
	ast_close(l->ast, id);
}

static void
generic_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);

	if (id != 0)
		l->ast->v[id].flags |= AST_GENERIC;
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "type_arguments"))
		lower_kids(l, kid);
	else
		lower_node(l, kid);
	ast_close(l->ast, id);
}

static void
wildcard(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	java_set_name(l, id, java_word(l, "?"));
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && !lower_is(l, kid, "super"))
		lower_node(l, kid);
	ast_close(l->ast, id);
}

/* @NonNull String: a type is told by its name */
static void
annotated_type(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].next == 0)
		lower_node(l, kid);
}

void
java_type(struct lower *l, uint32_t type, uint32_t dimensions)
{
	uint32_t id, array = 0;

	if (type == 0)
		return;
	id = lower_open(l, AST_TYPE, type);
	if (dimensions != 0) {
		array = lower_open(l, AST_UNARY, type);
		java_set_name(l, array, java_word(l, "[]"));
	}
	lower_node(l, type);
	ast_close(l->ast, array);
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"identifier", NULL, AST_NAME},
    {"type_identifier", NULL, AST_NAME},
    {"underscore_pattern", NULL, AST_NAME},
    {"this", NULL, AST_NAME},
    {"super", NULL, AST_NAME},
    {"void_type", NULL, AST_NAME},
    {"boolean_type", NULL, AST_NAME},
    {"integral_type", word, 0},
    {"floating_point_type", word, 0},
    {"asterisk", NULL, AST_NAME},
    {"decimal_integer_literal", NULL, AST_NUMBER},
    {"hex_integer_literal", NULL, AST_NUMBER},
    {"octal_integer_literal", NULL, AST_NUMBER},
    {"binary_integer_literal", NULL, AST_NUMBER},
    {"decimal_floating_point_literal", NULL, AST_NUMBER},
    {"hex_floating_point_literal", NULL, AST_NUMBER},
    {"character_literal", NULL, AST_NUMBER},
    {"true", NULL, AST_BOOL},
    {"false", NULL, AST_BOOL},
    {"null_literal", null_leaf, 0},
    {"string_literal", string, 0},
    {"template_expression", template, 0},
    {"parenthesized_expression", through, 0},
    {"method_invocation", call, 0},
    {"field_access", member, 0},
    {"scoped_identifier", scoped, 0},
    {"scoped_type_identifier", scoped, 0},
    {"object_creation_expression", new, 0},
    {"array_creation_expression", new_array, 0},
    {"array_initializer", NULL, AST_LIST},
    {"element_value_array_initializer", NULL, AST_LIST},
    {"array_access", array_access, 0},
    {"cast_expression", cast, 0},
    {"class_literal", class_literal, 0},
    {"method_reference", method_reference, 0},
    {"lambda_expression", lambda, 0},
    {"unary_expression", unary, 0},
    {"update_expression", update, 0},
    {"binary_expression", binary, 0},
    {"instanceof_expression", instance_of, 0},
    {"ternary_expression", conditional, 0},
    {"assignment_expression", assignment, 0},
    {"array_type", array_type, 0},
    {"generic_type", generic_type, 0},
    {"wildcard", wildcard, 0},
    {"annotated_type", annotated_type, 0},
    {"catch_type", through, 0},
    {"class_body", NULL, AST_BLOCK},
    {"interface_body", NULL, AST_BLOCK},
    {"annotation_type_body", NULL, AST_BLOCK},
    {"enum_body", NULL, AST_BLOCK},
    {"enum_body_declarations", through, 0},
    {"block", NULL, AST_BLOCK},
    {"constructor_body", NULL, AST_BLOCK},
    {"static_initializer", through, 0},
    {"class_declaration", java_class, 0},
    {"interface_declaration", java_interface, 0},
    {"enum_declaration", java_enum, 0},
    {"enum_constant", java_enum_constant, 0},
    {"record_declaration", java_record, 0},
    {"annotation_type_declaration", java_annotation_type, 0},
    {"annotation_type_element_declaration", java_method, 0},
    {"method_declaration", java_method, 0},
    {"constructor_declaration", java_method, 0},
    {"compact_constructor_declaration", java_method, 0},
    {"formal_parameters", java_parameters, 0},
    {"field_declaration", java_declaration, 0},
    {"constant_declaration", java_declaration, 0},
    {"local_variable_declaration", java_declaration, 0},
    {"marker_annotation", java_annotation, 0},
    {"annotation", java_annotation, 0},
    {"element_value_pair", java_annotation_pair, 0},
    {"expression_statement", NULL, AST_EXPR_STMT},
    {"if_statement", java_if, 0},
    {"while_statement", java_while, 0},
    {"do_statement", java_while, 0},
    {"for_statement", java_for, 0},
    {"enhanced_for_statement", java_for_in, 0},
    {"try_statement", java_try, 0},
    {"try_with_resources_statement", java_try_with, 0},
    {"resource", java_resource, 0},
    {"catch_clause", java_catch, 0},
    {"switch_expression", java_switch, 0},
    {"switch_block", through, 0},
    {"switch_block_statement_group", java_case, 0},
    {"switch_rule", java_case, 0},
    {"pattern", through, 0},
    {"guard", through, 0},
    {"type_pattern", java_type_pattern, 0},
    {"record_pattern", NULL, AST_CALL},
    {"record_pattern_body", NULL, AST_ARGS},
    {"record_pattern_component", java_type_pattern, 0},
    {"synchronized_statement", java_synchronized, 0},
    {"labeled_statement", java_labeled, 0},
    {"return_statement", NULL, AST_RETURN},
    {"throw_statement", NULL, AST_THROW},
    {"break_statement", NULL, AST_BREAK},
    {"continue_statement", NULL, AST_CONTINUE},
    {"yield_statement", java_yield, 0},
    {"assert_statement", NULL, AST_ASSERT},
    {"explicit_constructor_invocation", java_constructor_call, 0},
    {"import_declaration", java_import, 0},
    {"package_declaration", java_package, 0},
    {"receiver_parameter", nothing, 0},
    {0},
};

const struct lowering java_lowering = {
    .grammar = tree_sitter_java, .rows = rows, .fields = fields};
