#include "scan/taint_walk.h"

#include "scan/resolve.h"

#define CALLS_MAX   12 /* nested */
#define AGAIN_MAX   2  /* of one function within itself */
#define SMALL_BODY  60 /* nodes: entered for what it returns alone */
#define SMALL_DEPTH 3  /* calls deep */
#define MEMOS_MAX   512

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

static bool
runs_already(const struct walk *w, const struct known *fn)
{
	unsigned n = 0;

	for (const struct frame *f = w->frame; f != NULL; f = f->caller)
		n += f->func == fn->node && f->in == fn->in;
	return n >= AGAIN_MAX;
}

/* A function's own name; of f = () => ..., none. */
static struct str
name_of(const struct known *fn)
{
	uint32_t name = ast_find(fn->in->ast, fn->node, AST_NAME);

	return fn->in->ast->v[fn->node].kind == AST_FUNC && name != 0
	    ? ast_name(fn->in->ast, name)
	    : STR("");
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
	if ((a->v[fn->node].last - fn->node < SMALL_BODY &&
		w->depth < SMALL_DEPTH) ||
	    taint_of(w, self) != NULL || args->rest != NULL ||
	    args->spread != NULL)
		return true;
	for (unsigned i = 0; i < args->n; i++)
		if (taint_of(w, args->v[i]) != NULL ||
		    (args->v[i].known != NULL &&
			args->v[i].known->kind == KNOWN_FUNC))
			return true;
	return s->may_give(s->ctx, s->rule, fn->in->unit->number, name_of(fn));
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
	    .outer = taint_frame_around(w, fn, file),
	    .caller = here.frame,
	    .self = self,
	    .loops = here.frame->loops > 0};
	w->frame = f;
	w->given = NULL;
	w->depth++;
	taint_run(w, fn->node, args);
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

	if (w->depth >= CALLS_MAX) /* a class with one of itself in it */
		return self;
	w->depth++;
	if (taint_enter(w, class->in) != NULL)
		taint_class_fields(w, class->node, self.object);
	go_back(w, &here);
	w->depth--;
	if (constructor != NULL)
		(void)call_known(w, node, constructor, self, args, &ignored);
	if (constructor == NULL || resolve_is_open(w->search, class)) {
		struct value all = taint_left_over(w, args, 0);

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
    "isinstance", "parseInt", "parseFloat", "Number", "Boolean", "isNaN",
    "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
    "uint64", "float32", "float64", "cap", NULL};
/* methods whose results are numbers or truths too */
static const char *const measures[] = {"parseInt", "parseLong", "parseDouble",
    "parseFloat", "parseBoolean", "equals", "equalsIgnoreCase", "hashCode",
    "isEmpty", "compareTo", "Atoi", "ParseInt", "ParseUint", "ParseFloat",
    "ParseBool", "EqualFold", "HasPrefix", "HasSuffix", NULL};
/* what puts its arguments, or what it is a method of, where others point */
static const char *const fillers[] = {"Unmarshal", "Decode", "Sscan", "Sscanf",
    "Sscanln", "Fscan", "Fscanf", "Fscanln", "Copy", "Fprint", "Fprintf",
    "Fprintln", "Bind", "BindJSON", "BindQuery", "BindUri", "ShouldBind",
    "ShouldBindJSON", "ShouldBindQuery", "ShouldBindUri", "BodyParser",
    "QueryParser", "Scan", NULL};
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

	if (a->v[c->callee].kind == AST_MEMBER && object != 0) {
		c->object = taint_expr(w, object);
		c->receiver = taint_member_of(w, c->callee, c->object);
		c->method = ast_name(a, a->v[object].next);
	} else {
		c->receiver = taint_expr(w, c->callee);
		c->method = ast_name(a, c->callee);
	}
	if (a->v[c->callee].kind != AST_MEMBER)
		c->receiver.taint = NULL;
}

static bool
is_callable(const struct known *k)
{
	return k != NULL && (k->kind == KNOWN_FUNC || k->kind == KNOWN_CLASS);
}

/* What is called, of this file or another: one that no source of the rule
   nor a sink is in is asked only where something tainted goes. */
static void
find_function(struct walk *w, struct called *c)
{
	const struct known *k = c->receiver.known;
	bool tainted;

	if (!is_callable(k))
		k = method_of(w, c);
	if (!is_callable(k) && c->object.object == 0) {
		tainted = taint_of(w, c->object) != NULL ||
		    taint_left_over(w, &c->given, 0).taint != NULL;
		k = resolve_chain(w->search, w->in, c->callee, tainted);
	}
	c->fn = is_callable(k) ? k : NULL;
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

/* decode(tainted, &x) taints x. */
static void
fill(struct walk *w, const struct called *c, const struct taint *t)
{
	const struct ast *a = w->ast;

	if (t == NULL || !one_of(c->method, fillers))
		return;
	AST_EACH(arg, a, c->args)
	if (a->v[arg].kind == AST_UNARY && a->v[arg].first != 0 &&
	    str_eq(ast_name(a, arg), STR("&")))
		taint_assign(w, a->v[arg].first, 0, taint_value(t), c->node);
}

/* A call of what is not of the project: what goes in comes out. */
static struct value
call_unknown(struct walk *w, struct called *c, bool feeds)
{
	const struct known *known[4] = {0};
	const struct taint *given = taint_left_over(w, &c->given, 0).taint;
	bool name = w->ast->v[c->callee].kind == AST_NAME, sink;
	struct value v = {0};

	given = taint_either(w->arena, given, made(w, w->ast->v[c->args].next));
	if (feeds)
		give_to_lambdas(w, c->args, taint_element(w, c->object));
	sink = (taint_marks_at(w->marks, c->node) & MARK_SINK) != 0;
	if (!name &&
	    taint_container_call(
		w, c->node, c->method, c->object, &c->given, &v)) {
		if (sink) /* what goes in is what was asked about */
			v.taint = taint_either(w->arena, v.taint, given);
		return v;
	}
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
	fill(w, c, v.taint);
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
	feeds = one_of(c.method, callbacks) &&
	    (taint_of(w, c.object) != NULL || c.receiver.taint != NULL);
	arguments(w, c.args, !feeds, &c.given);
	find_function(w, &c);
	if (c.fn != NULL && c.fn->kind == KNOWN_CLASS)
		return construct(w, node, c.fn, &c.given);
	if (c.fn != NULL && c.fn->kind == KNOWN_FUNC &&
	    call_known(w, node, c.fn, self_for(w, &c), &c.given, &v))
		return v;
	return call_unknown(w, &c, feeds);
}
