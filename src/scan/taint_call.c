#include "scan/taint_walk.h"

#include "scan/resolve.h"

#define CALLS_MAX  12  /* nested */
#define AGAIN_MAX  2   /* of one function within itself */
#define SMALL_BODY 200 /* nodes: entered for what it returns alone */
#define MEMOS_MAX  512

struct taint_memo {
	const struct opened *in;
	uint32_t node;
	struct value args[4];
	unsigned n;
	struct value result;
};

static bool
one_of(struct str name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_eq(name, str_from(*words)))
			return true;
	return false;
}

struct frame *
taint_enter(struct walk *w, struct opened *in)
{
	const struct taint_search *s = w->search;
	struct visit *v = w->visits;

	while (v != NULL && v->in != in)
		v = v->next;
	if (v == NULL) {
		v = ARENA_NEW(w->arena, struct visit);
		if (v != NULL)
			v->file = ARENA_NEW(w->arena, struct frame);
		if (v != NULL && s->rule->propagators != NULL)
			v->handed = ARENA_ARRAY(
			    w->arena, in->ast->n, const struct taint *);
		if (v == NULL || v->file == NULL ||
		    (s->rule->propagators != NULL && v->handed == NULL)) {
			w->failed = true;
			return NULL;
		}
		v->in = in;
		v->marks = s->marks(s->ctx, s->rule, in);
		*v->file =
		    (struct frame){.number = ++w->bases, .func = 1, .in = in};
		v->next = w->visits;
		w->visits = v;
	}
	if (v->marks == NULL)
		return NULL;
	w->in = in;
	w->ast = in->ast;
	w->marks = v->marks;
	w->handed = v->handed;
	return v->file;
}

static bool
is_method(const struct ast *a, uint32_t func, uint32_t *class)
{
	uint32_t block = a->v[func].parent;

	*class = block != 0 ? a->v[block].parent : 0;
	return *class != 0 && a->v[block].kind == AST_BLOCK &&
	    a->v[*class].kind == AST_CLASS;
}

static bool
has_decorator(const struct ast *a, uint32_t func, struct str name)
{
	AST_EACH(kid, a, func)
	if (a->v[kid].kind == AST_DECORATOR &&
	    str_eq(ast_name(a, a->v[kid].first), name))
		return true;
	return false;
}

/* Whether the first parameter is the object that the method is called on. */
static bool
takes_self(const struct opened *in, uint32_t func)
{
	uint32_t class;

	return in->unit->language != NULL && in->unit->language->self_first &&
	    is_method(in->ast, func, &class) &&
	    !has_decorator(in->ast, func, STR("staticmethod"));
}

/* What a parameter has by default. */
static void
by_default(struct walk *w, uint32_t param)
{
	uint32_t value =
	    w->ast->v[param].kind == AST_PARAM ? ast_value(w->ast, param) : 0;

	if (value != 0)
		taint_assign(w, param, value, taint_expr(w, value), param);
}

/* A parameter that is itself a source, or that a propagator hands on to. */
static void
as_source(struct walk *w, uint32_t param)
{
	const struct ast *a = w->ast;

	for (uint32_t i = param; i <= a->v[param].last; i++) {
		struct value v;

		if (ast_is_extra(a->v[i].kind)) {
			i = a->v[i].last;
			continue;
		}
		if (a->v[i].kind != AST_NAME ||
		    ((w->marks->at[i] & MARK_SOURCE) == 0 &&
			(w->handed == NULL || w->handed[i] == NULL)))
			continue;
		v = taint_expr(w, i);
		if (v.taint != NULL)
			taint_assign(w, i, 0, v, i);
	}
}

static uint32_t
param_name(const struct ast *a, uint32_t param)
{
	while (param != 0 && a->v[param].kind != AST_NAME &&
	    (a->v[param].kind == AST_PARAM || a->v[param].kind == AST_SPREAD))
		param = a->v[param].first;
	return param;
}

