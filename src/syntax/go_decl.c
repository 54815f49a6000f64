#include "syntax/go.h"

static uint32_t
modifier(struct lower *l, uint32_t n, const char *word)
{
	uint32_t id = lower_open(l, AST_MODIFIER, n);

	go_set_name(l, id, word);
	return id;
}

/* One parameter of "a, b T", or "T" alone; an only word may be either. */
static void
parameter(struct lower *l, uint32_t n, uint32_t name)
{
	uint32_t id = lower_open(l, AST_PARAM, n), many = 0, type;
	uint32_t of = lower_get(l, n, F_TYPE);

	lower_node(l, name);
	if (name == 0 && lower_is(l, of, "type_identifier")) {
		lower_node(l, of);
	} else if (of != 0) {
		type = lower_open(l, AST_TYPE, of);
		if (lower_is(l, n, "variadic_parameter_declaration")) {
			many = lower_open(l, AST_UNARY, of);
			go_set_name(l, many, "[]");
		}
		lower_node(l, of);
		ast_close(l->ast, many);
		ast_close(l->ast, type);
	}
	ast_close(l->ast, id);
}

static void
parameters_of(struct lower *l, uint32_t list)
{
	LOWER_EACH(one, l, list)
	{
		if (!l->cst[one].named)
			continue;
		if (lower_get(l, one, F_TYPE) == 0) {
			lower_node(l, one);
			continue;
		}
		if (lower_get(l, one, F_NAME) == 0)
			parameter(l, one, 0);
		LOWER_EACH(kid, l, one)
		if (l->cst[kid].named && l->cst[kid].field == F_NAME)
			parameter(l, one, kid);
	}
}

void
go_parameters(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (n == 0)
		return;
	id = lower_open(l, AST_PARAMS, n);
	parameters_of(l, n);
	ast_close(l->ast, id);
}

/* How many types "(a, b T, c U)" has; *named: whether with names. */
static unsigned
count_types(struct lower *l, uint32_t list, bool *named)
{
	unsigned count = 0;

	*named = false;
	LOWER_EACH(one, l, list)
	{
		unsigned names = 0;

		if (!l->cst[one].named)
			continue;
		LOWER_EACH(kid, l, one)
		names += l->cst[kid].named && l->cst[kid].field == F_NAME;
		*named = *named || names > 0;
		count += names > 1 ? names : 1;
	}
	return count;
}

/* The types of a list of parameters, one for each name */
static void
types_of(struct lower *l, uint32_t list)
{
	LOWER_EACH(one, l, list)
	{
		unsigned names = 0;

		if (!l->cst[one].named)
			continue;
		LOWER_EACH(kid, l, one)
		names += l->cst[kid].named && l->cst[kid].field == F_NAME;
		do
			lower_field(l, one, F_TYPE);
		while (names > 0 && --names > 0);
	}
}

/* The type of a result; of several a tuple.  Names they have are told as
   parameters in an extra. */
static void
result(struct lower *l, uint32_t n)
{
	uint32_t list = lower_get(l, n, F_RESULT), id, tuple = 0;
	bool named;

	if (list == 0)
		return;
	if (!lower_is(l, list, "parameter_list")) {
		lower_type(l, list);
		return;
	}
	id = lower_open(l, AST_TYPE, list);
	if (count_types(l, list, &named) != 1)
		tuple = lower_open(l, AST_TUPLE, list);
	types_of(l, list);
	ast_close(l->ast, tuple);
	ast_close(l->ast, id);
	if (!named)
		return;
	id = modifier(l, list, "result");
	parameters_of(l, list);
	ast_close(l->ast, id);
}

void
go_function_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_OTHER, n), tuple;
	uint32_t list = lower_get(l, n, F_PARAMETERS);

	go_set_name(l, id, "function_type");
	if (list != 0) {
		tuple = lower_open(l, AST_TUPLE, list);
		types_of(l, list);
		ast_close(l->ast, tuple);
	}
	result(l, n);
	ast_close(l->ast, id);
}

void
go_function_literal(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);

	go_parameters(l, lower_get(l, n, F_PARAMETERS));
	lower_field(l, n, F_BODY);
	result(l, n);
	ast_close(l->ast, id);
}

/* <T any, U comparable> */
static void
type_parameters(struct lower *l, uint32_t n)
{
	LOWER_EACH(list, l, n)
	{
		uint32_t id;

		if (!lower_is(l, list, "type_parameter_list"))
			continue;
		id = modifier(l, list, "<>");
		parameters_of(l, list);
		ast_close(l->ast, id);
	}
}

/* What a method is of is an extra: a function in a rule fits methods. */
void
go_function(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, n), of;
	uint32_t receiver = lower_get(l, n, F_RECEIVER);

	if (receiver != 0) {
		of = modifier(l, receiver, "receiver");
		parameters_of(l, receiver);
		ast_close(l->ast, of);
	}
	type_parameters(l, n);
	result(l, n);
	lower_field(l, n, F_NAME);
	go_parameters(l, lower_get(l, n, F_PARAMETERS));
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* Methods and types that an interface is made of */
static void
interface_body(struct lower *l, uint32_t type)
{
	uint32_t id = lower_open(l, AST_BLOCK, type), one;

	LOWER_EACH(kid, l, type)
	{
		if (!l->cst[kid].named)
			continue;
		one = lower_is(l, kid, "type_elem")
		    ? lower_open(l, AST_EXPR_STMT, kid)
		    : 0;
		lower_node(l, kid);
		ast_close(l->ast, one);
	}
	ast_close(l->ast, id);
}

