#include "syntax/php.h"

static bool
is_modifier(const struct lower *l, uint32_t n)
{
	static const char *const kinds[] = {"visibility_modifier",
	    "static_modifier", "final_modifier", "abstract_modifier",
	    "readonly_modifier", "var_modifier"};

	for (size_t i = 0; i < NELEM(kinds); i++)
		if (lower_is(l, n, kinds[i]))
			return true;
	return false;
}

/* Attributes, modifiers and the type */
static void
extras(struct lower *l, uint32_t n)
{
	lower_field(l, n, F_ATTRIBUTES);
	LOWER_EACH(kid, l, n)
	if (is_modifier(l, kid))
		(void)lower_leaf(l, AST_MODIFIER, kid);
	lower_type(l, lower_get(l, n, F_TYPE));
	lower_type(l, lower_get(l, n, F_RETURN_TYPE));
}

/* #[A(1)]; as elsewhere, A and A() are the same. */
void
php_attribute(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DECORATOR, n), call;

	call = lower_open(l, AST_CALL, n);
	lower_node(l, lower_named(l, n, 0));
	php_arguments(l, lower_get(l, n, F_PARAMETERS), l->cst[n].end);
	ast_close(l->ast, call);
	ast_close(l->ast, id);
}

void
php_parameter(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_PARAM, n);

	lower_field(l, n, F_NAME);
	lower_field(l, n, F_DEFAULT_VALUE);
	extras(l, n);
	ast_close(l->ast, id);
}

/* T ...$a */
void
php_variadic(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);

	php_set_name(l, id, STR("..."));
	lower_field(l, n, F_NAME);
	extras(l, n);
	ast_close(l->ast, id);
}

/* A method is public where nothing else is said. */
static void
implied_public(struct lower *l, uint32_t n)
{
	uint32_t start = l->cst[n].start;

	if (!lower_is(l, n, "method_declaration"))
		return;
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "visibility_modifier"))
		return;
	(void)ast_leaf(l->ast, AST_MODIFIER, start, start,
	    symbols_add(l->ast->symbols, STR("public")));
}

void
php_function(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, n);

	extras(l, n);
	implied_public(l, n);
	lower_field(l, n, F_NAME);
	lower_field(l, n, F_PARAMETERS);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* function ($a) use ($b) {} and fn($a) => $a */
void
php_closure(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_LAMBDA, n);

	lower_field(l, n, F_PARAMETERS);
	lower_field(l, n, F_BODY);
	extras(l, n);
	ast_close(l->ast, id);
}

static bool
is_supertypes(const struct lower *l, uint32_t n)
{
	return lower_is(l, n, "base_clause") ||
	    lower_is(l, n, "class_interface_clause");
}

/* What a class extends and implements */
static void
supertypes(struct lower *l, uint32_t n)
{
	uint32_t first = 0, last = 0, id;

	LOWER_EACH(kid, l, n)
	if (is_supertypes(l, kid)) {
		first = first == 0 ? kid : first;
		last = kid;
	}
	if (first == 0)
		return;
	id = ast_open(l->ast, AST_ARGS, l->cst[first].start, l->cst[last].end);
	LOWER_EACH(kid, l, n)
	if (is_supertypes(l, kid))
		lower_kids(l, kid);
	ast_close(l->ast, id);
}

