#include "syntax/javascript.h"

const struct TSLanguage *tree_sitter_typescript(void);
const struct TSLanguage *tree_sitter_tsx(void);

/* "a: T", or a type alone */
static uint32_t
bare_type(const struct lower *l, uint32_t n)
{
	static const char *const annotations[] = {"type_annotation",
	    "type_predicate_annotation", "asserts_annotation",
	    "opting_type_annotation", "omitting_type_annotation",
	    "adding_type_annotation", "constraint", "default_type"};

	for (size_t i = 0; n != 0 && i < NELEM(annotations); i++)
		if (lower_is(l, n, annotations[i]))
			return lower_named(l, n, 0);
	return n;
}

void
ts_type(struct lower *l, uint32_t n)
{
	lower_type(l, bare_type(l, n));
}

static void
each_as_type(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		ts_type(l, kid);
}

void
ts_type_arguments(struct lower *l, uint32_t n)
{
	uint32_t arguments = lower_get(l, n, F_TYPE_ARGUMENTS);

	if (arguments != 0)
		each_as_type(l, arguments);
}

static bool
is_modifier(const struct lower *l, uint32_t n)
{
	static const char *const words[] = {"static", "readonly", "abstract",
	    "declare", "get", "set", "accessor", "override", "const", "?"};

	if (l->cst[n].named)
		return lower_is(l, n, "accessibility_modifier") ||
		    lower_is(l, n, "override_modifier");
	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(lower_text(l, n), str_from(words[i])))
			return true;
	return false;
}

void
ts_modifiers(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (is_modifier(l, kid))
		(void)lower_leaf(l, AST_MODIFIER, kid);
}

/* required_parameter and optional_parameter */
void
ts_parameter(struct lower *l, uint32_t n)
{
	uint32_t pattern = lower_get(l, n, F_PATTERN);
	bool rest = lower_is(l, pattern, "rest_pattern");
	uint32_t id = lower_open(l, rest ? AST_SPREAD : AST_PARAM, n);

	if (rest) {
		js_set_name(l, id, js_word(l, "..."));
		lower_kids(l, pattern);
	} else {
		lower_node(l, pattern);
	}
	lower_field(l, n, F_VALUE);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_DECORATOR)
		lower_list(l, kid, AST_DECORATOR);
	ts_modifiers(l, n);
	ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

/* Of a tuple's type only the type of a named element counts. */
static void
tuple_element(struct lower *l, uint32_t n)
{
	lower_node(l, bare_type(l, lower_get(l, n, F_TYPE)));
}

static void
name_leaf(struct lower *l, uint32_t n)
{
	(void)lower_leaf(l, AST_NAME, n);
}

static void
nested_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_field(l, n, F_MODULE);
	(void)lower_leaf(l, AST_FIELD, lower_get(l, n, F_NAME));
	ast_close(l->ast, id);
}

/* A<B, C>, and f<B> without a call */
static void
generic(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_INDEX, n);
	uint32_t arguments = lower_get(l, n, F_TYPE_ARGUMENTS);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != arguments)
		lower_node(l, kid);
	if (arguments != 0)
		lower_kids(l, arguments);
	ast_close(l->ast, id);
}

static void
signed_type(struct lower *l, uint32_t n, enum ast_kind kind, const char *sign)
{
	uint32_t id = lower_open(l, kind, n);

	js_set_name(l, id, js_word(l, sign));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static void
array_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, AST_UNARY, "[]");
}

static void
optional_type(struct lower *l, uint32_t n)
{
	signed_type(l, n, AST_UNARY, "?");
}

/* readonly T, keyof T, typeof x, infer T, asserts x: the word is the first */
static void
worded_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_UNARY, n);

	js_set_name(l, id, lower_symbol(l, l->cst[n].first));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