/* The argument for a parameter: by its name, else by its place. */
static bool
argument_for(struct walk *w, const struct taint_args *args, uint32_t param,
    unsigned place, struct value *out)
{
	const struct ast *a = args->in->ast;
	uint32_t name = param_name(w->ast, param);
	struct str want = ast_name(w->ast, name);
	unsigned i = 0;

	*out = (struct value){0};
	if (args->node == 0)
		return false;
	AST_EACH(kid, a, args->node)
	{
		if (i >= args->n)
			break;
		if (a->v[kid].kind == AST_KEYARG
			? str_eq(ast_name(a, kid), want)
			: i == place && a->v[kid].kind != AST_SPREAD) {
			*out = args->v[i];
			return true;
		}
		i++;
	}
	if (args->rest != NULL || args->spread != NULL) {
		*out = taint_value(
		    taint_either(w->arena, args->rest, args->spread));
		return out->taint != NULL;
	}
	return false;
}

/* *args takes what is left; **args too. */
static struct value
left_over(struct walk *w, const struct taint_args *args, unsigned place)
{
	const struct taint *t =
	    taint_either(w->arena, args->rest, args->spread);

	for (unsigned i = place; i < args->n; i++)
		t = taint_either(w->arena, t, taint_of(w, args->v[i]));
	return taint_value(t);
}

static void
parameters(struct walk *w, uint32_t params, const struct taint_args *args)
{
	const struct ast *a = w->ast;
	bool self = takes_self(w->in, w->frame->func);
	unsigned place = 0;

	AST_EACH(param, a, params)
	{
		struct value v = {0};

		if (self) {
			taint_assign(w, param, 0, w->frame->self, param);
			self = false;
			as_source(w, param);
			continue;
		}
		if (args != NULL && a->v[param].kind == AST_SPREAD)
			taint_assign(
			    w, param, 0, left_over(w, args, place), param);
		else if (args != NULL &&
		    argument_for(w, args, param, place, &v))
			taint_assign(w, param, 0, v, param);
		else if (w->given != NULL)
			taint_assign(w, param, 0, *w->given, param);
		else
			by_default(w, param);
		place++;
		as_source(w, param);
	}
}

/* What stands around the parameters too: decorators, defaults. */
static void
run_body(struct walk *w, uint32_t func, const struct taint_args *args)
{
	const struct ast *a = w->ast;

	AST_EACH(kid, a, func)
	{
		enum ast_kind kind = a->v[kid].kind;

		if (kind == AST_PARAMS) {
			parameters(w, kid, args);
			w->given = NULL;
		} else if (kind == AST_BLOCK) {
			(void)taint_block(w, kid);
		} else if (a->v[func].kind == AST_LAMBDA && ast_is_expr(kind)) {
			w->frame->result = taint_expr(w, kid);
		} else if (kind != AST_NAME && args == NULL) {
			(void)taint_expr(w, kid);
		}
	}
}

/* What is set in a class's body is there in each of its objects. */
static void
class_fields(struct walk *w, uint32_t class, uint32_t object)
{
	const struct ast *a = w->ast;
	uint32_t block = ast_find(a, class, AST_BLOCK);

	if (block == 0)
		return;
	AST_EACH(kid, a, block)
	{
		uint32_t assign =
		    a->v[kid].kind == AST_EXPR_STMT ? a->v[kid].first : kid;
		uint32_t target = a->v[assign].first, value;

		if (a->v[assign].kind != AST_ASSIGN || target == 0)
			continue;
		value = ast_value(a, assign);
		if (value != 0 && a->v[value].kind != AST_LAMBDA)
			taint_object_put(w, object,
			    env_key(ast_name(a, target)), taint_expr(w, value));
	}
}

/* this, in a method that is walked by itself: an object of its class. */
static struct value
some_self(struct walk *w, uint32_t func)
{
	struct known *k;
	uint32_t class;

	if (!is_method(w->ast, func, &class))
		return w->frame->self;
	k = ARENA_NEW(w->arena, struct known);
	if (k == NULL) {
		w->failed = true;
		return (struct value){0};
	}
	*k = (struct known){.kind = KNOWN_CLASS, .in = w->in, .node = class};
	return (struct value){.object = taint_object_new(w, k, false)};
}

struct value
taint_function(struct walk *w, uint32_t node)
{
	struct env before = w->env;
	struct frame *outer = w->frame,
		     frame = {.func = node,
			 .in = w->in,
			 .outer = outer,
			 .number = ++w->bases};
	struct frame *kept = ARENA_NEW(w->arena, struct frame);

	if (kept == NULL || !env_copy(&w->env, w->arena, &before)) {
		w->failed = true;
		w->env = before;
		return (struct value){0};
	}
	*kept = frame;
	kept->self = some_self(w, node);
	w->frame = kept;
	run_body(w, node, NULL);
	w->frame = outer;
	w->env = before;
	return taint_value(kept->result.taint);
}

