#include "scan/taint.h"

#include "scan/taint_walk.h"

/* What a sink and its source name alike must be the same, if asked for. */
static bool
agree(const struct walk *w, const struct match *sink, const struct taint *taint)
{
	const struct rule *rule = w->search->rule;

	return !rule->options.unify || taint->source_in != w->in ||
	    matches_agree(
		&w->in->matcher, rule->metavars.n, sink, taint->source);
}

/* The sink at a node that takes this taint, or NULL. */
static const struct match *
sink_for(const struct walk *w, uint32_t node, const struct taint *taint)
{
	size_t n;
	const struct taint_place *p =
	    taint_places_at(&w->marks->sink_at, node, &n);

	for (; n > 0; n--, p++) {
		const struct match *sink = &w->marks->sinks.v[p->match];

		if (requires_hold(p->spec->requires, taint->labels) &&
		    agree(w, sink, taint))
			return sink;
	}
	return NULL;
}

static bool
is_told(const struct walk *w, uint32_t node)
{
	for (size_t i = w->told.n; i > 0; i--)
		if (w->told.v[i - 1].node == node &&
		    w->told.v[i - 1].in == w->in)
			return true;
	return false;
}

static void
fill_steps(struct taint_flow *flow, const struct taint *taint)
{
	unsigned n = 0;

	for (const struct taint *t = taint; t != NULL && n < TAINT_STEPS_MAX;
	     t = t->from)
		if (t->node != 0)
			flow->steps[n++] = (struct taint_at){t->in, t->node};
	flow->step_count = n;
	for (unsigned i = 0; i < n / 2; i++) {
		struct taint_at swap = flow->steps[i];

		flow->steps[i] = flow->steps[n - 1 - i];
		flow->steps[n - 1 - i] = swap;
	}
}

void
taint_report(struct walk *w, uint32_t node, const struct taint *taint)
{
	const struct match *sink = sink_for(w, node, taint);
	struct taint_flow *flow;
	struct taint_at *told;

	if (sink == NULL || w->out->n > FINDINGS_MAX || is_told(w, node))
		return;
	told = ARENA_PUSH(w->arena, &w->told);
	flow = ARENA_PUSH(w->arena, w->out);
	if (flow == NULL || told == NULL) {
		w->failed = true;
		return;
	}
	*told = (struct taint_at){w->in, node};
	*flow = (struct taint_flow){.sink = *sink,
	    .sink_in = w->in,
	    .source = *taint->source,
	    .source_in = taint->source_in};
	fill_steps(flow, taint);
}

/* Runs a block on a copy of what is known; *ends is what is known after. */
static bool
branch(struct walk *w, uint32_t block, struct env *ends)
{
	struct env before = w->env;
	bool on;

	if (!env_copy(&w->env, &w->pool, &before)) {
		w->failed = true;
		w->env = before;
		return true;
	}
	on = taint_statement(w, block);
	*ends = w->env;
	w->env = before;
	return on;
}

/* What holds here holds there too; other is given back. */
static void
join(struct walk *w, struct env *other)
{
	if (!env_join(&w->env, &w->pool, other))
		w->failed = true;
	env_free(other, &w->pool);
}

static void
become(struct walk *w, struct env *other)
{
	env_free(&w->env, &w->pool);
	w->env = *other;
	*other = (struct env){0};
}

static bool
if_statement(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t then, other;
	struct env yes = {0}, no = {0};
	struct value condition;
	bool yes_on, no_on = true, truth;

	if (a->v[node].first == 0)
		return true;
	condition = taint_expr(w, a->v[node].first);
	then = a->v[a->v[node].first].next;
	if (then == 0)
		return true;
	other = a->v[then].next;
	if (known_truth(condition.known, &truth))
		return taint_statement(w, truth ? then : other);
	yes_on = branch(w, then, &yes);
	if (other != 0) {
		no_on = branch(w, other, &no);
		if (no_on)
			become(w, &no);
		else if (yes_on)
			become(w, &yes);
	}
	if (yes_on && no_on)
		join(w, &yes);
	env_free(&yes, &w->pool);
	env_free(&no, &w->pool);
	return yes_on || no_on;
}

static void
forget_name(struct walk *w, uint32_t node)
{
	const struct frame *f =
	    taint_frame_of(w, constants_scope(&w->in->constants, node));
	const struct value *have = f == NULL
	    ? NULL
	    : env_get(&w->env, f->number, w->ast->v[node].name);
	struct value v;

	if (have == NULL || have->known == NULL)
		return;
	v = *have;
	v.known = NULL;
	if (!env_set(&w->env, &w->pool, f->number, w->ast->v[node].name, v))
		w->failed = true;
}

/* What a loop changes is not known in it. */
static void
forget_changed(struct walk *w, uint32_t loop)
{
	const struct ast *a = w->ast;

	for (uint32_t i = loop; i <= a->v[loop].last; i++) {
		uint32_t target = a->v[i].first;

		if (a->v[i].kind != AST_ASSIGN && a->v[i].kind != AST_FOR_IN &&
		    a->v[i].kind != AST_UNARY)
			continue;
		for (uint32_t k = target; k != 0 && k <= a->v[target].last; k++)
			if (a->v[k].kind == AST_NAME)
				forget_name(w, k);
	}
}