void
php_class(struct lower *l, uint32_t n)
{
	static const char *const words[] = {"interface", "trait", "enum"};
	uint32_t id = lower_open(l, AST_CLASS, n);

	extras(l, n);
	for (size_t i = 0; i < NELEM(words); i++)
		(void)lower_leaf(l, AST_MODIFIER, php_token(l, n, words[i]));
	lower_field(l, n, F_NAME);
	supertypes(l, n);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* new class(1) extends A {}: without a name */
void
php_class_made(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CLASS, n);

	extras(l, n);
	supertypes(l, n);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* public ?T $a = 1, $b; they are fields: a method's $a is another. */
void
php_property(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	{
		uint32_t id, inner;

		if (!lower_is(l, kid, "property_element"))
			continue;
		id = lower_open(l, AST_EXPR_STMT, n);
		inner = php_assign(l, n, 0);
		(void)lower_leaf(l, AST_FIELD, lower_get(l, kid, F_NAME));
		lower_field(l, kid, F_DEFAULT_VALUE);
		extras(l, n);
		ast_close(l->ast, inner);
		ast_close(l->ast, id);
	}
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "property_hook_list"))
		lower_node(l, kid);
}

void
php_const(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	{
		uint32_t id, inner;

		if (!lower_is(l, kid, "const_element"))
			continue;
		id = lower_open(l, AST_EXPR_STMT, n);
		inner = php_assign(l, n, AST_DECL_CONST);
		lower_kids(l, kid);
		extras(l, n);
		ast_close(l->ast, inner);
		ast_close(l->ast, id);
	}
}

/* case A = 1; */
void
php_enum_case(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner;

	inner = php_assign(l, n, AST_DECL_CONST);
	lower_field(l, n, F_NAME);
	lower_field(l, n, F_VALUE);
	lower_field(l, n, F_ATTRIBUTES);
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

/* use A, B; within a class */
void
php_traits(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	{
		uint32_t id;

		if (!l->cst[kid].named)
			continue;
		id = lower_open(l, AST_EXPR_STMT, kid);
		lower_node(l, kid);
		ast_close(l->ast, id);
	}
}

/* A\B with dots; what stands before the first name is left out. */
static void
dotted(struct buf *out, struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] == '\\' && buf_view(out).len > 0)
			buf_add_char(out, '.');
		else if (name.ptr[i] != '\\' && name.ptr[i] > ' ')
			buf_add_char(out, name.ptr[i]);
}

#define PATH_MAX_LEN 4096

/* One of what "use A\B as C, D" brings in; of a group all begin alike. */
static void
import(struct lower *l, uint32_t whole, uint32_t n, struct str prefix)
{
	uint32_t id = lower_open(l, AST_IMPORT, whole), name = 0, alias;
	struct buf path;
	struct str module, member;
	size_t at;

	buf_init(&path, PATH_MAX_LEN);
	dotted(&path, prefix);
	if (prefix.len > 0)
		buf_add_char(&path, '.');
	alias = lower_get(l, n, F_ALIAS);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == 0)
		name = kid;
	dotted(&path, lower_text(l, name));
	module = arena_buf(l->ast->arena, &path);
	buf_release(&path);
	php_set_name(l, id, module);
	lower_node(l, alias);
	ast_close(l->ast, id);
	for (at = module.len; at > 0 && module.ptr[at - 1] != '.';)
		at--;
	member = str_from_at(module, at);
	ast_import_add(l->ast,
	    alias != 0 ? lower_symbol(l, alias)
		       : symbols_add(l->ast->symbols, member),
	    str_sub(module, 0, at > 0 ? at - 1 : 0), member);
}

void
php_use(struct lower *l, uint32_t n)
{
	uint32_t body = lower_get(l, n, F_BODY);
	struct str prefix = STR("");

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "namespace_name"))
		prefix = lower_text(l, kid);
	LOWER_EACH(kid, l, body != 0 ? body : n)
	if (lower_is(l, kid, "namespace_use_clause"))
		import(l, n, kid, prefix);
}

/* namespace A; of namespace A { ... } the block is what matters. */
void
php_namespace(struct lower *l, uint32_t n)
{
	uint32_t id, body = lower_get(l, n, F_BODY);

	if (body != 0) {
		lower_node(l, body);
		return;
	}
	id = lower_open(l, AST_OTHER, n);
	php_set_name(l, id, STR("namespace"));
	lower_kids(l, n);
	ast_close(l->ast, id);
}
