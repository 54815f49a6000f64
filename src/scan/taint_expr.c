#include "scan/taint_walk.h"

static const struct taint *
kids(struct walk *w, uint32_t node)
{
	const struct taint *t = NULL;

	AST_EACH(kid, w->ast, node)
	t = taint_either(w->arena, t, taint_expr(w, kid));
	return t;
}

static bool
one_of(struct str name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(name, str_from(*words)))
			return true;
	return false;
}

static const struct taint *
new_taint(struct walk *w, const struct match *source, uint32_t labels,
    uint32_t node, const struct taint *from)
{
	struct taint *t;

	if (from != NULL && from->length >= TAINT_STEPS_MAX)
		return from;
	t = ARENA_NEW(w->arena, struct taint);
	if (t == NULL) {
		w->failed = true;
		return from;
	}
	t->source = source;
	t->labels = labels;
	t->node = node;
	t->from = from;
	t->length = from != NULL ? from->length + 1 : 0;
	return t;
}

static const struct taint *
handed_on(struct walk *w, uint32_t node, const struct taint *t)
{
	return new_taint(w, t->source, t->labels, node, t);
}

/* What the sources at a node give, on top of what is there. */
static const struct taint *
source_of(struct walk *w, uint32_t node, const struct taint *there)
{
	const struct taint *t = NULL;

	for (uint32_t at = w->source_at[node]; at != 0;
	     at = w->places.v[at - 1].next) {
		const struct taint_place *p = &w->places.v[at - 1];

		if (p->spec->requires != NULL &&
		    !requires_hold(
			p->spec->requires, there != NULL ? there->labels : 0))
			continue;
		t = taint_either(w->arena, t,
		    new_taint(
			w, &w->sources.v[p->match], p->spec->label, 0, NULL));
	}
	return taint_either(w->arena, t, there);
}

/* A propagator hands on what is tainted at one of its ends. */
static void
propagate(struct walk *w, uint32_t node, const struct taint *t)
{
	const struct ast *a = w->ast;

	for (size_t i = 0; i < w->hands.n; i++) {
		const struct taint_hand *h = &w->hands.v[i];

		if (h->from != node)
			continue;
		w->handed[h->to] = taint_either(
		    w->arena, w->handed[h->to], handed_on(w, node, t));
		if (h->by_side_effect && a->v[h->to].kind == AST_NAME &&
		    !taint_env_set(&w->env, w->arena, a->v[h->to].name, 0,
			w->handed[h->to]))
			w->failed = true;
	}
}

/* The key of a.b or a["b"], 0 for any other. */
static uint32_t
key_of(const struct ast *a, uint32_t node)
{
	uint32_t key = a->v[a->v[node].first].next;

	if (key == 0 ||
	    (a->v[key].kind != AST_FIELD && a->v[key].kind != AST_STRING &&
		a->v[key].kind != AST_NUMBER))
		return 0;
	return a->v[key].name;
}

static const struct taint *
access(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t object = a->v[node].first, key = key_of(a, node);
	const struct taint *t, *index = NULL;

	AST_EACH(kid, a, node)
	if (kid != object && a->v[kid].kind != AST_FIELD)
		index = taint_either(w->arena, index, taint_expr(w, kid));
	if (index != NULL && (w->marks[node] & MARK_SINK) != 0)
		return index; /* x[tainted] is of x, but may be asked for */
	if (a->v[object].kind != AST_NAME || key == 0)
		return taint_expr(w, object);
	t = w->marks[object] != 0 ? taint_expr(w, object) : NULL;
	t = taint_either(
	    w->arena, t, taint_env_get(&w->env, a->v[object].name, key));
	return taint_either(
	    w->arena, t, taint_env_get(&w->env, a->v[object].name, 0));
}

static void
give_to_lambdas(struct walk *w, uint32_t args, const struct taint *t)
{
	const struct taint *before = w->given;

	w->given = t;
	AST_EACH(arg, w->ast, args)
	if (w->ast->v[arg].kind == AST_LAMBDA)
		taint_function(w, arg);
	w->given = before;
}

static const struct taint *
arguments(struct walk *w, uint32_t args, bool lambdas)
{
	const struct taint *t = NULL;

	AST_EACH(arg, w->ast, args)
	if (lambdas || w->ast->v[arg].kind != AST_LAMBDA)
		t = taint_either(w->arena, t, taint_expr(w, arg));
	return t;
}

