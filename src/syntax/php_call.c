#include "syntax/php.h"

void
php_arguments(struct lower *l, uint32_t args, uint32_t end)
{
	if (args != 0)
		lower_list(l, args, AST_ARGS);
	else
		(void)ast_leaf(l->ast, AST_ARGS, end, end, 0);
}

void
php_argument(struct lower *l, uint32_t n)
{
	uint32_t name = lower_get(l, n, F_NAME), id = 0;

	if (name != 0) {
		id = lower_open(l, AST_KEYARG, n);
		php_set_name(l, id, lower_text(l, name));
	}
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != name)
		lower_node(l, kid);
	ast_close(l->ast, id);
}

void
php_spread(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SPREAD, n);

	php_set_name(l, id, STR("..."));
	lower_kids(l, n);
	ast_close(l->ast, id);
}

void
php_call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n);

	lower_field(l, n, F_FUNCTION);
	php_arguments(l, lower_get(l, n, F_ARGUMENTS), l->cst[n].end);
	ast_close(l->ast, id);
}

/* print $a, include "a", exit: the parentheses may be there or not. */
void
php_word_call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n), args;
	uint32_t word = l->cst[n].first, end = l->cst[word].end;

	(void)lower_leaf(l, AST_NAME, word);
	args = ast_open(l->ast, AST_ARGS, end, l->cst[n].end);
	lower_kids(l, n);
	ast_close(l->ast, args);
	ast_close(l->ast, id);
}

/* What stands behind -> or ::; what is only known when it runs is as an
   index, but A::$b is a field of that name. */
static void
member_within(struct lower *l, uint32_t n, uint32_t end)
{
	uint32_t scope = lower_get(l, n, F_SCOPE);
	uint32_t object = scope != 0 ? scope : lower_get(l, n, F_OBJECT);
	uint32_t name = lower_get(l, n, F_NAME);
	bool fixed = lower_is(l, name, "name") ||
	    (scope != 0 &&
		lower_is(l, n, "scoped_property_access_expression") &&
		lower_is(l, name, "variable_name"));
	uint32_t id = ast_open(
	    l->ast, fixed ? AST_MEMBER : AST_INDEX, l->cst[n].start, end);

	lower_node(l, object);
	if (fixed)
		(void)lower_leaf(l, AST_FIELD, name);
	else
		lower_node(l, name);
	ast_close(l->ast, id);
}

void
php_member(struct lower *l, uint32_t n)
{
	member_within(l, n, l->cst[n].end);
}

void
php_method_call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CALL, n);
	uint32_t name = lower_get(l, n, F_NAME);

	member_within(l, n, name != 0 ? l->cst[name].end : l->cst[n].end);
	php_arguments(l, lower_get(l, n, F_ARGUMENTS), l->cst[n].end);
	ast_close(l->ast, id);
}

/* A::B */
void
php_constant(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_MEMBER, n);

	lower_node(l, lower_named(l, n, 0));
	(void)lower_leaf(l, AST_FIELD, lower_named(l, n, 1));
	ast_close(l->ast, id);
}

/* new A is new A(). */
void
php_creation(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_NEW, n);
	uint32_t what = lower_named(l, n, 0), args = lower_named(l, n, 1);

	lower_node(l, what);
	if (lower_is(l, what, "anonymous_class"))
		LOWER_EACH(kid, l, what)
	if (lower_is(l, kid, "arguments"))
		args = kid;
	php_arguments(l, args, l->cst[n].end);
	ast_close(l->ast, id);
}