/* Twice: what the first round left is known in the second. */
static void
loop(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct env ends = {0};

	forget_changed(w, node);
	w->frame->loops++;
	for (int round = 0; round < 2; round++) {
		AST_EACH(kid, a, node)
		{
			if (a->v[kid].kind != AST_BLOCK) {
				(void)taint_expr(w, kid);
				continue;
			}
			(void)branch(w, kid, &ends);
			join(w, &ends);
		}
	}
	w->frame->loops--;
}

static void
for_in(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t target = a->v[node].first, from;
	struct env ends = {0};
	struct value v;

	if (target == 0 || a->v[target].next == 0)
		return;
	from = a->v[target].next;
	v = taint_element(w, taint_expr(w, from));
	forget_changed(w, node);
	w->frame->loops++;
	for (int round = 0; round < 2; round++) {
		taint_assign(w, target, 0, v, node);
		for (uint32_t k = a->v[from].next; k != 0; k = a->v[k].next) {
			(void)branch(w, k, &ends);
			join(w, &ends);
		}
	}
	w->frame->loops--;
}

enum fit { FIT_NO, FIT_YES, FIT_UNKNOWN };

static enum fit case_fits(
    struct walk *w, uint32_t value, const struct known *subject);

/* Python's patterns: one literal, a | b, _ */
static enum fit
pattern_fits(struct walk *w, uint32_t node, const struct known *subject)
{
	const struct ast *a = w->ast;
	bool either = str_eq(ast_name(a, node), STR("union_pattern"));

	if (!either && !str_eq(ast_name(a, node), STR("case_pattern")))
		return FIT_UNKNOWN;
	if (a->v[node].first == 0)
		return str_eq(ast_text(a, node), STR("_")) ? FIT_YES
							   : FIT_UNKNOWN;
	AST_EACH(kid, a, node)
	{
		enum fit fit = case_fits(w, kid, subject);

		if (fit != FIT_NO)
			return fit;
	}
	return FIT_NO;
}

/* Whether a case's value, one of a | b or default is what is switched on. */
static enum fit
case_fits(struct walk *w, uint32_t value, const struct known *subject)
{
	const struct ast *a = w->ast;
	const struct known *k;

	if (a->v[value].kind == AST_OTHER)
		return pattern_fits(w, value, subject);
	k = known_literal(w->arena, a, value);
	if (k == NULL || k->kind != subject->kind)
		return FIT_UNKNOWN;
	return known_eq(k, subject) ? FIT_YES : FIT_NO;
}

static bool
leaves(const struct ast *a, uint32_t block)
{
	uint32_t last = ast_last_child(a, block);
	enum ast_kind kind = a->v[last].kind;

	return last != block &&
	    (kind == AST_BREAK || kind == AST_RETURN || kind == AST_THROW ||
		kind == AST_CONTINUE);
}

/* The case that is taken, the default one if none else; 0: not known. */
static uint32_t
case_taken(struct walk *w, uint32_t node, const struct known *subject)
{
	const struct ast *a = w->ast;
	uint32_t otherwise = 0;

	AST_EACH(kid, a, node)
	{
		uint32_t value = a->v[kid].first;

		if (a->v[kid].kind != AST_CASE)
			continue;
		if (value == 0 || a->v[value].kind == AST_BLOCK) {
			otherwise = kid;
			continue;
		}
		for (; value != 0 && a->v[value].kind != AST_BLOCK;
		     value = a->v[value].next)
			switch (case_fits(w, value, subject)) {
			case FIT_YES:
				return kid;
			case FIT_UNKNOWN:
				return 0;
			case FIT_NO:
				break;
			}
	}
	return otherwise;
}

/* Each part may have been left anywhere: what any of them taints stays. */
static void
parts(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct env ends = {0};

	AST_EACH(kid, a, node)
	{
		if (ast_is_expr(a->v[kid].kind)) {
			(void)taint_expr(w, kid);
			continue;
		}
		(void)branch(w, kid, &ends);
		join(w, &ends);
	}
}

/* Cases run on into the next where the language lets them. */
static bool
switch_statement(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t subject = a->v[node].first, kid;
	struct value v;
	bool on = true;

	if (subject == 0)
		return true;
	v = ast_is_expr(a->v[subject].kind) ? taint_expr(w, subject)
					    : (struct value){0};
	kid = v.known != NULL ? case_taken(w, node, v.known) : 0;
	if (kid == 0) {
		parts(w, node);
		return true;
	}
	for (; kid != 0 && on; kid = a->v[kid].next) {
		uint32_t block = ast_find(a, kid, AST_BLOCK);

		if (block == 0)
			continue;
		on = taint_block(w, block);
		if (leaves(a, block) || !w->in->unit->language->runs_on)
			break;
	}
	return on;
}