/* What stands behind the arguments of "new": elements, or a class's body. */
static const struct taint *
made(struct walk *w, uint32_t node)
{
	if (node == 0 || w->ast->v[node].kind != AST_BLOCK)
		return taint_expr(w, node);
	(void)taint_statement(w, node);
	return NULL;
}

/* x.append(tainted) taints x. */
static void
mutate(struct walk *w, uint32_t object, uint32_t call, const struct taint *t)
{
	const struct ast *a = w->ast;

	if (a->v[object].kind == AST_NAME && t != NULL &&
	    !taint_env_set(
		&w->env, w->arena, a->v[object].name, 0, handed_on(w, call, t)))
		w->failed = true;
}

static const char *const callbacks[] = {"forEach", "map", "filter", "some",
    "every", "find", "reduce", "flatMap", NULL};
static const char *const mutators[] = {"append", "push", "add", "extend",
    "insert", "update", "unshift", "put", "set", "write", NULL};
static const char *const numbers[] = {"len", "int", "float", "bool", "ord",
    "isinstance", "parseInt", "parseFloat", "Number", "Boolean", "isNaN", NULL};
/* methods whose results are numbers or truths too */
static const char *const measures[] = {"parseInt", "parseLong", "parseDouble",
    "parseFloat", "parseBoolean", "equals", "equalsIgnoreCase", "hashCode",
    "isEmpty", "compareTo", NULL};

static const struct taint *
call(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t callee = a->v[node].first, args, object = 0;
	const struct taint *receiver = NULL, *given;
	struct str method = STR("");
	bool feeds = false;

	if (callee == 0)
		return NULL;
	args = a->v[callee].next;
	if (a->v[callee].kind == AST_MEMBER) {
		object = a->v[callee].first;
		receiver = taint_expr(w, callee);
		method = ast_name(a, a->v[object].next);
		feeds = receiver != NULL && one_of(method, callbacks);
	} else {
		(void)taint_expr(w, callee);
	}
	if (args == 0)
		return receiver;
	given = taint_either(
	    w->arena, arguments(w, args, !feeds), made(w, a->v[args].next));
	if (feeds)
		give_to_lambdas(w, args, receiver);
	if (object != 0 && given != NULL && one_of(method, mutators))
		mutate(w, object, node, given);
	if ((w->marks[node] & MARK_SINK) == 0 &&
	    (one_of(method, measures) ||
		(a->v[callee].kind == AST_NAME &&
		    one_of(ast_name(a, callee), numbers))))
		return NULL;
	return taint_either(w->arena, given, receiver);
}

static bool
is_comparison(struct str op)
{
	static const char *const ops[] = {"==", "!=", "===", "!==", "<", ">",
	    "<=", ">=", "in", "not in", "is", "is not", "instanceof", NULL};

	return one_of(op, ops);
}

static const struct taint *
operation(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct str op = ast_name(a, node);
	const struct taint *t = kids(w, node);
	uint32_t bound = ast_child(a, node, 2);

	if (bound != 0 && str_eq(op, STR("instanceof")))
		taint_assign(w, bound, 0, t, node); /* x instanceof T bound */
	return is_comparison(op) || str_eq(op, STR("not")) ||
		str_eq(op, STR("!"))
	    ? NULL
	    : t;
}

static const struct taint *
comprehension(struct walk *w, uint32_t node)
{
	uint32_t element = w->ast->v[node].first;

	AST_EACH(kid, w->ast, node)
	if (kid != element && w->ast->v[kid].kind == AST_FOR_IN) {
		uint32_t target = w->ast->v[kid].first;
		uint32_t from = w->ast->v[target].next;

		if (from != 0)
			taint_assign(w, target, 0, taint_expr(w, from), kid);
	} else if (kid != element) {
		(void)taint_expr(w, kid);
	}
	return element != 0 ? taint_expr(w, element) : NULL;
}

static const struct taint *
assignment(struct walk *w, uint32_t node)
{
	uint32_t target = w->ast->v[node].first, value;
	const struct taint *t;

	if (target == 0)
		return NULL;
	value = ast_value(w->ast, node);
	if (value == 0)
		return NULL;
	if (w->ast->v[target].kind == AST_INDEX) /* a[sink] = value */
		(void)taint_expr(w, target);
	else if (w->ast->v[target].kind == AST_MEMBER) /* source.a = value */
		(void)taint_expr(w, w->ast->v[target].first);
	t = taint_expr(w, value);
	if (!str_eq(ast_name(w->ast, node), STR("=")))
		t = taint_either(w->arena, t, taint_expr(w, target));
	taint_assign(w, target, value, t, node);
	return t;
}

