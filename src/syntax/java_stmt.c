#include "syntax/java.h"

void
java_if(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IF, n);
	uint32_t other = lower_get(l, n, F_ALTERNATIVE);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_CONSEQUENCE));
	if (lower_is(l, other, "if_statement"))
		lower_node(l, other);
	else
		lower_block(l, other);
	ast_close(l->ast, id);
}

void
java_while(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WHILE, n);

	lower_field(l, n, F_CONDITION);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
java_for(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR, n);

	lower_field(l, n, F_INIT);
	lower_field(l, n, F_CONDITION);
	lower_field(l, n, F_UPDATE);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
java_for_in(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_FOR_IN, n);

	java_binding(l, n, lower_get(l, n, F_NAME), 0);
	lower_field(l, n, F_VALUE);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

static void
handlers(struct lower *l, uint32_t n)
{
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "catch_clause"))
		lower_node(l, kid);
	else if (lower_is(l, kid, "finally_clause"))
		lower_block(l, lower_named(l, kid, 0));
}

void
java_try(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_TRY, n);

	lower_block(l, lower_get(l, n, F_BODY));
	handlers(l, n);
	ast_close(l->ast, id);
}

/* try (a) b catch (c) d is with (a) { try b catch (c) d } */
void
java_try_with(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WITH, n), block, inner;
	uint32_t body = lower_get(l, n, F_BODY);
	bool handled = body != 0 && l->cst[body].next != 0;

	lower_kids(l, lower_get(l, n, F_RESOURCES));
	if (handled) {
		block = ast_open(
		    l->ast, AST_BLOCK, l->cst[body].start, l->cst[n].end);
		inner = ast_open(
		    l->ast, AST_TRY, l->cst[body].start, l->cst[n].end);
		lower_block(l, body);
		handlers(l, n);
		ast_close(l->ast, inner);
		ast_close(l->ast, block);
	} else {
		lower_block(l, body);
	}
	ast_close(l->ast, id);
}

void
java_resource(struct lower *l, uint32_t n)
{
	uint32_t name = lower_get(l, n, F_NAME);

	if (name != 0)
		java_binding(l, n, name, lower_get(l, n, F_VALUE));
	else
		lower_kids(l, n);
}

/* What is caught is a name of the type, or of any of the types. */
static void
caught(struct lower *l, uint32_t type)
{
	uint32_t first = lower_named(l, type, 0), second, id, any = 0;

	second = first != 0 ? l->cst[first].next : 0;
	id = lower_open(l, AST_TYPE, type);
	if (second != 0) {
		any = lower_open(l, AST_BINARY, type);
		java_set_name(l, any, java_word(l, "|"));
	}
	lower_kids(l, type);
	ast_close(l->ast, any);
	ast_close(l->ast, id);
}

void
java_catch(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CATCH, n), what;

	LOWER_EACH(kid, l, n)
	{
		if (!lower_is(l, kid, "catch_formal_parameter"))
			continue;
		what = lower_open(l, AST_ASSIGN, kid);
		java_set_name(l, what, java_word(l, "="));
		if (what != 0)
			l->ast->v[what].flags |= AST_DECL_VAR;
		lower_field(l, kid, F_NAME);
		java_extras(l, kid);
		LOWER_EACH(type, l, kid)
		if (lower_is(l, type, "catch_type"))
			caught(l, type);
		ast_close(l->ast, what);
	}
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
java_switch(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_SWITCH, n);

	lower_field(l, n, F_CONDITION);
	lower_kids(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

/* "case 1, 2:" and "case 1, 2 ->": the values, then what follows them */
void
java_case(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_CASE, n), block, body = 0;
	uint32_t start = l->cst[n].end;

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "switch_label"))
		lower_kids(l, kid);
	else if (l->cst[kid].named && body == 0)
		body = kid;
	if (body != 0)
		start = l->cst[body].start;
	if (lower_is(l, body, "block") && l->cst[body].next == 0) {
		lower_node(l, body);
	} else {
		block = ast_open(l->ast, AST_BLOCK, start, l->cst[n].end);
		for (; body != 0; body = l->cst[body].next)
			if (l->cst[body].named)
				lower_node(l, body);
		ast_close(l->ast, block);
	}
	ast_close(l->ast, id);
}

