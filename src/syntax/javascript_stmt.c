#include "syntax/javascript.h"

static void
decorators(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_DECORATOR)
		lower_list(l, kid, AST_DECORATOR);
}

/* What it extends; what it implements stands as types beside that. */
static void
heritage(struct lower *l, uint32_t n)
{
	uint32_t first = lower_named(l, n, 0), id;

	if (!lower_is(l, first, "implements_clause")) {
		id = lower_open(l, AST_ARGS, n);
		if (lower_is(l, first, "extends_clause"))
			lower_field(l, first, F_VALUE);
		else
			lower_node(l, first);
		ast_close(l->ast, id);
		first = l->cst[first].next;
	}
	for (; first != 0; first = l->cst[first].next)
		LOWER_EACH(kid, l, first)
	if (l->cst[kid].named)
		lower_type(l, kid);
}

/* A class and the decorators of the export around it. */
static void
class_of(struct lower *l, uint32_t outer, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CLASS, n);

	if (outer != n)
		decorators(l, outer);
	decorators(l, n);
	ts_modifiers(l, n);
	lower_field(l, n, F_NAME);
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "class_heritage"))
		heritage(l, kid);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

void
js_class(struct lower *l, uint32_t n)
{
	class_of(l, n, n);
}

/* A member of a class; in an object it is a pair with a lambda.  Where the
   grammar has its decorators before it, they begin at from. */
static void
method(struct lower *l, uint32_t from, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FUNC, n);
	uint32_t name = lower_get(l, n, F_NAME);

	js_flag_async(l, id, n);
	for (; from != n; from = l->cst[from].next)
		if (lower_is(l, from, "decorator"))
			lower_list(l, from, AST_DECORATOR);
	decorators(l, n);
	ts_modifiers(l, n);
	if (lower_is(l, name, "property_identifier"))
		(void)lower_leaf(l, AST_NAME, name);
	else
		js_key(l, name);
	js_function_rest(l, n);
	ast_close(l->ast, id);
}

void
js_method(struct lower *l, uint32_t n)
{
	method(l, n, n);
}

void
js_class_body(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_BLOCK, n), from = 0;

	LOWER_EACH(kid, l, n)
	{
		if (!l->cst[kid].named)
			continue;
		if (lower_is(l, kid, "decorator")) {
			from = from != 0 ? from : kid;
			continue;
		}
		if (from != 0)
			method(l, from, kid);
		else
			lower_node(l, kid);
		from = 0;
	}
	ast_close(l->ast, id);
}

void
js_class_field(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);
	uint32_t assign = lower_open(l, AST_ASSIGN, n);

	js_set_name(l, assign, js_word(l, "="));
	js_key(l, lower_get(l, n, F_PROPERTY));
	js_key(l, lower_get(l, n, F_NAME)); /* TypeScript's word for it */
	lower_field(l, n, F_VALUE);
	decorators(l, n);
	ts_modifiers(l, n);
	ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, assign);
	ast_close(l->ast, id);
}

static uint8_t
declared_as(const struct lower *l, uint32_t n)
{
	struct str text = lower_text(l, n);

	if (str_starts(text, STR("const")))
		return AST_DECL_CONST;
	return str_starts(text, STR("let")) ? AST_DECL_LET : AST_DECL_VAR;
}

/* The text of x in require("x"), or nothing. */
static struct str
required(struct lower *l, uint32_t n)
{
	uint32_t callee, args, path;

	if (!lower_is(l, n, "call_expression"))
		return STR_NONE;
	callee = lower_get(l, n, F_FUNCTION);
	args = lower_get(l, n, F_ARGUMENTS);
	path = args != 0 ? lower_named(l, args, 0) : 0;
	if (callee == 0 || !str_eq(lower_text(l, callee), STR("require")) ||
	    !lower_is(l, path, "string"))
		return STR_NONE;
	return js_unquoted(l, path);
}

static struct str
bare_module(struct str module)
{
	return str_starts(module, STR("node:")) ? str_from_at(module, 5)
						: module;
}

/* const {a, b: c} = require("x") */
static void
require_members(struct lower *l, uint32_t pattern, struct str module)
{
	LOWER_EACH(kid, l, pattern)
	{
		uint32_t value = kid, name = kid;

		if (lower_is(l, kid, "pair_pattern")) {
			name = lower_get(l, kid, F_KEY);
			value = lower_get(l, kid, F_VALUE);
		} else if (!lower_is(l, kid,
			       "shorthand_property_identifier_pattern")) {
			continue;
		}
		if (value != 0 && name != 0)
			ast_import_add(l->ast, lower_symbol(l, value), module,
			    lower_text(l, name));
	}
}

static void
require_import(struct lower *l, uint32_t name, uint32_t value)
{
	struct str module, member_name = STR_NONE;

	if (lower_is(l, value, "member_expression")) {
		member_name = lower_text(l, lower_get(l, value, F_PROPERTY));
		value = lower_get(l, value, F_OBJECT);
	}
	module = bare_module(required(l, value));
	if (module.len == 0)
		return;
	if (lower_is(l, name, "object_pattern"))
		require_members(l, name, module);
	else
		ast_import_add(
		    l->ast, lower_symbol(l, name), module, member_name);
}

static void
declarator(struct lower *l, uint32_t n, uint8_t flags)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);
	uint32_t value = lower_get(l, n, F_VALUE);

	js_set_name(l, id, js_word(l, "="));
	if (id != 0)
		l->ast->v[id].flags |= flags;
	lower_field(l, n, F_NAME);
	lower_node(l, value);
	ts_type(l, lower_get(l, n, F_TYPE));
	ast_close(l->ast, id);
	require_import(l, lower_get(l, n, F_NAME), value);
}