/* type T struct {}, type T interface {}; any other is made of what it is. */
void
go_type(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CLASS, n), args;
	uint32_t type = lower_get(l, n, F_TYPE);

	if (lower_is(l, type, "interface_type"))
		ast_close(l->ast, modifier(l, type, "interface"));
	lower_field(l, n, F_NAME);
	type_parameters(l, n);
	if (lower_is(l, type, "interface_type")) {
		interface_body(l, type);
	} else if (lower_is(l, type, "struct_type")) {
		lower_kids(l, type);
	} else if (type != 0) {
		args = lower_open(l, AST_ARGS, type);
		lower_node(l, type);
		ast_close(l->ast, args);
	}
	ast_close(l->ast, id);
}

static void
declare(
    struct lower *l, uint32_t n, uint32_t name, uint32_t value, unsigned flags)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner, tag;

	inner = go_assign(l, n, flags);
	lower_node(l, name);
	lower_node(l, value);
	tag = lower_get(l, n, F_TAG);
	if (tag != 0) {
		uint32_t extra = lower_open(l, AST_DECORATOR, tag);

		lower_node(l, tag);
		ast_close(l->ast, extra);
	}
	lower_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

/* One of a struct's; without a name it is a type that is part of this one. */
void
go_field(struct lower *l, uint32_t n)
{
	if (lower_get(l, n, F_NAME) == 0) {
		uint32_t id = lower_open(l, AST_EXPR_STMT, n);

		lower_field(l, n, F_TYPE);
		ast_close(l->ast, id);
		return;
	}
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == F_NAME)
		declare(l, n, kid, 0, AST_DECL_VAR);
}

static unsigned
count_named(const struct lower *l, uint32_t n, uint8_t field)
{
	unsigned count = 0;

	LOWER_EACH(kid, l, n)
	count +=
	    l->cst[kid].named && (field == 0 || l->cst[kid].field == field);
	return count;
}

/* var a, b = f() */
static void
declare_together(struct lower *l, uint32_t n, unsigned flags)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner, tuple;

	inner = go_assign(l, n, flags);
	tuple = lower_open(l, AST_TUPLE, n);
	lower_field(l, n, F_NAME);
	ast_close(l->ast, tuple);
	lower_field(l, n, F_VALUE);
	lower_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

/* One statement a name, where each has a value of its own or none has. */
static void
declare_all(struct lower *l, uint32_t n, unsigned flags)
{
	uint32_t values = lower_get(l, n, F_VALUE);
	unsigned names = count_named(l, n, F_NAME), at = 0;

	if (values != 0 && count_named(l, values, 0) != names) {
		declare_together(l, n, flags);
		return;
	}
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == F_NAME)
		declare(l, n, kid,
		    values == 0 ? 0 : lower_named(l, values, at++), flags);
}

void
go_var(struct lower *l, uint32_t n)
{
	declare_all(l, n, AST_DECL_VAR);
}

void
go_const(struct lower *l, uint32_t n)
{
	declare_all(l, n, AST_DECL_CONST);
}

void
go_package(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_OTHER, n);

	go_set_name(l, id, "package");
	lower_kids(l, n);
	ast_close(l->ast, id);
}

static bool
is_version(struct str s)
{
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 1 && s.ptr[0] == 'v';
}

static struct str
after_last(struct str s, char c, struct str *before)
{
	size_t at = s.len;

	while (at > 0 && s.ptr[at - 1] != c)
		at--;
	*before = str_sub(s, 0, at > 0 ? at - 1 : 0);
	return str_from_at(s, at);
}

/* What a package is called, as its path tells: a/jwt-go/v5, b/yaml.v2 */
static struct str
package_name(struct str path)
{
	struct str rest, name = after_last(path, '/', &rest), tail;

	if (is_version(name) && rest.len > 0)
		name = after_last(rest, '/', &rest);
	tail = after_last(name, '.', &rest);
	if (rest.len > 0 && is_version(tail))
		name = rest;
	if (str_starts(name, STR("go-")) && name.len > 3)
		name = str_from_at(name, 3);
	if (str_ends(name, STR("-go")) && name.len > 3)
		name.len -= 3;
	return name;
}

void
go_import(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IMPORT, n);
	uint32_t path = lower_get(l, n, F_PATH), name = lower_get(l, n, F_NAME);
	struct str text = lower_text(l, path);

	text = text.len >= 2 ? str_sub(text, 1, text.len - 2) : STR("");
	if (id != 0)
		l->ast->v[id].name = symbols_add(l->ast->symbols, text);
	lower_node(l, path);
	lower_node(l, name);
	text = package_name(text);
	if (lower_is(l, name, "dot"))
		ast_import_all(l->ast, text);
	else if (lower_is(l, name, "package_identifier"))
		ast_import_add(l->ast, lower_symbol(l, name), text, STR_NONE);
	ast_close(l->ast, id);
}
