#include "syntax/java.h"

static void
modifier(struct lower *l, uint32_t at, const char *word)
{
	(void)ast_leaf(l->ast, AST_MODIFIER, l->cst[at].start, l->cst[at].start,
	    java_word(l, word));
}

/* A modifier with what belongs to it: throws E, <T extends U> */
static void
modifier_of(struct lower *l, uint32_t n, const char *word)
{
	uint32_t id;

	if (n == 0)
		return;
	id = lower_open(l, AST_MODIFIER, n);
	java_set_name(l, id, java_word(l, word));
	lower_node(l, n);
	ast_close(l->ast, id);
}

void
java_extras(struct lower *l, uint32_t n)
{
	LOWER_EACH(list, l, n)
	{
		if (lower_is(l, list, "marker_annotation") ||
		    lower_is(l, list, "annotation"))
			lower_list(l, list, AST_DECORATOR);
		if (!lower_is(l, list, "modifiers"))
			continue;
		LOWER_EACH(kid, l, list)
		if (l->cst[kid].named)
			lower_node(l, kid);
		else
			(void)lower_leaf(l, AST_MODIFIER, kid);
	}
}

/* @A and @A() are the same, and so are their trees. */
void
java_annotation(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_DECORATOR, n), call;
	uint32_t name = lower_get(l, n, F_NAME);

	call = ast_open(l->ast, AST_CALL,
	    name == 0 ? l->cst[n].start : l->cst[name].start, l->cst[n].end);
	lower_node(l, name);
	java_arguments(l, n);
	ast_close(l->ast, call);
	ast_close(l->ast, id);
}

void
java_annotation_pair(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_KEYARG, n);

	java_set_name(l, id, lower_symbol(l, lower_get(l, n, F_KEY)));
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, id);
}

/* extends A implements B, C: as in a list of arguments */
static void
supertypes(struct lower *l, uint32_t n)
{
	uint32_t id = 0;

	LOWER_EACH(kid, l, n)
	{
		uint32_t list = lower_named(l, kid, 0);

		if (!lower_is(l, kid, "superclass") &&
		    !lower_is(l, kid, "super_interfaces") &&
		    !lower_is(l, kid, "extends_interfaces"))
			continue;
		if (id == 0)
			id = lower_open(l, AST_ARGS, kid);
		if (lower_is(l, list, "type_list"))
			lower_kids(l, list);
		else
			lower_node(l, list);
	}
	ast_close(l->ast, id);
}

static void
type_parameters(struct lower *l, uint32_t n)
{
	LOWER_EACH(list, l, n)
	{
		if (!lower_is(l, list, "type_parameters"))
			continue;
		LOWER_EACH(kid, l, list)
		if (lower_is(l, kid, "type_parameter"))
			modifier_of(l, lower_named(l, kid, 0), "<>");
	}
}

/* What kind of class it is stands as a modifier: "class A" fits any. */
static void
class_as(struct lower *l, uint32_t n, const char *word)
{
	uint32_t id = lower_open(l, AST_CLASS, n);

	java_extras(l, n);
	if (word != NULL)
		modifier(l, n, word);
	lower_field(l, n, F_NAME);
	type_parameters(l, n);
	if (lower_get(l, n, F_PARAMETERS) != 0)
		lower_field(l, n, F_PARAMETERS);
	supertypes(l, n);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

void
java_class(struct lower *l, uint32_t n)
{
	class_as(l, n, NULL);
}

void
java_interface(struct lower *l, uint32_t n)
{
	class_as(l, n, "interface");
}

void
java_enum(struct lower *l, uint32_t n)
{
	class_as(l, n, "enum");
}

void
java_record(struct lower *l, uint32_t n)
{
	class_as(l, n, "record");
}

void
java_annotation_type(struct lower *l, uint32_t n)
{
	class_as(l, n, "@interface");
}

/* A(1) { ... } in an enum: a constant of what it is made with */
void
java_enum_constant(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), assign;
	uint32_t args = lower_get(l, n, F_ARGUMENTS);

	assign = lower_open(l, AST_ASSIGN, n);
	java_set_name(l, assign, java_word(l, "="));
	if (assign != 0)
		l->ast->v[assign].flags |= AST_DECL_CONST;
	lower_field(l, n, F_NAME);
	if (args != 0)
		lower_list(l, args, AST_TUPLE);
	java_extras(l, n);
	ast_close(l->ast, assign);
	ast_close(l->ast, id);
	lower_field(l, n, F_BODY);
}