static const struct taint *
by_kind(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	const struct taint *t;
	uint32_t first = a->v[node].first;

	switch (a->v[node].kind) {
	case AST_NAME:
		return taint_env_any(&w->env, a->v[node].name);
	case AST_MEMBER:
	case AST_INDEX:
		return first != 0 ? access(w, node) : NULL;
	case AST_CALL:
	case AST_NEW:
		return call(w, node);
	case AST_ASSIGN:
		return assignment(w, node);
	case AST_COMPREHENSION:
		return comprehension(w, node);
	case AST_LAMBDA:
		taint_function(w, node);
		return NULL;
	case AST_COND:
		if (first == 0)
			return NULL;
		(void)taint_expr(w, first);
		t = NULL;
		for (uint32_t k = a->v[first].next; k != 0; k = a->v[k].next)
			t = taint_either(w->arena, t, taint_expr(w, k));
		return t;
	case AST_BINARY:
	case AST_UNARY:
		return operation(w, node);
	case AST_FUNC:
	case AST_CLASS:
		(void)taint_statement(w, node);
		return NULL;
	case AST_TYPE:
		return NULL;
	default:
		return kids(w, node);
	}
}

const struct taint *
taint_expr(struct walk *w, uint32_t node)
{
	const struct taint *t;
	uint8_t marks;

	if (node == 0 || w->failed)
		return NULL;
	if (w->run->matcher->steps == 0) {
		w->run->matcher->spent = true;
		return NULL;
	}
	w->run->matcher->steps--;
	marks = w->marks[node];
	t = by_kind(w, node);
	if (w->hands.n > 0)
		t = taint_either(w->arena, t, w->handed[node]);
	if ((marks & MARK_SOURCE) != 0)
		t = source_of(w, node, t);
	if (t != NULL && w->hands.n > 0)
		propagate(w, node, t);
	if ((marks & MARK_SIDE_TAINT) != 0 &&
	    w->ast->v[node].kind == AST_NAME &&
	    !taint_env_set(&w->env, w->arena, w->ast->v[node].name, 0, t))
		w->failed = true;
	if ((marks & MARK_SIDE_CLEAN) != 0 && w->ast->v[node].kind == AST_NAME)
		taint_env_clear(&w->env, w->ast->v[node].name, 0);
	if ((marks & MARK_CLEAN) != 0)
		return NULL;
	if ((marks & MARK_SINK) != 0 && t != NULL)
		taint_report(w, node, t);
	return t;
}

/* A pattern on the left: parts to parts where both are lists. */
static void
assign_parts(struct walk *w, uint32_t target, uint32_t value,
    const struct taint *taint, uint32_t at)
{
	const struct ast *a = w->ast;
	uint32_t from = 0;
	bool parts = value != 0 &&
	    (a->v[value].kind == AST_TUPLE || a->v[value].kind == AST_LIST) &&
	    a->v[target].kind != AST_DICT;

	if (parts)
		from = a->v[value].first;
	AST_EACH(kid, a, target)
	{
		uint32_t name = kid;

		if (a->v[kid].kind == AST_PAIR)
			name = a->v[a->v[kid].first].next;
		if (name == 0)
			continue;
		if (parts && from != 0) {
			taint_assign(w, name, from,
			    taint == NULL ? NULL : taint_expr(w, from), at);
			from = a->v[from].next;
		} else {
			taint_assign(w, name, 0, parts ? NULL : taint, at);
		}
	}
}

void
taint_assign(struct walk *w, uint32_t target, uint32_t value,
    const struct taint *taint, uint32_t at)
{
	const struct ast *a = w->ast;
	uint32_t object, name, field = 0;

	switch (a->v[target].kind) {
	case AST_NAME:
		name = a->v[target].name;
		break;
	case AST_MEMBER:
	case AST_INDEX:
		object = a->v[target].first;
		if (a->v[object].kind != AST_NAME)
			return;
		name = a->v[object].name;
		field = key_of(a, target);
		if (field == 0 && taint == NULL)
			return; /* some element: the others are as before */
		break;
	case AST_ASSIGN: /* a default in a pattern */
	case AST_PARAM:
	case AST_SPREAD:
		if (a->v[target].first != 0)
			taint_assign(w, a->v[target].first, 0, taint, at);
		return;
	default:
		assign_parts(w, target, value, taint, at);
		return;
	}
	if (taint == NULL)
		taint_env_clear(&w->env, name, field);
	else if (!taint_env_set(
		     &w->env, w->arena, name, field, handed_on(w, at, taint)))
		w->failed = true;
}
