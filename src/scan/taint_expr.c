#include "scan/resolve.h"
#include "scan/taint_walk.h"

const struct taint *
taint_of(struct walk *w, struct value v)
{
	return v.taint != NULL || v.object == 0 ? v.taint
						: env_taint(&w->env, v);
}

struct value
taint_value(const struct taint *t)
{
	return (struct value){.taint = t};
}

static const struct taint *
either(struct walk *w, const struct taint *a, const struct taint *b)
{
	return taint_either(w->arena, a, b);
}

static struct value
kids(struct walk *w, uint32_t node)
{
	const struct taint *t = NULL;

	AST_EACH(kid, w->ast, node)
	t = either(w, t, taint_of(w, taint_expr(w, kid)));
	return taint_value(t);
}

static const struct taint *
new_taint(struct walk *w, const struct taint *like, uint32_t node,
    const struct taint *from)
{
	struct taint *t;

	if (from != NULL && from->length >= TAINT_STEPS_MAX)
		return from;
	t = ARENA_NEW(w->arena, struct taint);
	if (t == NULL) {
		w->failed = true;
		return from;
	}
	*t = *like;
	t->node = node;
	t->in = w->in;
	t->from = from;
	t->length = from != NULL ? from->length + 1 : 0;
	return t;
}

const struct taint *
taint_handed_on(struct walk *w, uint32_t node, const struct taint *t)
{
	return t == NULL ? NULL : new_taint(w, t, node, t);
}

/* What the sources at a node give, on top of what is there. */
static const struct taint *
source_of(struct walk *w, uint32_t node, const struct taint *there)
{
	const struct taint *t = NULL;
	size_t n;
	const struct taint_place *p =
	    taint_places_at(&w->marks->source_at, node, &n);

	for (; n > 0; n--, p++) {
		struct taint like = {.source = &w->marks->sources.v[p->match],
		    .source_in = w->in,
		    .labels = p->spec->label};

		if (p->spec->requires != NULL &&
		    !requires_hold(
			p->spec->requires, there != NULL ? there->labels : 0))
			continue;
		t = either(w, t, new_taint(w, &like, 0, NULL));
	}
	return either(w, t, there);
}

void
taint_set_name(struct walk *w, uint32_t node, struct value v)
{
	const struct frame *f =
	    taint_frame_of(w, constants_scope(&w->in->constants, node));

	if (f == NULL)
		f = w->frame;
	if (!env_set(&w->env, &w->pool, f->number, w->ast->v[node].name, v))
		w->failed = true;
}

/* A propagator hands on what is tainted at one of its ends. */
static void
propagate(struct walk *w, uint32_t node, const struct taint *t)
{
	for (size_t i = 0; i < w->marks->hands.n; i++) {
		const struct taint_hand *h = &w->marks->hands.v[i];

		if (h->from != node)
			continue;
		w->handed[h->to] =
		    either(w, w->handed[h->to], taint_handed_on(w, node, t));
		if (h->by_side_effect && w->ast->v[h->to].kind == AST_NAME)
			taint_set_name(w, h->to, taint_value(w->handed[h->to]));
	}
}

static struct value
this_value(const struct walk *w)
{
	for (const struct frame *f = w->frame; f != NULL; f = f->outer)
		if (f->self.object != 0 || f->self.taint != NULL)
			return f->self;
	return (struct value){0};
}

/* What names the object a method is of */
static bool
is_self(const struct walk *w, struct str name)
{
	return str_eq(name, STR("this")) ||
	    (w->in->unit->language->sigil && str_eq(name, STR("$this")));
}

/* A bare name that is the object's, where the language has it so. */
static const struct value *
own_field(const struct walk *w, struct str name)
{
	const struct language *language = w->in->unit->language;
	struct value self = this_value(w);

	return language == NULL || language->modules != MODULES_CLASS ||
		self.object == 0
	    ? NULL
	    : env_get(&w->env, self.object, env_key(name));
}

/* A name from a frame around is known only where nothing else is written
   to it. */