/* One statement a declarator; "const a = 1" spans its statement. */
void
js_declaration(struct lower *l, uint32_t n)
{
	uint8_t flags = declared_as(l, n);
	bool one = lower_named(l, n, 1) == 0;

	LOWER_EACH(kid, l, n)
	{
		uint32_t id;

		if (!lower_is(l, kid, "variable_declarator")) {
			if (l->cst[kid].named)
				lower_node(l, kid);
			continue;
		}
		id = lower_open(l, AST_EXPR_STMT, one ? n : kid);
		declarator(l, kid, flags);
		ast_close(l->ast, id);
	}
}

void
js_else_clause(struct lower *l, uint32_t n)
{
	uint32_t inner = lower_named(l, n, 0);

	if (lower_is(l, inner, "if_statement"))
		lower_node(l, inner);
	else
		lower_block(l, inner);
}

void
js_if_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IF, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_CONSEQUENCE));
	lower_field(l, n, F_ALTERNATIVE);
	ast_close(l->ast, id);
}

void
js_while_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WHILE, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_with_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WITH, n);

	lower_field(l, n, F_OBJECT);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_for_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR, n);

	lower_field(l, n, F_INITIALIZER);
	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_INCREMENT);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_for_in(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR_IN, n);

	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_try_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TRY, n);
	uint32_t last = lower_get(l, n, F_FINALIZER);

	lower_block(l, lower_get(l, n, F_BODY));
	lower_field(l, n, F_HANDLER);
	if (last != 0)
		lower_block(l, lower_get(l, last, F_BODY));
	ast_close(l->ast, id);
}

void
js_catch_clause(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CATCH, n);

	lower_field(l, n, F_PARAMETER);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_switch_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SWITCH, n);

	lower_field(l, n, F_VALUE);
	lower_kids(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
js_switch_case(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CASE, n), block;

	lower_field(l, n, F_VALUE);
	block = lower_open(l, AST_BLOCK, n);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, block);
	ast_close(l->ast, id);
}

/* import a, {b as c}, * as d from "x": what is imported under each name */
static void
import_name(struct lower *l, uint32_t local, struct str module, struct str what,
    bool whole)
{
	uint32_t id;

	if (local == 0)
		return;
	id = lower_open(l, AST_ALIAS, local);
	js_set_name(l, id, symbols_add(l->ast->symbols, what));
	(void)lower_leaf(l, AST_NAME, local);
	ast_close(l->ast, id);
	ast_import_add(
	    l->ast, lower_symbol(l, local), module, whole ? STR_NONE : what);
}

static void
import_specifiers(struct lower *l, uint32_t n, struct str module)
{
	LOWER_EACH(kid, l, n)
	{
		uint32_t name = lower_get(l, kid, F_NAME);
		uint32_t alias = lower_get(l, kid, F_ALIAS);

		if (lower_is(l, kid, "import_specifier") && name != 0)
			import_name(l, alias != 0 ? alias : name, module,
			    lower_text(l, name), false);
	}
}

static void
import_clause(struct lower *l, uint32_t n, struct str module)
{
	LOWER_EACH(kid, l, n)
	{
		if (lower_is(l, kid, "identifier"))
			import_name(l, kid, module, STR("default"), true);
		else if (lower_is(l, kid, "namespace_import"))
			import_name(
			    l, lower_named(l, kid, 0), module, STR("*"), true);
		else if (lower_is(l, kid, "named_imports"))
			import_specifiers(l, kid, module);
	}
}

/* The part of an import statement that says from where. */
static uint32_t
import_source(const struct lower *l, uint32_t n)
{
	uint32_t source = lower_get(l, n, F_SOURCE);

	LOWER_EACH(kid, l, n)
	if (source == 0 && lower_is(l, kid, "import_require_clause"))
		source = lower_get(l, kid, F_SOURCE);
	return source;
}

void
js_import_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IMPORT, n);
	uint32_t source = import_source(l, n);
	struct str module =
	    source != 0 ? bare_module(js_unquoted(l, source)) : STR("");

	js_set_name(l, id, symbols_add(l->ast->symbols, module));
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "import_clause") ||
	    lower_is(l, kid, "import_require_clause"))
		import_clause(l, kid, module);
	ast_close(l->ast, id);
}

void
js_export_statement(struct lower *l, uint32_t n)
{
	uint32_t value = lower_get(l, n, F_VALUE), id;
	uint32_t declaration = lower_get(l, n, F_DECLARATION);

	if (lower_get(l, n, F_DECORATOR) != 0 && declaration != 0)
		class_of(l, n, declaration);
	else
		lower_node(l, declaration);
	LOWER_EACH(kid, l, n) /* export = value */
	if (l->cst[kid].named && l->cst[kid].field == 0 &&
	    !lower_is(l, kid, "export_clause") &&
	    !lower_is(l, kid, "namespace_export"))
		value = kid;
	if (value == 0)
		return;
	id = lower_open(l, AST_EXPR_STMT, n);
	lower_node(l, value);
	ast_close(l->ast, id);
}

void
js_debugger(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);

	(void)ast_leaf(l->ast, AST_NAME, l->cst[n].start, l->cst[n].end,
	    js_word(l, "debugger"));
	ast_close(l->ast, id);
}

void
js_labeled(struct lower *l, uint32_t n)
{
	lower_field(l, n, F_BODY);
}