/* A | B, and "| A" alone */
static void
joined_type(struct lower *l, uint32_t n, const char *sign)
{
	if (lower_named(l, n, 1) == 0)
		lower_kids(l, n);
	else
		signed_type(l, n, AST_BINARY, sign);
}

static void
union_type(struct lower *l, uint32_t n)
{
	joined_type(l, n, "|");
}

static void
intersection_type(struct lower *l, uint32_t n)
{
	joined_type(l, n, "&");
}

static void
conditional_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_COND, n), test;

	test = lower_open(l, AST_BINARY, n);
	js_set_name(l, test, js_word(l, "extends"));
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, test);
	lower_field(l, n, F_CONSEQUENCE);
	lower_field(l, n, F_ALTERNATIVE);
	ast_close(l->ast, id);
}

/* x is T */
static void
predicate(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BINARY, n);

	js_set_name(l, id, js_word(l, "is"));
	lower_field(l, n, F_NAME);
	lower_field(l, n, F_TYPE);
	ast_close(l->ast, id);
}

/* (a: A) => B, new (a: A) => B, and both as members */
static void
function_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);

	js_function_rest(l, n);
	ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

/* [key: string]: T, [K in A]: T */
static void
index_signature(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PAIR, n);

	ts_type(l, lower_get(l, n, F_INDEX_TYPE));
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "mapped_type_clause"))
		ts_type(l, lower_get(l, kid, F_TYPE));
	ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

static void
type_member(struct lower *l, uint32_t n)
{
	uint32_t id, key = lower_get(l, n, F_NAME);

	if (key == 0 || lower_is(l, n, "index_signature")) {
		lower_node(l, n);
		return;
	}
	id = lower_open(l, AST_PAIR, n);
	js_key(l, key);
	if (lower_is(l, n, "method_signature"))
		function_type(l, n);
	else
		ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
}

static void
object_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DICT, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		type_member(l, kid);
	ast_close(l->ast, id);
}

/* as T, satisfies T; "as const" says nothing of the value */
static void
cast(struct lower *l, uint32_t n)
{
	uint32_t id, type = lower_named(l, n, 1);

	if (type == 0) {
		lower_kids(l, n);
		return;
	}
	id = lower_open(l, AST_CAST, n);
	lower_node(l, lower_named(l, n, 0));
	lower_type(l, type);
	ast_close(l->ast, id);
}

/* <T>value */
static void
assertion(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CAST, n);

	lower_node(l, lower_named(l, n, 1));
	each_as_type(l, lower_named(l, n, 0));
	ast_close(l->ast, id);
}

/* (value: T) */
static void
parenthesized(struct lower *l, uint32_t n)
{
	uint32_t type = lower_get(l, n, F_TYPE), id;

	if (type == 0) {
		lower_kids(l, n);
		return;
	}
	id = lower_open(l, AST_CAST, n);
	lower_node(l, lower_named(l, n, 0));
	ts_type(l, type);
	ast_close(l->ast, id);
}

/* "namespace A {}" is no expression, whatever the grammar says. */
static void
expression_statement(struct lower *l, uint32_t n)
{
	if (lower_is(l, lower_named(l, n, 0), "internal_module"))
		lower_kids(l, n);
	else
		lower_list(l, n, AST_EXPR_STMT);
}

/* What is like a class: its first word says what it is. */
static void
class_like(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CLASS, n), word = l->cst[n].first;

	ts_modifiers(l, n);
	while (lower_is(l, word, "const"))
		word = l->cst[word].next;
	if (word != 0)
		(void)lower_leaf(l, AST_MODIFIER, word);
	lower_field(l, n, F_NAME);
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "extends_type_clause"))
		lower_list(l, kid, AST_ARGS);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

static void
enum_member(struct lower *l, uint32_t key, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);
	uint32_t assign = lower_open(l, AST_ASSIGN, n);

	js_set_name(l, assign, js_word(l, "="));
	js_key(l, key);
	if (key != n)
		lower_field(l, n, F_VALUE);
	ast_close(l->ast, assign);
	ast_close(l->ast, id);
}