static struct value
name_value(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t scope = constants_scope(&w->in->constants, node);
	const struct frame *f = taint_frame_of(w, scope);
	const struct value *have;
	struct value v = {0};
	uint32_t once;

	if (f == NULL && is_self(w, ast_name(a, node)))
		v = this_value(w);
	if (v.object != 0 || v.taint != NULL)
		return v;
	if (f == NULL)
		f = w->frame;
	have = env_get(&w->env, f->number, a->v[node].name);
	if (have == NULL && f->func == 1)
		have = own_field(w, ast_name(a, node));
	if (have != NULL)
		v = *have;
	if (have == NULL || f != w->frame) {
		once = constants_once(&w->in->constants, node);
		v.known = once == 0 ? NULL : known_literal(w->arena, a, once);
		if (v.known == NULL && once != 0 && have != NULL)
			v.known = have->known;
	}
	if (v.known == NULL && v.taint == NULL && v.object == 0)
		v.known = resolve_here(w->search, w->in, node);
	return v;
}

/* What of.f or of[key] is. */
static struct value
field_of(struct walk *w, uint32_t node, struct value of, struct value key)
{
	const struct ast *a = w->ast;
	uint32_t key_node = a->v[a->v[node].first].next;
	struct value v = taint_value(of.taint);

	if (of.object != 0) {
		struct value field =
		    taint_object_get(w, of.object, taint_key(w, key_node, key));

		field.taint = either(w, v.taint, field.taint);
		return field;
	}
	if (a->v[node].kind == AST_MEMBER && key_node != 0)
		v.known = of.known != NULL && of.known->kind >= KNOWN_FUNC
		    ? resolve_member(w->search, of.known, ast_name(a, key_node))
		    : NULL;
	else if (of.known != NULL && of.known->kind == KNOWN_TEXT &&
	    key.known != NULL && key.known->kind == KNOWN_NUMBER)
		v.known = known_slice(w->arena, of.known, key.known,
		    known_number(w->arena, key.known->number + 1));
	return v;
}

/* this.x, self.x, x.f, x[k] */
static struct value
access(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t object = a->v[node].first;
	struct value key = {0};

	for (uint32_t k = a->v[object].next; k != 0; k = a->v[k].next)
		if (a->v[k].kind != AST_FIELD)
			key = taint_expr(w, k);
	if (key.taint != NULL &&
	    (taint_marks_at(w->marks, node) & MARK_SINK) != 0)
		return key; /* x[tainted] is of x, but may be asked for */
	return field_of(w, node, taint_expr(w, object), key);
}

/* of[from:to]; a part that is left out is not in the tree, but its colon
   shows which one it was. */
static struct value
slice(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t of = a->v[node].first, part;
	const struct known *bounds[2] = {0};
	struct value v, bound;
	unsigned at = 0;

	if (of == 0)
		return (struct value){0};
	v = taint_expr(w, of);
	part = a->v[of].next;
	if (part == 0 || a->v[part].kind != AST_SLICE || v.known == NULL ||
	    v.known->kind != KNOWN_TEXT) {
		for (; part != 0; part = a->v[part].next)
			(void)taint_expr(w, part);
		return taint_value(taint_of(w, v));
	}
	if (ast_text(a, part).ptr[0] == ':')
		at = 1;
	AST_EACH(kid, a, part)
	{
		bound = taint_expr(w, kid);
		if (at > 1 || bound.known == NULL ||
		    bound.known->kind != KNOWN_NUMBER)
			return taint_value(v.taint);
		bounds[at++] = bound.known;
	}
	v.known = known_slice(w->arena, v.known, bounds[0], bounds[1]);
	return v;
}

static bool
is_comparison(struct str op)
{
	static const char *const ops[] = {"==", "!=", "===", "!==", "<", ">",
	    "<=", ">=", "in", "not in", "is", "is not", "instanceof", "not",
	    "!", NULL};

	for (size_t i = 0; ops[i] != NULL; i++)
		if (str_eq(op, str_from(ops[i])))
			return true;
	return false;
}

