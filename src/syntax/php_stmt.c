#include "syntax/php.h"

/* "<?= $a": what is written is an expression, what it does is echo. */
static bool
is_echoed(const struct lower *l, uint32_t n)
{
	const char *text = l->ast->source.ptr;
	uint32_t at = l->cst[n].start;

	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n'))
		at--;
	return at >= 3 && text[at - 3] == '<' && text[at - 2] == '?' &&
	    text[at - 1] == '=';
}

static void
echoed(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), call, args;
	uint32_t start = l->cst[n].start;

	call = lower_open(l, AST_CALL, n);
	(void)ast_leaf(l->ast, AST_NAME, start, start,
	    symbols_add(l->ast->symbols, STR("echo")));
	args = lower_open(l, AST_ARGS, n);
	lower_kids(l, n);
	ast_close(l->ast, args);
	ast_close(l->ast, call);
	ast_close(l->ast, id);
}

void
php_expression(struct lower *l, uint32_t n)
{
	uint32_t what = lower_named(l, n, 0);

	if (is_echoed(l, n))
		echoed(l, n);
	else if (lower_is(l, what, "throw_expression"))
		lower_list(l, what, AST_THROW);
	else
		lower_list(l, n, AST_EXPR_STMT);
}

/* echo $a, $b; exit; unset($a); */
void
php_word_statement(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);

	php_word_call(l, n);
	ast_close(l->ast, id);
}

/* "elseif" and "else" from one of them on */
static void
alternatives(struct lower *l, uint32_t n, uint32_t kid)
{
	uint32_t id, body;

	while (kid != 0 && l->cst[kid].field != F_ALTERNATIVE)
		kid = l->cst[kid].next;
	if (kid == 0)
		return;
	body = lower_get(l, kid, F_BODY);
	if (!lower_is(l, kid, "else_if_clause")) {
		if (lower_is(l, body, "if_statement"))
			lower_node(l, body);
		else
			lower_block(l, body);
		return;
	}
	id = ast_open(l->ast, AST_IF, l->cst[kid].start, l->cst[n].end);
	lower_field(l, kid, F_CONDITION);
	lower_block(l, body);
	if (l->depth < l->max_depth) {
		l->depth++;
		alternatives(l, n, l->cst[kid].next);
		l->depth--;
	}
	ast_close(l->ast, id);
}

void
php_if(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IF, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_BODY));
	alternatives(l, n, l->cst[n].first);
	ast_close(l->ast, id);
}

void
php_while(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WHILE, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

/* One part of the head; of several expressions a tuple */
static void
head(struct lower *l, uint32_t n, uint8_t field)
{
	uint32_t part = lower_get(l, n, field);

	if (lower_is(l, part, "sequence_expression"))
		lower_list(l, part, AST_TUPLE);
	else
		lower_node(l, part);
}

static void
body_statements(struct lower *l, uint32_t n)
{
	uint32_t id = 0, first = 0, last = 0;

	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_BODY && l->cst[kid].named) {
		first = first == 0 ? kid : first;
		last = kid;
	}
	if (first == last) {
		lower_block(l, first);
		return;
	}
	id = ast_open(l->ast, AST_BLOCK, l->cst[first].start, l->cst[last].end);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

void
php_for(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR, n);

	head(l, n, F_INITIALIZE);
	head(l, n, F_CONDITION);
	head(l, n, F_UPDATE);
	body_statements(l, n);
	ast_close(l->ast, id);
}

/* foreach ($a as $k => $v) {} */
void
php_foreach(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR_IN, n);

	lower_node(l, lower_named(l, n, 1));
	lower_node(l, lower_named(l, n, 0));
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
php_switch(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SWITCH, n);

	lower_field(l, n, F_CONDITION);
	lower_kids(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

/* "case 1:" and "default:", with what follows them */
void
php_case(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CASE, n), block, start = 0;
	uint32_t value = lower_get(l, n, F_VALUE);

	lower_node(l, value);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != value && start == 0)
		start = l->cst[kid].start;
	block = ast_open(l->ast, AST_BLOCK, start == 0 ? l->cst[n].end : start,
	    l->cst[n].end);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && kid != value)
		lower_node(l, kid);
	ast_close(l->ast, block);
	ast_close(l->ast, id);
}

void
php_try(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TRY, n);

	lower_block(l, lower_get(l, n, F_BODY));
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "catch_clause"))
		lower_node(l, kid);
	else if (lower_is(l, kid, "finally_clause"))
		lower_block(l, lower_get(l, kid, F_BODY));
	ast_close(l->ast, id);
}

/* What is caught is declared as if by its type. */
void
php_catch(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CATCH, n), what;
	uint32_t type = lower_get(l, n, F_TYPE), name = lower_get(l, n, F_NAME);

	if (name != 0) {
		what = ast_open(
		    l->ast, AST_ASSIGN, l->cst[n].start, l->cst[name].end);
		php_set_name(l, what, STR("="));
		lower_node(l, name);
		lower_type(l, type);
		ast_close(l->ast, what);
	} else {
		lower_type(l, type);
	}
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

/* static $a = 1; */
void
php_static(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner;

	inner = php_assign(l, n, 0);
	lower_field(l, n, F_NAME);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}