/* The frame that is around a function in the source, where it is open. */
static const struct frame *
frame_around(struct walk *w, const struct known *fn, const struct frame *file)
{
	const struct ast *a = fn->in->ast;
	const struct frame *f = fn->frame;

	if (f != NULL)
		return f;
	for (uint32_t n = a->v[fn->node].parent; n > 1; n = a->v[n].parent)
		if (a->v[n].kind == AST_FUNC || a->v[n].kind == AST_LAMBDA) {
			for (f = w->frame; f != NULL; f = f->outer)
				if (f->func == n && f->in == fn->in)
					return f;
		}
	return file;
}

static bool
runs_already(const struct walk *w, const struct known *fn)
{
	unsigned n = 0;

	for (const struct frame *f = w->frame; f != NULL; f = f->caller)
		n += f->func == fn->node && f->in == fn->in;
	return n >= AGAIN_MAX;
}

static bool
worth_entering(struct walk *w, const struct known *fn, struct value self,
    const struct taint_args *args)
{
	const struct ast *a = fn->in->ast;
	const struct taint_search *s = w->search;

	if (w->depth >= CALLS_MAX || runs_already(w, fn))
		return false;
	if (a->v[fn->node].kind == AST_FUNC &&
	    ast_find(a, fn->node, AST_BLOCK) == 0)
		return false; /* declared only */
	if (a->v[fn->node].last - fn->node < SMALL_BODY ||
	    taint_of(w, self) != NULL || args->rest != NULL ||
	    args->spread != NULL)
		return true;
	for (unsigned i = 0; i < args->n; i++)
		if (taint_of(w, args->v[i]) != NULL ||
		    (args->v[i].known != NULL &&
			args->v[i].known->kind == KNOWN_FUNC))
			return true;
	return s->may_source(s->ctx, s->rule, fn->in->unit->number);
}

static struct taint_memo *
memo_of(struct walk *w, const struct known *fn, struct value self,
    const struct taint_args *args, bool *found)
{
	struct taint_memo *m;

	*found = false;
	if (self.object != 0 || args->n > NELEM(m->args) || args->named ||
	    args->rest != NULL || fn->frame != NULL)
		return NULL;
	for (unsigned i = 0; i < args->n; i++)
		if (args->v[i].object != 0)
			return NULL;
	for (size_t k = 0; k < w->memos.n; k++) {
		m = &w->memos.v[k];
		if (m->in != fn->in || m->node != fn->node || m->n != args->n)
			continue;
		*found = true;
		for (unsigned i = 0; i < m->n && *found; i++)
			*found = m->args[i].taint == args->v[i].taint &&
			    (m->args[i].known == args->v[i].known ||
				known_eq(m->args[i].known, args->v[i].known));
		if (*found)
			return m;
	}
	m = w->memos.n < MEMOS_MAX ? ARENA_PUSH(w->arena, &w->memos) : NULL;
	if (m == NULL)
		return NULL;
	*m = (struct taint_memo){fn->in, fn->node, .n = args->n};
	memcpy(m->args, args->v, args->n * sizeof(*m->args));
	return m;
}

/* Where the walk was before it entered a function. */
struct position {
	struct opened *in;
	const struct ast *ast;
	const struct taint_marks *marks;
	const struct taint **handed;
	struct frame *frame;
	const struct value *given;
};

static void
go_back(struct walk *w, const struct position *p)
{
	w->in = p->in;
	w->ast = p->ast;
	w->marks = p->marks;
	w->handed = p->handed;
	w->frame = p->frame;
	w->given = p->given;
}

static bool
enter(struct walk *w, const struct known *fn, struct value self,
    const struct taint_args *args, struct value *out)
{
	struct position here = {
	    w->in, w->ast, w->marks, w->handed, w->frame, w->given};
	struct frame *file, *f = ARENA_NEW(w->arena, struct frame);

	file = f != NULL ? taint_enter(w, fn->in) : NULL;
	if (file == NULL) {
		w->failed |= f == NULL;
		go_back(w, &here);
		return false;
	}
	*f = (struct frame){.number = ++w->bases,
	    .func = fn->node,
	    .in = fn->in,
	    .outer = frame_around(w, fn, file),
	    .caller = here.frame,
	    .self = self,
	    .loops = here.frame->loops > 0};
	w->frame = f;
	w->given = NULL;
	w->depth++;
	run_body(w, fn->node, args);
	w->depth--;
	*out = f->result;
	if (out->known == NULL || out->known->kind != KNOWN_FUNC)
		env_drop_all(&w->env, f->number);
	go_back(w, &here);
	return true;
}