static void
throws(struct lower *l, uint32_t n)
{
	LOWER_EACH(list, l, n)
	{
		if (!lower_is(l, list, "throws"))
			continue;
		LOWER_EACH(kid, l, list)
		if (l->cst[kid].named)
			modifier_of(l, kid, "throws");
	}
}

/* Methods, constructors, elements of annotation types */
void
java_method(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, n);

	java_extras(l, n);
	type_parameters(l, n);
	java_type(l, lower_get(l, n, F_TYPE), lower_get(l, n, F_DIMENSIONS));
	lower_field(l, n, F_NAME);
	java_parameters(l, lower_get(l, n, F_PARAMETERS));
	throws(l, n);
	lower_field(l, n, F_VALUE);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* T... a is a of T[]. */
static void
spread(struct lower *l, uint32_t n)
{
	uint32_t type = 0, name = 0, id = lower_open(l, AST_PARAM, n), many;
	uint32_t kind;

	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "variable_declarator"))
			name = lower_get(l, kid, F_NAME);
		else if (l->cst[kid].named && !lower_is(l, kid, "modifiers") &&
		    type == 0)
			type = kid;
	}
	lower_node(l, name);
	java_extras(l, n);
	if (type != 0) {
		kind = lower_open(l, AST_TYPE, type);
		many = lower_open(l, AST_UNARY, type);
		java_set_name(l, many, java_word(l, "[]"));
		lower_node(l, type);
		ast_close(l->ast, many);
		ast_close(l->ast, kind);
	}
	ast_close(l->ast, id);
}

static void
parameter(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (lower_is(l, n, "spread_parameter")) {
		spread(l, n);
		return;
	}
	if (!lower_is(l, n, "formal_parameter") &&
	    !lower_is(l, n, "identifier") &&
	    !lower_is(l, n, "underscore_pattern")) {
		lower_node(l, n);
		return;
	}
	id = lower_open(l, AST_PARAM, n);
	if (lower_is(l, n, "formal_parameter")) {
		lower_field(l, n, F_NAME);
		java_extras(l, n);
		java_type(
		    l, lower_get(l, n, F_TYPE), lower_get(l, n, F_DIMENSIONS));
	} else {
		lower_node(l, n);
	}
	ast_close(l->ast, id);
}

/* a -> ..., (a, b) -> ... and (int a) alike */
void
java_parameters(struct lower *l, uint32_t n)
{
	uint32_t id;

	if (n == 0)
		return;
	id = lower_open(l, AST_PARAMS, n);
	if (l->cst[n].first == 0)
		parameter(l, n);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named)
		parameter(l, kid);
	ast_close(l->ast, id);
}

/* The declarator, or n itself, has the name; n the type and what is before
   it. */
void
java_binding(struct lower *l, uint32_t n, uint32_t name, uint32_t value)
{
	uint32_t id;

	if (name == 0)
		return;
	id = lower_open(l, AST_ASSIGN, name);
	java_set_name(l, id, java_word(l, "="));
	if (id != 0)
		l->ast->v[id].flags |= AST_DECL_VAR;
	lower_node(l, name);
	lower_node(l, value);
	java_extras(l, n);
	java_type(l, lower_get(l, n, F_TYPE),
	    l->cst[name].next != 0 &&
		    lower_is(l, l->cst[name].next, "dimensions")
		? l->cst[name].next
		: 0);
	ast_close(l->ast, id);
}

/* One statement a declarator; each has the modifiers and the type. */
void
java_declaration(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	{
		uint32_t id;

		if (!lower_is(l, kid, "variable_declarator"))
			continue;
		id = lower_open(l, AST_EXPR_STMT, n);
		java_binding(l, n, lower_get(l, kid, F_NAME),
		    lower_get(l, kid, F_VALUE));
		ast_close(l->ast, id);
	}
}
