#include "scan/constants.h"

#define STEPS_MAX  300 /* x = x + x would go on */
#define WRITES_MAX 200 /* of one name; what is written more often varies */

struct constant {
	uint32_t scope, name; /* name 0: a free slot */
	bool declared;        /* here, in a language that declares */
	bool outer;           /* written here, but a scope around declares it */
	bool elsewhere;       /* written where the order is not known */
	uint32_t writes;
	uint32_t value; /* what the last plain write gave, or 0 */
	uint32_t last;  /* 1 + its place in writes; 0: none */
};

struct constant_write {
	uint32_t node;   /* behind which the name has the value */
	uint32_t value;  /* 0: it is not plain */
	uint32_t before; /* 1 + the place of the one before it; 0: none */
};

static uint32_t
scope_of(const struct ast *a, uint32_t node)
{
	for (node = a->v[node].parent; node > 1; node = a->v[node].parent)
		if (a->v[node].kind == AST_FUNC ||
		    a->v[node].kind == AST_LAMBDA)
			return node;
	return 1;
}

static struct constant *
slot(const struct constants *c, uint32_t scope, uint32_t name)
{
	uint32_t mask = c->slot_count - 1;
	uint32_t i = (scope * 2654435761u ^ name * 40503u) & mask;

	while (c->slots[i].name != 0 &&
	    (c->slots[i].name != name || c->slots[i].scope != scope))
		i = (i + 1) & mask;
	return &c->slots[i];
}

static struct constant *
slot_made(struct constants *c, uint32_t scope, uint32_t name)
{
	struct constant *s = slot(c, scope, name);

	s->scope = scope;
	s->name = name;
	return s;
}

/* What a target is a part of. */
static uint32_t
whole_write(const struct ast *a, uint32_t target)
{
	uint32_t up = target;

	while (a->v[up].kind != AST_ASSIGN && ast_is_expr(a->v[up].kind) &&
	    a->v[up].parent > 1)
		up = a->v[up].parent;
	return a->v[up].kind == AST_ASSIGN ? up : target;
}

static void
write_name(struct constants *c, uint32_t target, uint32_t value)
{
	struct constant *s =
	    slot_made(c, scope_of(c->ast, target), c->ast->v[target].name);
	struct constant_write *w = ARENA_PUSH(c->arena, &c->writes);

	s->writes++;
	s->value = value;
	if (w == NULL)
		return;
	*w = (struct constant_write){
	    whole_write(c->ast, target), value, s->last};
	s->last = (uint32_t)c->writes.n;
}

static void
declare_all(struct constants *c, uint32_t target)
{
	const struct ast *a = c->ast;

	for (uint32_t i = target; i <= a->v[target].last; i++)
		if (a->v[i].kind == AST_NAME && a->v[i].name != 0)
			slot_made(c, scope_of(a, i), a->v[i].name)->declared =
			    true;
}

/* A write to a name that an outer scope declares is one of that scope's. */
static void
write_outer(struct constants *c, uint32_t target)
{
	uint32_t inner = scope_of(c->ast, target), scope = inner;
	uint32_t name = c->ast->v[target].name;
	struct constant *s = slot(c, scope, name);

	while (!s->declared && scope != 1) {
		scope = scope_of(c->ast, scope);
		s = slot(c, scope, name);
	}
	if (scope == inner || !s->declared)
		return;
	s->writes += 2;
	s->elsewhere = true;
	slot(c, inner, name)->outer = true;
}

/* Every name under a target that is not a plain one. */
static void
write_all(struct constants *c, uint32_t target)
{
	for (uint32_t i = target; i <= c->ast->v[target].last; i++)
		if (c->ast->v[i].kind == AST_NAME && c->ast->v[i].name != 0)
			write_name(c, i, 0);
}

static bool
is_literal(enum ast_kind kind)
{
	return kind == AST_STRING || kind == AST_NUMBER || kind == AST_BOOL ||
	    kind == AST_BINARY || kind == AST_TEMPLATE || kind == AST_REGEX;
}

/* A member of a class that others may set as well: declared with a type, and
   neither private nor final. */
static bool
is_open_member(const struct ast *a, uint32_t node)
{
	uint32_t block = a->v[a->v[node].parent].parent;

	if (a->v[block].kind != AST_BLOCK ||
	    a->v[a->v[block].parent].kind != AST_CLASS ||
	    ast_find(a, node, AST_TYPE) == 0)
		return false;
	AST_EACH(kid, a, node)
	if (a->v[kid].kind == AST_MODIFIER &&
	    (str_eq(ast_name(a, kid), STR("private")) ||
		str_eq(ast_name(a, kid), STR("final")) ||
		str_eq(ast_name(a, kid), STR("readonly"))))
		return false;
	return true;
}