/* Calls a function of the project; false where it is not looked into. */
static bool
call_known(struct walk *w, uint32_t node, const struct known *fn,
    struct value self, const struct taint_args *args, struct value *out)
{
	struct taint_memo *m;
	size_t at;
	bool found;

	if (!worth_entering(w, fn, self, args))
		return false;
	m = memo_of(w, fn, self, args, &found);
	if (found) {
		*out = m->result;
		return true;
	}
	at = m != NULL ? (size_t)(m - w->memos.v) : 0;
	if (!enter(w, fn, self, args, out))
		return false;
	out->taint = taint_handed_on(w, node, out->taint);
	if (m != NULL)
		w->memos.v[at].result = *out;
	return true;
}

/* new Thing(x): an object, by its constructor. */
static struct value
construct(struct walk *w, uint32_t node, const struct known *class,
    const struct taint_args *args)
{
	const struct known *constructor = resolve_constructor(w->search, class);
	struct value self = {.object = taint_object_new(w, class, false)};
	struct value ignored;
	struct position here = {
	    w->in, w->ast, w->marks, w->handed, w->frame, w->given};

	if (taint_enter(w, class->in) != NULL)
		class_fields(w, class->node, self.object);
	go_back(w, &here);
	if (constructor != NULL)
		(void)call_known(w, node, constructor, self, args, &ignored);
	if (constructor == NULL || resolve_is_open(w->search, class)) {
		struct value all = left_over(w, args, 0);

		if (all.taint != NULL)
			taint_object_put(w, self.object, KEY_ANY, all);
	}
	return self;
}

static void
arguments(struct walk *w, uint32_t args, bool lambdas, struct taint_args *out)
{
	const struct ast *a = w->ast;

	*out = (struct taint_args){.node = args, .in = w->in};
	AST_EACH(arg, a, args)
	{
		uint32_t value = arg;
		struct value v = {0};

		if (a->v[arg].kind == AST_KEYARG)
			out->named = true;
		if (lambdas || a->v[arg].kind != AST_LAMBDA)
			v = taint_argument(w, value);
		if (a->v[arg].kind == AST_SPREAD) {
			v = taint_value(taint_of(w, v));
			out->spread =
			    taint_either(w->arena, out->spread, v.taint);
			out->named = true;
		}
		if (out->n < NELEM(out->v))
			out->v[out->n++] = v;
		else
			out->rest =
			    taint_either(w->arena, out->rest, taint_of(w, v));
	}
}

static void
give_to_lambdas(struct walk *w, uint32_t args, struct value v)
{
	const struct value *before = w->given;

	AST_EACH(arg, w->ast, args)
	if (w->ast->v[arg].kind == AST_LAMBDA) {
		w->given = &v;
		(void)taint_function(w, arg);
	}
	w->given = before;
}

/* What stands behind the arguments of "new": elements, or a class's body. */
static const struct taint *
made(struct walk *w, uint32_t node)
{
	if (node == 0 || w->ast->v[node].kind != AST_BLOCK)
		return taint_of(w, taint_expr(w, node));
	(void)taint_statement(w, node);
	return NULL;
}

static const char *const callbacks[] = {"forEach", "map", "filter", "some",
    "every", "find", "reduce", "flatMap", NULL};
static const char *const numbers[] = {"len", "int", "float", "bool", "ord",
    "isinstance", "parseInt", "parseFloat", "Number", "Boolean", "isNaN", NULL};
/* methods whose results are numbers or truths too */
static const char *const measures[] = {"parseInt", "parseLong", "parseDouble",
    "parseFloat", "parseBoolean", "equals", "equalsIgnoreCase", "hashCode",
    "isEmpty", "compareTo", NULL};
/* functions that give an empty container */
static const char *const makers[] = {"dict", "list", "set", "OrderedDict",
    "defaultdict", "deque", "ConfigParser", "Map", "Set", NULL};