/* "case Circle c": a name of that type */
void
java_type_pattern(struct lower *l, uint32_t n)
{
	uint32_t type = lower_named(l, n, 0), name = lower_named(l, n, 1), id;

	if (name == 0) {
		lower_kids(l, n);
		return;
	}
	id = lower_open(l, AST_ASSIGN, n);
	java_set_name(l, id, java_word(l, "="));
	if (id != 0)
		l->ast->v[id].flags |= AST_DECL_VAR;
	lower_node(l, name);
	lower_type(l, type);
	ast_close(l->ast, id);
}

void
java_synchronized(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_WITH, n);

	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "parenthesized_expression"))
		lower_node(l, kid);
	lower_block(l, lower_get(l, n, F_BODY));
	ast_close(l->ast, id);
}

void
java_labeled(struct lower *l, uint32_t n)
{
	lower_node(l, lower_named(l, n, 1));
}

void
java_yield(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n);

	lower_list(l, n, AST_YIELD);
	ast_close(l->ast, id);
}

/* this(...); and super(...); */
void
java_constructor_call(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_EXPR_STMT, n), call;

	call = lower_open(l, AST_CALL, n);
	lower_field(l, n, F_CONSTRUCTOR);
	java_arguments(l, n);
	ast_close(l->ast, call);
	ast_close(l->ast, id);
}

static struct str
without_spaces(struct lower *l, struct str dotted)
{
	struct buf buf;
	struct str out = dotted;
	bool spaced = false;

	for (size_t i = 0; i < dotted.len; i++)
		spaced = spaced || dotted.ptr[i] <= ' ';
	if (!spaced)
		return dotted;
	buf_init(&buf, dotted.len + 1);
	for (size_t i = 0; i < dotted.len; i++)
		if (dotted.ptr[i] > ' ')
			buf_add_char(&buf, dotted.ptr[i]);
	out = arena_buf(l->ast->arena, &buf);
	buf_release(&buf);
	return out.ptr == NULL ? dotted : out;
}

/* import a.b.C; brings in C of a.b, import a.b.*; all of a.b. */
void
java_import(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_IMPORT, n), alias, what = 0;
	uint32_t path = lower_named(l, n, 0);
	struct str module, name = STR("*");

	if (path == 0) {
		ast_close(l->ast, id);
		return;
	}
	module = without_spaces(l, lower_text(l, path));
	LOWER_EACH(kid, l, n)
	if (lower_is(l, kid, "asterisk"))
		what = kid;
	if (what == 0 && lower_is(l, path, "scoped_identifier")) {
		what = lower_get(l, path, F_NAME);
		module = without_spaces(
		    l, lower_text(l, lower_get(l, path, F_SCOPE)));
		name = lower_text(l, what);
	}
	java_set_name(l, id, symbols_add(l->ast->symbols, module));
	if (what != 0) {
		alias = ast_open(
		    l->ast, AST_ALIAS, l->cst[what].start, l->cst[what].end);
		java_set_name(l, alias, symbols_add(l->ast->symbols, name));
		(void)lower_leaf(l, AST_NAME, what);
		ast_close(l->ast, alias);
		if (lower_is(l, what, "asterisk"))
			ast_import_all(l->ast, module);
		else
			ast_import_add(l->ast,
			    symbols_add(l->ast->symbols, name), module, name);
	}
	ast_close(l->ast, id);
}

void
java_package(struct lower *l, uint32_t n)
{
	uint32_t id = lower_open(l, AST_OTHER, n);

	java_set_name(l, id, java_word(l, "package"));
	lower_kids(l, n);
	ast_close(l->ast, id);
}