/* this.x = y sets the x that a class declares, which is the file's here. */
static void
write_member(struct constants *c, uint32_t target)
{
	const struct ast *a = c->ast;
	uint32_t object = a->v[target].first, field;
	struct constant *s;

	field = object != 0 ? a->v[object].next : 0;
	if (field == 0 || a->v[target].kind != AST_MEMBER ||
	    a->v[object].kind != AST_NAME || a->v[field].name == 0 ||
	    (!str_eq(ast_name(a, object), STR("this")) &&
		!str_eq(ast_name(a, object), STR("self"))))
		return;
	s = slot_made(c, 1, a->v[field].name);
	s->writes += 2;
	s->elsewhere = true;
}

static void
take_assign(struct constants *c, uint32_t node)
{
	const struct ast *a = c->ast;
	uint32_t target = a->v[node].first, value;

	if (target == 0)
		return;
	value = ast_value(a, node);
	if ((a->v[node].flags & AST_DECL) != 0)
		declare_all(c, target);
	if (value == 0 && (a->v[node].flags & AST_DECL) != 0)
		return; /* var x; */
	if (a->v[target].kind != AST_NAME) {
		if (a->v[target].kind != AST_MEMBER &&
		    a->v[target].kind != AST_INDEX)
			write_all(c, target);
		write_member(c, target);
		return;
	}
	if (a->v[target].name == 0)
		return;
	if (!str_eq(ast_name(a, node), STR("=")) || is_open_member(a, node))
		value = 0;
	write_name(c, target, value);
}

static void
take(struct constants *c, uint32_t node)
{
	const struct ast *a = c->ast;

	switch (a->v[node].kind) {
	case AST_ASSIGN:
		take_assign(c, node);
		break;
	case AST_FOR_IN:
	case AST_PARAM:
		if (a->v[node].first == 0)
			break;
		if (a->v[node].kind == AST_PARAM)
			declare_all(c, a->v[node].first);
		write_all(c, a->v[node].first);
		break;
	case AST_SPREAD:
	case AST_GLOBAL:
		if (a->v[node].kind == AST_GLOBAL ||
		    a->v[a->v[node].parent].kind == AST_PARAMS) {
			write_all(c, node);
			write_all(c, node);
		}
		break;
	case AST_UNARY: /* ++ */
		if (a->v[node].first != 0 &&
		    a->v[a->v[node].first].kind == AST_NAME &&
		    ast_name(a, node).len == 2)
			write_all(c, a->v[node].first);
		break;
	default:
		break;
	}
}

/* x = y; and x++; */
static void
take_outer(struct constants *c, uint32_t node)
{
	const struct ast *a = c->ast;
	uint32_t target = a->v[node].first;

	if (target == 0 || a->v[target].kind != AST_NAME ||
	    a->v[target].name == 0)
		return;
	if ((a->v[node].kind == AST_ASSIGN &&
		(a->v[node].flags & AST_DECL) == 0) ||
	    (a->v[node].kind == AST_UNARY && ast_name(a, node).len == 2))
		write_outer(c, target);
}

enum err_code
constants_init(struct constants *c, const struct ast *ast, struct arena *arena,
    struct err *err)
{
	uint32_t names = 0, count = 64;

	for (uint32_t i = 1; i < ast->n; i++)
		names +=
		    ast->v[i].kind == AST_NAME || ast->v[i].kind == AST_FIELD;
	while (count < names * 2)
		count *= 2;
	*c =
	    (struct constants){.ast = ast, .slot_count = count, .arena = arena};
	c->slots = ARENA_ARRAY(arena, count, struct constant);
	if (c->slots == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 1; i < ast->n; i++)
		take(c, i);
	for (uint32_t i = 1; i < ast->n; i++)
		take_outer(c, i);
	return arena->nomem ? arena_fail(arena, err) : ERR_NONE;
}

/* Where the nearest scope that has a name keeps it, or NULL. */
static const struct constant *
find(const struct constants *c, uint32_t name_node)
{
	uint32_t name = c->ast->v[name_node].name, scope = name_node;

	if (name == 0)
		return NULL;
	do {
		const struct constant *s;

		scope = scope_of(c->ast, scope);
		s = slot(c, scope, name);
		if (s->name != 0 && !s->outer)
			return s;
	} while (scope != 1);
	return NULL;
}