static void
enum_body(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BLOCK, n);

	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "enum_assignment"))
			enum_member(l, lower_get(l, kid, F_NAME), kid);
		else if (l->cst[kid].named)
			enum_member(l, kid, kid);
	}
	ast_close(l->ast, id);
}

/* import A = b.c */
static void
import_alias(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);
	uint32_t assign = lower_open(l, AST_ASSIGN, n);

	js_set_name(l, assign, js_word(l, "="));
	lower_kids(l, n);
	ast_close(l->ast, assign);
	ast_close(l->ast, id);
}

/* type A = B */
static void
type_alias(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_OTHER, n);

	js_set_name(l, id, js_word(l, "type_alias_declaration"));
	lower_field(l, n, F_NAME);
	ts_type(l, lower_get(l, n, F_VALUE));
	ast_close(l->ast, id);
}

static const struct lower_row rows[] = {
    {"expression_statement", expression_statement, 0},
    {"parenthesized_expression", parenthesized, 0},
    {"as_expression", cast, 0},
    {"satisfies_expression", cast, 0},
    {"type_assertion", assertion, 0},
    {"non_null_expression", js_through, 0},
    {"instantiation_expression", generic, 0},
    {"abstract_class_declaration", js_class, 0},
    {"public_field_definition", js_class_field, 0},
    {"property_signature", js_class_field, 0},
    {"method_signature", js_method, 0},
    {"abstract_method_signature", js_method, 0},
    {"function_signature", js_function, 0},
    {"call_signature", function_type, 0},
    {"construct_signature", function_type, 0},
    {"index_signature", index_signature, 0},
    {"interface_declaration", class_like, 0},
    {"interface_body", NULL, AST_BLOCK},
    {"enum_declaration", class_like, 0},
    {"enum_body", enum_body, AST_BLOCK},
    {"internal_module", class_like, 0},
    {"module", class_like, 0},
    {"ambient_declaration", js_through, 0},
    {"import_alias", import_alias, 0},
    {"type_alias_declaration", type_alias, 0},
    {"required_parameter", tuple_element, 0},
    {"optional_parameter", tuple_element, 0},
    {"nested_identifier", js_member, 0},
    {"type_identifier", name_leaf, 0},
    {"predefined_type", name_leaf, 0},
    {"this_type", name_leaf, 0},
    {"existential_type", name_leaf, 0},
    {"nested_type_identifier", nested_type, 0},
    {"generic_type", generic, 0},
    {"array_type", array_type, 0},
    {"optional_type", optional_type, 0},
    {"flow_maybe_type", optional_type, 0},
    {"rest_type", js_spread, 0},
    {"readonly_type", worded_type, 0},
    {"index_type_query", worded_type, 0},
    {"type_query", worded_type, 0},
    {"infer_type", worded_type, 0},
    {"asserts", worded_type, 0},
    {"type_predicate", predicate, 0},
    {"union_type", union_type, 0},
    {"intersection_type", intersection_type, 0},
    {"conditional_type", conditional_type, 0},
    {"literal_type", js_through, 0},
    {"parenthesized_type", js_through, 0},
    {"template_literal_type", NULL, AST_TEMPLATE},
    {"template_type", js_through, 0},
    {"string_fragment", NULL, AST_STRING},
    {"lookup_type", NULL, AST_INDEX},
    {"tuple_type", NULL, AST_TUPLE},
    {"function_type", function_type, 0},
    {"constructor_type", function_type, 0},
    {"object_type", object_type, 0},
    {0},
};

const struct lowering typescript_lowering = {.grammar = tree_sitter_typescript,
    .rows = rows,
    .base = js_rows,
    .fields = js_fields};

const struct lowering tsx_lowering = {.grammar = tree_sitter_tsx,
    .rows = rows,
    .base = js_rows,
    .fields = js_fields};