static struct value
operation(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct str op = ast_name(a, node);
	uint32_t bound = ast_child(a, node, 2);
	struct value v = {0}, x, part[2] = {0};
	unsigned n = 0;

	if (a->v[node].kind == AST_UNARY && a->v[node].first != 0 &&
	    (str_eq(op, STR("&")) || str_eq(op, STR("*"))))
		return taint_expr(w, a->v[node].first); /* what is pointed at */
	AST_EACH(kid, a, node)
	{
		x = taint_expr(w, kid);
		if (n < 2)
			part[n++] = x;
		v.taint = either(w, v.taint, taint_of(w, x));
	}
	if (bound != 0 && str_eq(op, STR("instanceof")))
		taint_assign(w, bound, 0, part[0], node);
	v.known = a->v[node].kind == AST_UNARY
	    ? known_unary(w->arena, op, part[0].known)
	    : n == 2 ? known_binary(w->arena, op, part[0].known, part[1].known)
		     : NULL;
	if (is_comparison(op))
		v.taint = NULL;
	return v;
}

/* Text around values; known where all of them are. */
static struct value template(struct walk *w, uint32_t node)
{
	struct value v = {.known = known_text(w->arena, STR(""))};

	AST_EACH(kid, w->ast, node)
	{
		struct value part = taint_expr(w, kid);
		const struct known *k = part.known;

		v.taint = either(w, v.taint, taint_of(w, part));
		if (k != NULL && k->kind == KNOWN_NUMBER)
			k = known_call(w->arena, STR("str"), NULL, &k, 1);
		v.known = k != NULL && k->kind == KNOWN_TEXT
		    ? known_binary(w->arena, STR("+"), v.known, k)
		    : NULL;
	}
	return v;
}

static struct value
condition(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t first = a->v[node].first, yes, no;
	struct value v, other;
	bool truth;

	if (first == 0)
		return (struct value){0};
	v = taint_expr(w, first);
	yes = a->v[first].next;
	no = yes != 0 ? a->v[yes].next : 0;
	if (known_truth(v.known, &truth))
		return taint_expr(w, truth ? yes : no);
	v = taint_expr(w, yes);
	other = taint_expr(w, no);
	if (v.object != other.object && v.object != 0 && other.object != 0)
		other = taint_value(taint_of(w, other));
	v.taint = either(w, v.taint, other.taint);
	if (v.object == 0)
		v.object = other.object;
	if (!known_eq(v.known, other.known))
		v.known = NULL;
	return v;
}

static struct value
comprehension(struct walk *w, uint32_t node)
{
	uint32_t element = w->ast->v[node].first;

	AST_EACH(kid, w->ast, node)
	if (kid != element && w->ast->v[kid].kind == AST_FOR_IN) {
		uint32_t target = w->ast->v[kid].first;
		uint32_t from = w->ast->v[target].next;

		if (from != 0)
			taint_assign(w, target, 0,
			    taint_element(w, taint_expr(w, from)), kid);
	} else if (kid != element) {
		(void)taint_expr(w, kid);
	}
	return element == 0 ? (struct value){0}
			    : taint_value(taint_of(w, taint_expr(w, element)));
}

static struct value
assignment(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t target = a->v[node].first, value;
	struct str op = ast_name(a, node);
	struct value v, old;

	if (target == 0)
		return (struct value){0};
	value = ast_value(a, node);
	if (value == 0)
		return (struct value){0};
	if (a->v[target].kind == AST_INDEX) /* a[sink] = value */
		(void)taint_expr(w, target);
	else if (a->v[target].kind == AST_MEMBER) /* source.a = value */
		(void)taint_expr(w, a->v[target].first);
	v = taint_expr(w, value);
	if (op.len > 1 && !str_eq(op, STR(":="))) { /* += and the like */
		old = taint_expr(w, target);
		op.len--;
		v.known = known_binary(w->arena, op, old.known, v.known);
		v.taint = either(w, taint_of(w, v), taint_of(w, old));
		v.object = old.object;
	}
	taint_assign(w, target, value, v, node);
	return v;
}

