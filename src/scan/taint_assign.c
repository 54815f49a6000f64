#include "scan/taint_walk.h"

/* A pattern on the left: parts to parts where both are lists; what an object
   holds under a name; else all of it may be anywhere. */
static void
assign_parts(struct walk *w, uint32_t target, uint32_t value, struct value v,
    uint32_t at)
{
	const struct ast *a = w->ast;
	uint32_t from = 0, number = 0;
	bool parts = value != 0 &&
	    (a->v[value].kind == AST_TUPLE || a->v[value].kind == AST_LIST) &&
	    a->v[target].kind != AST_DICT;

	if (parts)
		from = a->v[value].first;
	AST_EACH(kid, a, target)
	{
		uint32_t name = kid, key = env_key_number(number++);
		struct value part = taint_value(v.taint);

		if (a->v[kid].kind == AST_PAIR) {
			key = env_key(ast_name(a, a->v[kid].first));
			name = a->v[a->v[kid].first].next;
		} else if (a->v[target].kind == AST_DICT) {
			key = env_key(ast_name(a, kid));
		}
		if (name == 0)
			continue;
		if (v.object != 0 && a->v[kid].kind != AST_SPREAD) {
			part = taint_object_get(w, v.object, key);
			part.taint =
			    taint_either(w->arena, part.taint, v.taint);
		} else if (parts && from == 0) {
			part = (struct value){0};
		} else if (v.object != 0) {
			part = taint_value(taint_of(w, v));
		}
		taint_assign(w, name, from, part, at);
		from = from != 0 ? a->v[from].next : 0;
	}
}

/* A step is noted where taint is given a name. */
static struct value
noted(struct walk *w, struct value v, uint32_t at)
{
	v.taint = taint_handed_on(w, at, v.taint);
	return v;
}

void
taint_store(struct walk *w, uint32_t target, struct value v)
{
	if (w->ast->v[target].kind == AST_NAME)
		taint_set_name(w, target, v);
	else
		taint_assign(w, target, 0, v, target);
}

static void
assign_within(struct walk *w, uint32_t target, struct value v, uint32_t at)
{
	const struct ast *a = w->ast;
	uint32_t object = a->v[target].first, key_node, to;
	struct value of, key = {0};

	key_node = object != 0 ? a->v[object].next : 0;
	if (key_node == 0)
		return;
	if (a->v[key_node].kind != AST_FIELD)
		key = taint_expr(w, key_node);
	of = taint_expr(w, object);
	if (of.object == 0 && v.taint == NULL && v.object == 0 &&
	    v.known == NULL)
		return;
	to = taint_object_at(w, object, of);
	if (to != 0)
		taint_object_put(
		    w, to, taint_key(w, key_node, key), noted(w, v, at));
}

void
taint_assign(struct walk *w, uint32_t target, uint32_t value, struct value v,
    uint32_t at)
{
	const struct ast *a = w->ast;

	switch (a->v[target].kind) {
	case AST_NAME:
		taint_set_name(w, target, noted(w, v, at));
		break;
	case AST_FIELD: /* of a class's body */
		break;
	case AST_MEMBER:
	case AST_INDEX:
		assign_within(w, target, v, at);
		break;
	case AST_PAIR: /* a key, and what it leads to */
		taint_assign(
		    w, a->v[target].first, 0, taint_value(v.taint), at);
		if (a->v[a->v[target].first].next != 0)
			taint_assign(
			    w, a->v[a->v[target].first].next, 0, v, at);
		break;
	case AST_ASSIGN: /* a default in a pattern */
	case AST_PARAM:
	case AST_SPREAD:
		if (a->v[target].first != 0)
			taint_assign(w, a->v[target].first, 0, v, at);
		break;
	default:
		assign_parts(w, target, value, v, at);
		break;
	}
}