/* The first block of try is what normally happens, handlers come on top. */
static bool
try_statement(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t body = a->v[node].first;
	struct env ends = {0}, before = {0};
	bool on;

	if (body == 0 || !env_copy(&before, &w->pool, &w->env))
		return true;
	on = taint_statement(w, body);
	for (uint32_t k = a->v[body].next; k != 0; k = a->v[k].next) {
		struct env after = w->env;
		bool handled;

		if (a->v[k].kind != AST_CATCH) {
			(void)taint_statement(w, k);
			continue;
		}
		if (!env_copy(&w->env, &w->pool, &after) ||
		    !env_join(&w->env, &w->pool, &before))
			w->failed = true;
		handled = taint_statement(w, k);
		ends = w->env;
		w->env = after;
		if (handled && on)
			join(w, &ends);
		else if (handled)
			become(w, &ends);
		env_free(&ends, &w->pool);
		on = on || handled;
	}
	env_free(&before, &w->pool);
	return on;
}

static void
each(struct walk *w, uint32_t node)
{
	AST_EACH(kid, w->ast, node)
	if (ast_is_stmt(w->ast->v[kid].kind) ||
	    w->ast->v[kid].kind == AST_BLOCK)
		(void)taint_statement(w, kid);
	else
		(void)taint_expr(w, kid);
}

/* What may be returned: any of it. */
static void
return_statement(struct walk *w, uint32_t node)
{
	struct frame *f = w->frame;
	struct value v = {0};

	AST_EACH(kid, w->ast, node)
	{
		v = taint_expr(w, kid);
		if (w->ast->v[kid].next != 0)
			v = taint_value(taint_of(w, v));
	}
	if (!f->returned) {
		f->result = v;
		f->returned = true;
		return;
	}
	f->result.taint =
	    taint_either(w->arena, taint_of(w, f->result), taint_of(w, v));
	if (f->result.object != v.object)
		f->result.object = 0;
	if (!known_eq(f->result.known, v.known))
		f->result.known = NULL;
}

static bool
declares(enum ast_kind kind)
{
	return kind == AST_FUNC || kind == AST_CLASS;
}

bool
taint_block(struct walk *w, uint32_t node)
{
	bool on = true;

	AST_EACH(kid, w->ast, node)
	if (on || declares(w->ast->v[kid].kind))
		on = taint_statement(w, kid) && on;
	return on;
}

static bool
with_statement(struct walk *w, uint32_t node)
{
	bool on = true;

	AST_EACH(kid, w->ast, node)
	if (w->ast->v[kid].kind == AST_BLOCK)
		on = taint_block(w, kid);
	else
		(void)taint_expr(w, kid);
	return on;
}

static void
class_statement(struct walk *w, uint32_t node)
{
	struct frame *f = w->frame;
	uint32_t before = f->in_class;

	f->in_class = node;
	each(w, node);
	f->in_class = before;
}

static bool
statement_by_kind(struct walk *w, uint32_t node)
{
	switch (w->ast->v[node].kind) {
	case AST_FILE:
	case AST_BLOCK:
		return taint_block(w, node);
	case AST_IF:
		return if_statement(w, node);
	case AST_WHILE:
	case AST_FOR:
		loop(w, node);
		return true;
	case AST_FOR_IN:
		for_in(w, node);
		return true;
	case AST_TRY:
		return try_statement(w, node);
	case AST_SWITCH:
		return switch_statement(w, node);
	case AST_WITH:
	case AST_CATCH:
		return with_statement(w, node);
	case AST_FUNC:
		(void)taint_function(w, node);
		return true;
	case AST_CLASS:
		class_statement(w, node);
		return true;
	case AST_RETURN:
		return_statement(w, node);
		return false;
	case AST_THROW:
		each(w, node);
		return false; /* a break goes on behind the loop */
	default:
		if (ast_is_expr(w->ast->v[node].kind))
			(void)taint_expr(w, node);
		else
			each(w, node);
		return true;
	}
}

/* A sink may be a whole statement, as "return $X". */
static void
statement_sink(struct walk *w, uint32_t node)
{
	AST_EACH(kid, w->ast, node)
	{
		const struct taint *t = taint_of(w, taint_expr(w, kid));

		if (t != NULL)
			taint_report(w, node, t);
	}
}

bool
taint_statement(struct walk *w, uint32_t node)
{
	if (node == 0 || w->failed || w->spent)
		return true;
	if ((taint_marks_at(w->marks, node) & MARK_SINK) != 0 &&
	    !ast_is_expr(w->ast->v[node].kind))
		statement_sink(w, node);
	return statement_by_kind(w, node);
}

enum err_code
taint_find(const struct taint_search *search, struct opened *in,
    struct taint_flows *out, bool *spent)
{
	struct walk w = {.search = search,
	    .arena = search->arena,
	    .pool = {.arena = search->arena},
	    .steps = search->steps,
	    .out = out};

	w.frame = taint_enter(&w, in);
	if (w.frame != NULL && w.marks != NULL)
		(void)taint_statement(&w, 1);
	*spent = w.spent;
	return w.failed ? arena_fail(search->arena, search->err) : ERR_NONE;
}
