#include "syntax/go.h"

static void
assign(struct lower *l, uint32_t n, unsigned flags)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner;

	inner = go_assign(l, n, flags);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].field == F_OPERATOR && inner != 0)
		l->ast->v[inner].name = lower_symbol(l, kid);
	lower_field(l, n, F_LEFT);
	lower_field(l, n, F_RIGHT);
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

void
go_short_var(struct lower *l, uint32_t n)
{
	assign(l, n, AST_DECL_VAR);
}

void
go_assignment(struct lower *l, uint32_t n)
{
	assign(l, n, 0);
}

/* case x := <-channel: */
void
go_receive(struct lower *l, uint32_t n)
{
	if (lower_get(l, n, F_LEFT) == 0)
		lower_list(l, n, AST_EXPR_STMT);
	else
		assign(l, n, go_has(l, n, ":=") ? AST_DECL_VAR : 0);
}

/* channel <- value: an assignment of another name */
void
go_send(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner;

	inner = go_assign(l, n, 0);
	go_set_name(l, inner, "<-");
	lower_field(l, n, F_CHANNEL);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

static void
operation(struct lower *l, uint32_t n, const char *sign)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), inner;

	inner = lower_open(l, AST_UNARY, n);
	go_set_name(l, inner, sign);
	lower_kids(l, n);
	ast_close(l->ast, inner);
	ast_close(l->ast, id);
}

/* i++ */
void
go_step(struct lower *l, uint32_t n)
{
	operation(l, n, lower_is(l, n, "inc_statement") ? "++" : "--");
}

/* go f() and defer f() */
void
go_with_word(struct lower *l, uint32_t n)
{
	operation(l, n, lower_is(l, n, "go_statement") ? "go" : "defer");
}

/* "Secure: true" in a rule is a part of a literal: no label stands before
   what does nothing. */
void
go_labeled(struct lower *l, uint32_t n)
{
	uint32_t inner = lower_named(l, n, 1), id;

	if (!lower_is(l, inner, "expression_statement")) {
		lower_node(l, inner);
		return;
	}
	id = lower_open(l, AST_KEYARG, n);
	if (id != 0)
		l->ast->v[id].name = lower_symbol(l, lower_named(l, n, 0));
	lower_kids(l, inner);
	ast_close(l->ast, id);
}

/* "if x := f(); c {}" is a block of the two; 0 where there is only one. */
static uint32_t
initialized(struct lower *l, uint32_t n)
{
	uint32_t first = lower_get(l, n, F_INITIALIZER), id;

	if (first == 0)
		return 0;
	id = lower_open(l, AST_BLOCK, n);
	lower_node(l, first);
	return id;
}

void
go_if(struct lower *l, uint32_t n)
{
	uint32_t outer = initialized(l, n), id = lower_open(l, AST_IF, n);

	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_CONSEQUENCE);
	lower_field(l, n, F_ALTERNATIVE);
	ast_close(l->ast, id);
	ast_close(l->ast, outer);
}

/* for a, b := range c {}, for range c {} */
static void
for_in(struct lower *l, uint32_t n, uint32_t range)
{
	uint32_t id = lower_open(l, AST_FOR_IN, n), target = 0;
	uint32_t left = lower_get(l, range, F_LEFT);

	if (left == 0)
		(void)ast_leaf(l->ast, AST_TUPLE, l->cst[range].start,
		    l->cst[range].start, 0);
	else if (go_has(l, range, ":="))
		target = go_assign(l, left, AST_DECL_VAR);
	lower_node(l, left);
	ast_close(l->ast, target);
	lower_field(l, range, F_RIGHT);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

void
go_for(struct lower *l, uint32_t n)
{
	uint32_t head = lower_named(l, n, 0), id;

	if (lower_is(l, head, "range_clause")) {
		for_in(l, n, head);
		return;
	}
	id = lower_open(l, AST_FOR, n);
	if (lower_is(l, head, "for_clause"))
		lower_kids(l, head);
	else if (l->cst[head].field != F_BODY)
		lower_node(l, head);
	lower_field(l, n, F_BODY);
	ast_close(l->ast, id);
}

/* switch a {}, switch a := b.(type) {}, select {} */
void
go_switch(struct lower *l, uint32_t n)
{
	uint32_t outer = initialized(l, n), id = lower_open(l, AST_SWITCH, n);
	uint32_t alias = lower_get(l, n, F_ALIAS), bound = 0;

	if (alias != 0)
		bound = go_assign(l, n, AST_DECL_VAR);
	lower_node(l, alias);
	lower_field(l, n, F_VALUE);
	ast_close(l->ast, bound);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == 0)
		lower_node(l, kid);
	ast_close(l->ast, id);
	ast_close(l->ast, outer);
}

void
go_case(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CASE, n), block, list = 0;
	uint32_t start = l->cst[n].end;

	lower_kids(l, lower_get(l, n, F_VALUE));
	lower_field(l, n, F_COMMUNICATION);
	LOWER_EACH(kid, l, n)
	if (l->cst[kid].named && l->cst[kid].field == F_TYPE)
		lower_type(l, kid);
	else if (l->cst[kid].named && l->cst[kid].field == 0)
		list = kid;
	if (list != 0)
		start = l->cst[list].start;
	block = ast_open(l->ast, AST_BLOCK, start, l->cst[n].end);
	lower_node(l, list);
	ast_close(l->ast, block);
	ast_close(l->ast, id);
}
