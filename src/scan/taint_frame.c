#include "scan/taint_walk.h"

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
		    ((taint_marks_at(w->marks, i) & MARK_SOURCE) == 0 &&
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
struct value
taint_left_over(struct walk *w, const struct taint_args *args, unsigned place)
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
			taint_assign(w, param, 0,
			    taint_left_over(w, args, place), param);
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

/* func (s T) f(): s is what f is called on. */
static void
receiver(struct walk *w, uint32_t modifier)
{
	if (str_eq(ast_name(w->ast, modifier), STR("receiver")))
		AST_EACH(param, w->ast, modifier)
		{
			taint_assign(w, param, 0, w->frame->self, param);
			as_source(w, param);
		}
}

/* What stands around the parameters too: decorators, defaults. */
void
taint_run(struct walk *w, uint32_t func, const struct taint_args *args)
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
		} else if (kind == AST_MODIFIER) {
			receiver(w, kid);
		} else if (a->v[func].kind == AST_LAMBDA && ast_is_expr(kind)) {
			w->frame->result = taint_expr(w, kid);
		} else if (kind != AST_NAME && args == NULL) {
			(void)taint_expr(w, kid);
		}
	}
}

/* What is set in a class's body is there in each of its objects. */
void
taint_class_fields(struct walk *w, uint32_t class, uint32_t object)
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
		class = opened_receiver(w->in, func);
	if (class == 0 || class == func)
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

	if (kept == NULL || !env_copy(&w->env, &w->pool, &before)) {
		w->failed = true;
		w->env = before;
		return (struct value){0};
	}
	*kept = frame;
	kept->self = some_self(w, node);
	w->frame = kept;
	taint_run(w, node, NULL);
	w->frame = outer;
	env_free(&w->env, &w->pool);
	w->env = before;
	return taint_value(kept->result.taint);
}

/* The frame that is around a function in the source, where it is open. */
const struct frame *
taint_frame_around(
    struct walk *w, const struct known *fn, const struct frame *file)
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
