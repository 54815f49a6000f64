#include "scan/types.h"

#define STEPS_MAX 32 /* var a = b; var b = a; */

/* A type, or a value whose type is meant; node 0: neither is known. */
struct found {
	uint32_t node;
	bool type;
	int refs; /* &x: 1 more than x; *x: 1 less */
};

struct declared {
	uint32_t scope, name; /* name 0: a free slot */
	struct found found;
};

/* Where what is declared in a node is known. */
static bool
is_scope(enum ast_kind kind)
{
	return kind == AST_FILE || kind == AST_BLOCK || kind == AST_FUNC ||
	    kind == AST_LAMBDA || kind == AST_FOR || kind == AST_FOR_IN ||
	    kind == AST_CATCH || kind == AST_WITH || kind == AST_CASE ||
	    kind == AST_CLASS;
}

static uint32_t
scope_of(const struct ast *a, uint32_t node)
{
	for (node = a->v[node].parent; node > 1; node = a->v[node].parent)
		if (is_scope(a->v[node].kind))
			return node;
	return 1;
}

static struct declared *
slot(const struct types *t, uint32_t scope, uint32_t name)
{
	uint32_t mask = t->slot_count - 1;
	uint32_t i = (scope * 2654435761u ^ name * 40503u) & mask;

	while (t->slots[i].name != 0 &&
	    (t->slots[i].name != name || t->slots[i].scope != scope))
		i = (i + 1) & mask;
	return &t->slots[i];
}

/* The first declaration of a block stands. */
static void
declare_in(struct types *t, uint32_t scope, uint32_t name, struct found found)
{
	struct declared *d = slot(t, scope, t->ast->v[name].name);

	if (d->name == 0)
		*d = (struct declared){scope, t->ast->v[name].name, found};
}

static void
declare(struct types *t, uint32_t name, struct found found)
{
	declare_in(t, scope_of(t->ast, name), name, found);
}

/* A parameter that says who may see it is a field of the class too. */
static void
declare_field(
    struct types *t, uint32_t param, uint32_t name, struct found found)
{
	static const char *const words[] = {
	    "public", "private", "protected", "readonly"};
	const struct ast *a = t->ast;
	uint32_t function = a->v[a->v[param].parent].parent;
	bool field = false;

	AST_EACH(kid, a, param)
	for (size_t i = 0; i < NELEM(words); i++)
		field = field ||
		    (a->v[kid].kind == AST_MODIFIER &&
			str_eq(ast_name(a, kid), str_from(words[i])));
	if (field && a->v[function].kind == AST_FUNC)
		declare_in(t, a->v[function].parent, name, found);
}

/* T of "T | null" */
static uint32_t
beside_null(const struct ast *a, uint32_t type)
{
	uint32_t left = a->v[type].first, right;

	if (a->v[type].kind != AST_BINARY || left == 0)
		return type;
	right = a->v[left].next;
	if (right != 0 &&
	    (a->v[right].kind == AST_NULL ||
		str_eq(ast_name(a, right), STR("undefined")) ||
		str_eq(ast_name(a, right), STR("None"))))
		return left;
	return a->v[left].kind == AST_NULL && right != 0 ? right : type;
}

/* "var x = y" has the type of its value. */
static bool
is_inferred(const struct ast *a, uint32_t type)
{
	return type == 0 || str_eq(ast_text(a, type), STR("var"));
}

/* T x; T x = y; x = y */
static void
take_binding(struct types *t, uint32_t node)
{
	const struct ast *a = t->ast;
	uint32_t name = a->v[node].first, type;
	struct found found;

	if (name == 0 || a->v[name].name == 0 ||
	    (a->v[name].kind != AST_NAME && a->v[name].kind != AST_FIELD))
		return;
	type = ast_find(a, node, AST_TYPE);
	if (is_inferred(a, type))
		found = (struct found){.node = ast_value(a, node)};
	else
		found = (struct found){
		    .node = beside_null(a, a->v[type].first), .type = true};
	if (found.node == 0)
		return;
	declare(t, name, found);
	if (a->v[node].kind == AST_PARAM)
		declare_field(t, node, name, found);
}

static bool
is_instanceof(const struct ast *a, uint32_t node)
{
	return a->v[node].kind == AST_BINARY &&
	    str_eq(ast_name(a, node), STR("instanceof"));
}

/* x instanceof T y */
static void
take_instance(struct types *t, uint32_t node)
{
	const struct ast *a = t->ast;
	uint32_t name = ast_child(a, node, 2);

	if (name != 0 && a->v[name].kind == AST_NAME && a->v[name].name != 0)
		declare(t, name,
		    (struct found){
			.node = ast_child(a, node, 1), .type = true});
}

enum err_code
types_init(struct types *t, const struct ast *ast, struct arena *arena,
    struct err *err)
{
	uint32_t names = 0, count = 64;