/* A function that stands as a value: walked where it stands, and known. */
static struct value
lambda(struct walk *w, uint32_t node)
{
	struct value v = {0};
	struct known *k = ARENA_NEW(w->arena, struct known);

	(void)taint_function(w, node);
	if (k == NULL) {
		w->failed = true;
		return v;
	}
	*k = (struct known){
	    .kind = KNOWN_FUNC, .in = w->in, .node = node, .frame = w->frame};
	v.known = k;
	return v;
}

static struct value
by_kind(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t first = a->v[node].first;

	switch (a->v[node].kind) {
	case AST_NAME:
		return name_value(w, node);
	case AST_STRING:
	case AST_NUMBER:
	case AST_BOOL:
	case AST_NULL:
		return (struct value){
		    .known = known_literal(w->arena, a, node)};
	case AST_TEMPLATE:
		return template(w, node);
	case AST_MEMBER:
		return first != 0 ? access(w, node) : (struct value){0};
	case AST_INDEX:
		if (first != 0 && a->v[first].next != 0 &&
		    a->v[a->v[first].next].kind == AST_SLICE)
			return slice(w, node);
		return first != 0 ? access(w, node) : (struct value){0};
	case AST_CALL:
	case AST_NEW:
		return (a->v[node].flags & AST_RECORD) != 0
		    ? taint_composite(w, node)
		    : taint_call(w, node);
	case AST_ASSIGN:
		return assignment(w, node);
	case AST_COMPREHENSION:
		return comprehension(w, node);
	case AST_LAMBDA:
		return lambda(w, node);
	case AST_COND:
		return condition(w, node);
	case AST_BINARY:
	case AST_UNARY:
		return operation(w, node);
	case AST_LIST:
	case AST_TUPLE:
	case AST_DICT:
		return taint_literal(w, node);
	case AST_AWAIT:
	case AST_CAST:
		return first != 0 ? taint_expr(w, first) : (struct value){0};
	case AST_FUNC:
	case AST_CLASS:
		(void)taint_statement(w, node);
		return (struct value){0};
	case AST_TYPE:
		return (struct value){0};
	default:
		return kids(w, node);
	}
}

static void
side_effects(struct walk *w, uint32_t node, uint8_t marks, struct value v)
{
	if (w->ast->v[node].kind != AST_NAME)
		return;
	if ((marks & MARK_SIDE_TAINT) != 0)
		taint_set_name(w, node, v);
	if ((marks & MARK_SIDE_CLEAN) != 0)
		taint_set_name(w, node, (struct value){.known = v.known});
}

/* What a node's marks make of its value. */
static struct value
marked(struct walk *w, uint32_t node, struct value v)
{
	uint8_t marks = taint_marks_at(w->marks, node);
	const struct taint *t;

	if (w->handed != NULL)
		v.taint = either(w, v.taint, w->handed[node]);
	if ((marks & MARK_SOURCE) != 0)
		v.taint = source_of(w, node, v.taint);
	if (marks == 0 && w->handed == NULL)
		return v;
	t = taint_of(w, v);
	if (t != NULL && w->handed != NULL)
		propagate(w, node, t);
	side_effects(w, node, marks, v);
	if ((marks & MARK_CLEAN) != 0)
		return (struct value){.known = v.known};
	if ((marks & MARK_SINK) != 0 && t != NULL)
		taint_report(w, node, t);
	return v;
}

static bool
step(struct walk *w)
{
	if (w->failed || w->spent)
		return false;
	if (w->steps == 0) {
		w->spent = true;
		return false;
	}
	w->steps--;
	return true;
}

struct value
taint_expr(struct walk *w, uint32_t node)
{
	return node == 0 || !step(w) ? (struct value){0}
				     : marked(w, node, by_kind(w, node));
}

struct value
taint_member_of(struct walk *w, uint32_t node, struct value of)
{
	return marked(w, node, field_of(w, node, of, (struct value){0}));
}

struct value
taint_argument(struct walk *w, uint32_t node)
{
	enum ast_kind kind = w->ast->v[node].kind;

	if (kind != AST_KEYARG && kind != AST_SPREAD)
		return taint_expr(w, node);
	return step(w) ? marked(w, node, taint_expr(w, w->ast->v[node].first))
		       : (struct value){0};
}