struct called {
	uint32_t node, callee, args;
	struct str method;      /* or the function's own name */
	struct value object;    /* what it is a method of */
	struct value receiver;  /* with what the callee itself is marked as */
	const struct known *fn; /* function or class of the project */
	struct taint_args given;
};

/* The method that an object's class has under the called name. */
static const struct known *
method_of(struct walk *w, const struct called *c)
{
	const struct known *class = c->object.object != 0
	    ? taint_object_class(w, c->object.object)
	    : NULL;
	const struct known *k =
	    class == NULL ? NULL : resolve_member(w->search, class, c->method);

	return k != NULL && k->kind == KNOWN_FUNC ? k : NULL;
}

static void
find_callee(struct walk *w, struct called *c)
{
	const struct ast *a = w->ast;
	uint32_t object = a->v[c->callee].first;
	const struct known *k;

	if (a->v[c->callee].kind == AST_MEMBER && object != 0) {
		c->object = taint_expr(w, object);
		c->receiver = taint_member_of(w, c->callee, c->object);
		c->method = ast_name(a, a->v[object].next);
	} else {
		c->receiver = taint_expr(w, c->callee);
		c->method = ast_name(a, c->callee);
	}
	k = c->receiver.known;
	if (k == NULL || (k->kind != KNOWN_FUNC && k->kind != KNOWN_CLASS))
		k = method_of(w, c);
	c->fn = k;
	if (a->v[c->callee].kind != AST_MEMBER)
		c->receiver.taint = NULL;
}

/* The object that a function of the project is called on. */
static struct value
self_for(struct walk *w, const struct called *c)
{
	if (c->object.object != 0)
		return c->object;
	if (w->ast->v[c->callee].kind != AST_MEMBER)
		for (const struct frame *f = w->frame; f != NULL; f = f->outer)
			if (f->self.object != 0 && f->in == c->fn->in)
				return f->self;
	return taint_value(c->object.taint);
}

/* A call of what is not of the project: what goes in comes out. */
static struct value
call_unknown(struct walk *w, struct called *c, bool feeds)
{
	const struct known *known[4] = {0};
	const struct taint *given = left_over(w, &c->given, 0).taint;
	bool name = w->ast->v[c->callee].kind == AST_NAME, sink;
	struct value v = {0};

	given = taint_either(w->arena, given, made(w, w->ast->v[c->args].next));
	if (feeds)
		give_to_lambdas(w, c->args, taint_element(w, c->object));
	if (!name &&
	    taint_container_call(
		w, c->node, c->method, c->object, &c->given, &v))
		return v;
	sink = (w->marks->at[c->node] & MARK_SINK) != 0;
	for (unsigned i = 0; i < c->given.n && i < NELEM(known); i++)
		known[i] = c->given.v[i].known;
	if (c->given.n <= NELEM(known) && !c->given.named)
		v.known = known_call(w->arena, c->method,
		    name ? NULL : c->object.known, known, c->given.n);
	if (!sink &&
	    (one_of(c->method, measures) ||
		(name && one_of(c->method, numbers))))
		return v;
	v.taint = taint_either(w->arena, given,
	    taint_either(w->arena, c->receiver.taint, taint_of(w, c->object)));
	if (c->given.n == 0 && v.taint == NULL &&
	    (w->ast->v[c->node].kind == AST_NEW || one_of(c->method, makers)))
		v.object = taint_object_new(w, NULL, true);
	return v;
}

struct value
taint_call(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct called c = {.node = node, .callee = a->v[node].first};
	struct value v = {0};
	bool feeds;

	if (c.callee == 0)
		return v;
	c.args = a->v[c.callee].next;
	find_callee(w, &c);
	if (c.args == 0)
		return taint_value(c.receiver.taint);
	feeds = c.fn == NULL && one_of(c.method, callbacks) &&
	    (taint_of(w, c.object) != NULL || c.receiver.taint != NULL);
	arguments(w, c.args, !feeds, &c.given);
	if (c.fn != NULL && c.fn->kind == KNOWN_CLASS)
		return construct(w, node, c.fn, &c.given);
	if (c.fn != NULL && c.fn->kind == KNOWN_FUNC &&
	    call_known(w, node, c.fn, self_for(w, &c), &c.given, &v))
		return v;
	return call_unknown(w, &c, feeds);
}
