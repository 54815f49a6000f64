#include "scan/unit.h"

#include <stdlib.h>

struct declared_at {
	uint32_t scope, name, node; /* node 0: a free slot */
};

/* A file for which only rules about any text are left needs no tree. */
static enum err_code
plain_tree(struct unit *unit, struct err *err)
{
	struct ast *ast = ARENA_NEW(&unit->arena, struct ast);
	uint32_t file;

	if (ast == NULL)
		return arena_fail(&unit->arena, err);
	ast_init(ast, unit->text, &unit->symbols, &unit->arena, 8);
	file = ast_open(ast, AST_FILE, 0, (uint32_t)unit->text.len);
	ast_close(ast, file);
	unit->ast = ast;
	return ast->full ? arena_fail(&unit->arena, err) : ERR_NONE;
}

static enum err_code
parse_as(struct unit *unit, struct parser *parser,
    const struct language *language, struct ast **out, struct err *err)
{
	return parser_read(parser, language, unit->text, &parse_limits_default,
	    &unit->symbols, &unit->arena, out, err);
}

/* JavaScript with types in it is read as what it is. */
static void
parse_wider(
    struct unit *unit, struct parser *parser, const struct language *language)
{
	struct ast *ast;
	struct err err;

	if (language->wider != NULL &&
	    parse_as(unit, parser, language_named(str_from(language->wider)),
		&ast, &err) == ERR_NONE &&
	    ast->errors < unit->ast->errors)
		unit->ast = ast;
}

enum err_code
unit_parse(struct unit *unit, struct parser *parser,
    const struct language *language, const struct symbols *base,
    struct err *err)
{
	enum err_code rc;

	symbols_init(&unit->symbols, &unit->arena, base);
	rc = language != NULL
	    ? parse_as(unit, parser, language, &unit->ast, err)
	    : plain_tree(unit, err);
	if (rc == ERR_NONE && language != NULL && unit->ast->errors > 0)
		parse_wider(unit, parser, language);
	return rc;
}

void
unit_free(struct unit *unit)
{
	if (unit != NULL)
		arena_release(&unit->arena);
	free(unit);
}

/* The function, class or file whose block a declaration stands in. */
static uint32_t
scope_of(const struct ast *a, uint32_t node)
{
	for (node = a->v[node].parent; node > 1; node = a->v[node].parent)
		if (a->v[node].kind == AST_FUNC ||
		    a->v[node].kind == AST_LAMBDA ||
		    a->v[node].kind == AST_CLASS)
			return node;
	return 1;
}

static struct declared_at *
slot(const struct opened *o, uint32_t scope, uint32_t name)
{
	uint32_t mask = o->name_slots - 1;
	uint32_t i = (scope * 2654435761u ^ name * 40503u) & mask;

	while (o->names[i].node != 0 &&
	    (o->names[i].name != name || o->names[i].scope != scope))
		i = (i + 1) & mask;
	return &o->names[i];
}

/* The first of several of a name; their parameters are not told apart. */
static void
declare(struct opened *o, uint32_t name_node, uint32_t node, uint32_t scope)
{
	uint32_t name = o->ast->v[name_node].name;
	struct declared_at *d;

	if (name == 0)
		return;
	d = slot(o, scope, name);
	if (d->node == 0)
		*d = (struct declared_at){scope, name, node};
}

static bool
is_callable(enum ast_kind kind)
{
	return kind == AST_FUNC || kind == AST_CLASS || kind == AST_LAMBDA;
}

/* f = () => ..., exports.f = function () { }, class A { f = () => ... } */
static void
declare_assigned(struct opened *o, uint32_t node)
{
	const struct ast *a = o->ast;
	uint32_t target = a->v[node].first, value = ast_value(a, node);

	if (target == 0 || value == 0 || !is_callable(a->v[value].kind))
		return;
	if (a->v[target].kind == AST_MEMBER)
		target = ast_child(a, target, 1);
	if (target != 0 &&
	    (a->v[target].kind == AST_NAME || a->v[target].kind == AST_FIELD))
		declare(o, target, value, scope_of(a, node));
}

uint32_t
opened_receiver(const struct opened *o, uint32_t func)
{
	const struct ast *a = o->ast;
	uint32_t modifier = ast_find(a, func, AST_MODIFIER), type;

	if (modifier == 0 || !str_eq(ast_name(a, modifier), STR("receiver")) ||
	    a->v[modifier].first == 0)
		return 0;
	type = ast_find(a, a->v[modifier].first, AST_TYPE);
	type = type != 0 ? a->v[type].first : 0;
	while (a->v[type].kind == AST_UNARY || a->v[type].kind == AST_INDEX)
		type = a->v[type].first;
	if (type == 0)
		return func; /* of nothing that is here */
	type = slot(o, 1, a->v[type].name)->node;
	return type != 0 && a->v[type].kind == AST_CLASS ? type : func;
}

/* Methods that stand outside of their class, once the classes are known. */
static void
declare_methods(struct opened *o)
{
	for (uint32_t i = 1; i < o->ast->n; i++) {
		uint32_t class =
		    o->ast->v[i].kind == AST_FUNC ? opened_receiver(o, i) : 0;

		if (class != 0)
			declare(o, ast_find(o->ast, i, AST_NAME), i, class);
	}
}

static enum err_code
names_init(struct opened *o, struct err *err)
{
	const struct ast *a = o->ast;
	uint32_t count = 0, slots = 64;

	for (uint32_t i = 1; i < a->n; i++)
		count += is_callable(a->v[i].kind);
	while (slots < count * 2)
		slots *= 2;
	o->name_slots = slots;
	o->names = ARENA_ARRAY(o->arena, slots, struct declared_at);
	if (o->names == NULL)
		return arena_fail(o->arena, err);
	for (uint32_t i = 1; i < a->n; i++) {
		uint32_t name;

		if (a->v[i].kind == AST_ASSIGN || a->v[i].kind == AST_PAIR) {
			declare_assigned(o, i);
			continue;
		}
		if (a->v[i].kind != AST_FUNC && a->v[i].kind != AST_CLASS)
			continue;
		name = ast_find(a, i, AST_NAME);
		if (name != 0 && opened_receiver(o, i) == 0)
			declare(o, name, i, scope_of(a, i));
	}
	declare_methods(o);
	return ERR_NONE;
}

enum err_code
opened_init(struct opened *o, const struct unit *unit,
    const struct match_room *room, struct arena *arena, struct err *err)
{
	enum err_code rc;

	*o = (struct opened){.unit = unit, .ast = unit->ast, .arena = arena};
	rc = constants_init(&o->constants, unit->ast, arena, err);
	if (rc == ERR_NONE)
		rc = matcher_init(
		    &o->matcher, unit->ast, &o->constants, room, arena, err);
	return rc == ERR_NONE ? names_init(o, err) : rc;
}

uint32_t
opened_declared(const struct opened *o, uint32_t scope, uint32_t name)
{
	return name == 0 ? 0 : slot(o, scope, name)->node;
}

uint32_t
opened_export(const struct opened *o, struct str name)
{
	return opened_declared(o, 1, symbols_find(o->ast->symbols, name));
}