	for (uint32_t i = 1; i < ast->n; i++)
		names += ast->v[i].kind == AST_ASSIGN ||
		    ast->v[i].kind == AST_PARAM || is_instanceof(ast, i);
	while (count < names * 2)
		count *= 2;
	*t = (struct types){.ast = ast, .slot_count = count};
	t->slots = ARENA_ARRAY(arena, count, struct declared);
	if (t->slots == NULL)
		return arena_fail(arena, err);
	for (uint32_t i = 1; i < ast->n; i++)
		if (ast->v[i].kind == AST_ASSIGN || ast->v[i].kind == AST_PARAM)
			take_binding(t, i);
		else if (is_instanceof(ast, i))
			take_instance(t, i);
	return ERR_NONE;
}

/* What a name was declared as, seen from its node. */
static struct found
declaration(const struct types *t, uint32_t node)
{
	const struct ast *a = t->ast;
	uint32_t name = a->v[node].name, from = node;

	if (name == 0)
		return (struct found){0};
	do {
		const struct declared *d;

		from = scope_of(a, from);
		d = slot(t, from, name);
		if (d->name != 0)
			return d->found;
	} while (from != 1);
	return (struct found){0};
}

/* this.name: as the class declares it */
static struct found
field(const struct types *t, uint32_t node)
{
	const struct ast *a = t->ast;
	uint32_t object = a->v[node].first, name;

	if (a->v[object].kind != AST_NAME || a->v[object].next == 0 ||
	    (!str_eq(ast_name(a, object), STR("this")) &&
		!str_eq(ast_name(a, object), STR("self"))))
		return (struct found){0};
	name = a->v[a->v[object].next].name;
	for (uint32_t up = node; up > 1 && name != 0; up = a->v[up].parent)
		if (a->v[up].kind == AST_CLASS)
			return slot(t, ast_find(a, up, AST_BLOCK), name)->found;
	return (struct found){0};
}

/* &x and *x */
static struct found
pointed(const struct ast *a, uint32_t node)
{
	bool up = str_eq(ast_name(a, node), STR("&"));

	if (!up && !str_eq(ast_name(a, node), STR("*")))
		return (struct found){0};
	return (struct found){a->v[node].first, false, up ? 1 : -1};
}

/* new(T) */
static struct found
made(const struct ast *a, uint32_t node)
{
	uint32_t callee = a->v[node].first, args;

	args = callee != 0 ? a->v[callee].next : 0;
	if (args == 0 || a->v[callee].kind != AST_NAME ||
	    !str_eq(ast_name(a, callee), STR("new")))
		return (struct found){0};
	return (struct found){a->v[args].first, true, 1};
}

/* One step towards the type of a value. */
static struct found
step(const struct types *t, uint32_t node)
{
	const struct ast *a = t->ast;
	uint32_t type;

	switch (a->v[node].kind) {
	case AST_NAME:
		return declaration(t, node);
	case AST_MEMBER:
		return field(t, node);
	case AST_NEW:
		return (struct found){.node = a->v[node].first, .type = true};
	case AST_CALL:
		return made(a, node);
	case AST_UNARY:
		return pointed(a, node);
	case AST_CAST:
		type = ast_find(a, node, AST_TYPE);
		return (struct found){
		    .node = type != 0 ? a->v[type].first : 0, .type = true};
	case AST_ASSIGN:
		return (struct found){.node = ast_value(a, node)};
	default:
		return (struct found){0};
	}
}

/* A type, or the last value on the way to one. */
static struct found
origin(const struct types *t, uint32_t node)
{
	struct found at = {.node = node};

	for (unsigned i = 0; i < STEPS_MAX && !at.type; i++) {
		struct found next = step(t, at.node);

		if (next.node == 0)
			break;
		next.refs += at.refs;
		at = next;
	}
	return at;
}

uint32_t
types_of(const struct types *t, uint32_t node, int *refs)
{
	struct found at = origin(t, node);

	*refs = at.refs;
	return at.type ? at.node : 0;
}

/* "a" + b + c is text where its leftmost part is. */
static bool
is_text(const struct ast *a, uint32_t node)
{
	while (a->v[node].kind == AST_BINARY && a->v[node].first != 0 &&
	    ast_joins(a, node))
		node = a->v[node].first;
	return a->v[node].kind == AST_STRING || a->v[node].kind == AST_TEMPLATE;
}

static bool
is_one_of(struct str name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(name, str_from(*words)))
			return true;
	return false;
}

static const char *const texts[] = {"String", "string", "str", NULL};
static const char *const numbers[] = {
    "int", "long", "number", "float", "double", NULL};
static const char *const truths[] = {"boolean", "bool", NULL};

bool
types_is_literal_of(const struct types *t, uint32_t node, struct str name)
{
	struct found at = origin(t, node);

	if (at.type || at.refs != 0)
		return false;
	if (is_text(t->ast, at.node))
		return is_one_of(name, texts);
	switch (t->ast->v[at.node].kind) {
	case AST_NUMBER:
		return is_one_of(name, numbers);
	case AST_BOOL:
		return is_one_of(name, truths);
	default:
		return false;
	}
}

bool
types_is_literal(struct str name)
{
	return is_one_of(name, texts) || is_one_of(name, numbers) ||
	    is_one_of(name, truths);
}
