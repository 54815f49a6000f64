#include "syntax/python.h"

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
	lower_type(l, lower_get(l, n, F_RESULT));
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
py_class_from(struct lower *l, uint32_t outer, uint32_t n)
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

void
py_function(struct lower *l, uint32_t n)
{
	function_from(l, n, n);
}

void
py_decorated(struct lower *l, uint32_t n)
{
	uint32_t inner = lower_get(l, n, F_DEFINITION);

	if (lower_is(l, inner, "function_definition"))
		function_from(l, n, inner);
	else if (inner != 0)
		py_class_from(l, n, inner);
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

void
py_if_statement(struct lower *l, uint32_t n)
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

void
py_while_statement(struct lower *l, uint32_t n)
{
	loop(l, n, AST_WHILE);
}

void
py_for_in(struct lower *l, uint32_t n)
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

void
py_except(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CATCH, n), body = last_named(l, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != body)
		lower_node(l, kid);
	lower_block(l, body);
	ast_close(l->ast, id);
}

void
py_try_statement(struct lower *l, uint32_t n)
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
void
py_as_pattern(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_ASSIGN, n);
	uint32_t alias = lower_get(l, n, F_ALIAS);

	py_set_name(l, id, symbols_add(l->ast->symbols, STR("=")));
	lower_kids(l, alias);
	lower_node(l, lower_named(l, n, 0));
	ast_close(l->ast, id);
}

void
py_with_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WITH, n);

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field != F_BODY)
		lower_kids(l, kid);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
py_match_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SWITCH, n);

	lower_field(l, n, F_SUBJECT);
	lower_kids(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
py_case_clause(struct lower *l, uint32_t n)
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

	py_set_name(l, id, lower_symbol(l, name));
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

void
py_import_statement(struct lower *l, uint32_t n)
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

	py_set_name(l, id, lower_symbol(l, name));
	if (alias != 0)
		(void)lower_leaf(l, AST_NAME, alias);
	ast_close(l->ast, id);
	if (alias != 0 && name != 0)
		ast_import_add(l->ast, lower_symbol(l, alias),
		    module != 0 ? lower_text(l, module) : STR("__future__"),
		    lower_text(l, name));
}

void
py_import_from(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IMPORT, n);
	uint32_t module = lower_get(l, n, F_MODULE);

	py_set_name(l, id,
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