uint32_t
constants_once(const struct constants *c, uint32_t name_node)
{
	const struct constant *s = find(c, name_node);

	return s != NULL && s->writes == 1 ? s->value : 0;
}

uint32_t
constants_scope(const struct constants *c, uint32_t name_node)
{
	const struct constant *s = find(c, name_node);

	return s != NULL ? s->scope : 0;
}

/* The outermost loop around a node within a block, or 0. */
static uint32_t
loop_within(const struct ast *a, uint32_t node, uint32_t block)
{
	uint32_t loop = 0;

	for (; node != block; node = a->v[node].parent)
		if (a->v[node].kind == AST_FOR ||
		    a->v[node].kind == AST_FOR_IN ||
		    a->v[node].kind == AST_WHILE)
			loop = node;
	return loop;
}

/* Whether every way to a name leads through a write and no other behind it. */
static bool
comes_from(const struct constants *c, uint32_t name_node,
    const struct constant *s, const struct constant_write *w)
{
	const struct ast *a = c->ast;
	uint32_t statement = a->v[w->node].parent, block, loop;

	block = a->v[statement].parent;
	if (a->v[statement].kind != AST_EXPR_STMT ||
	    (a->v[block].kind != AST_BLOCK && a->v[block].kind != AST_FILE) ||
	    !ast_within(a, name_node, block))
		return false;
	loop = loop_within(a, name_node, block);
	for (uint32_t at = s->last; loop != 0 && &c->writes.v[at - 1] != w;
	     at = c->writes.v[at - 1].before)
		if (ast_within(a, c->writes.v[at - 1].node, loop))
			return false;
	return true;
}

/* The last write before a name, where no other may come between. */
static uint32_t
last_written(const struct constants *c, uint32_t name_node)
{
	const struct constant *s = find(c, name_node);
	const struct constant_write *w = NULL;
	unsigned count = 0;

	if (s == NULL || s->scope != scope_of(c->ast, name_node))
		return 0;
	for (uint32_t at = s->last; at != 0; at = w->before) {
		w = &c->writes.v[at - 1];
		if (++count > WRITES_MAX)
			return 0;
		if (c->ast->v[w->node].last < name_node)
			break;
	}
	if (w == NULL || c->ast->v[w->node].last >= name_node ||
	    w->value == 0 || s->elsewhere)
		return 0;
	return comes_from(c, name_node, s, w) ? w->value : 0;
}

uint32_t
constants_value(const struct constants *c, uint32_t name_node)
{
	uint32_t value = c->off ? 0 : constants_once(c, name_node);

	if (value == 0 && !c->off)
		value = last_written(c, name_node);
	if (value != 0 && c->ast->v[value].kind == AST_CALL)
		value = ast_setting(c->ast, value);
	return value != 0 && is_literal(c->ast->v[value].kind) ? value : 0;
}

uint32_t
constants_symbol(const struct constants *c, uint32_t name_node)
{
	uint32_t value = c->symbolic && c->ast->v[name_node].kind == AST_NAME
	    ? constants_once(c, name_node)
	    : 0;

	/* behind what it stands for, and so not within: no circle */
	return value != 0 && c->ast->v[value].last < name_node ? value : 0;
}

static bool
is_string(
    const struct constants *c, uint32_t node, uint32_t *value, unsigned *budget)
{
	const struct ast *a = c->ast;
	uint32_t of;

	*value = 0;
	if (*budget == 0)
		return false;
	--*budget;
	switch (a->v[node].kind) {
	case AST_STRING:
		*value = node;
		return true;
	case AST_NAME:
		of = constants_value(c, node);
		return of != 0 && is_string(c, of, value, budget);
	case AST_CALL:
		*value = c->off ? 0 : ast_setting(a, node);
		return *value != 0;
	case AST_BINARY:
		if (!ast_joins(a, node))
			return false;
		break;
	case AST_TEMPLATE:
		break;
	default:
		return false;
	}
	AST_EACH(part, a, node)
	if (!is_string(c, part, &of, budget))
		return false;
	return a->v[node].first != 0;
}

bool
constants_string(const struct constants *c, uint32_t node, uint32_t *value)
{
	unsigned budget = STEPS_MAX;

	return is_string(c, node, value, &budget);
}
