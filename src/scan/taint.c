#include "scan/taint.h"

#include "scan/taint_walk.h"

void
taint_report(struct walk *w, uint32_t node, const struct taint *taint)
{
	uint32_t at = w->sink_at[node];
	struct taint_flow *flow;
	unsigned n = 0;

	if (at == 0 || w->out->n > FINDINGS_MAX)
		return;
	w->sink_at[node] = 0; /* told once */
	flow = ARENA_PUSH(w->arena, w->out);
	if (flow == NULL) {
		w->failed = true;
		return;
	}
	*flow = (struct taint_flow){
	    .sink = w->sinks.v[at - 1], .source = *taint->source};
	for (const struct taint *t = taint; t != NULL && n < TAINT_STEPS_MAX;
	     t = t->from)
		if (t->node != 0)
			flow->steps[n++] = t->node;
	flow->step_count = n;
	for (unsigned i = 0; i < n / 2; i++) {
		uint32_t swap = flow->steps[i];

		flow->steps[i] = flow->steps[n - 1 - i];
		flow->steps[n - 1 - i] = swap;
	}
}

/* Runs a block on a copy of what is known; *ends is what is known after. */
static bool
branch(struct walk *w, uint32_t block, struct taint_env *ends)
{
	struct taint_env before = w->env;
	bool on;

	if (!taint_env_copy(&w->env, w->arena, &before)) {
		w->failed = true;
		w->env = before;
		return true;
	}
	on = taint_statement(w, block);
	*ends = w->env;
	w->env = before;
	return on;
}

static void
join(struct walk *w, const struct taint_env *other)
{
	if (!taint_env_join(&w->env, w->arena, other))
		w->failed = true;
}

static bool
if_statement(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t then, other;
	struct taint_env yes = {0}, no = {0};
	bool yes_on, no_on = true;

	if (a->v[node].first == 0)
		return true;
	(void)taint_expr(w, a->v[node].first);
	then = a->v[a->v[node].first].next;
	if (then == 0)
		return true;
	other = a->v[then].next;
	yes_on = branch(w, then, &yes);
	if (other != 0) {
		no_on = branch(w, other, &no);
		if (no_on)
			w->env = no;
		else if (yes_on)
			w->env = yes;
	}
	if (yes_on && no_on)
		join(w, &yes);
	return yes_on || no_on;
}

/* Twice: what the first round left is known in the second. */
static void
loop(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct taint_env ends = {0};

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
}

static void
for_in(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t target = a->v[node].first, from;
	struct taint_env ends = {0};
	const struct taint *t;

	if (target == 0 || a->v[target].next == 0)
		return;
	from = a->v[target].next;
	t = taint_expr(w, from);
	for (int round = 0; round < 2; round++) {
		taint_assign(w, target, 0, t, node);
		for (uint32_t k = a->v[from].next; k != 0; k = a->v[k].next) {
			(void)branch(w, k, &ends);
			join(w, &ends);
		}
	}
}

/* Each part may have been left anywhere: what any of them taints stays. */
static void
parts(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct taint_env ends = {0};

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

/* The first block of try is what normally happens, handlers come on top. */
static void
try_statement(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	uint32_t body = a->v[node].first;
	struct taint_env ends = {0}, before = {0};

	if (body == 0 || !taint_env_copy(&before, w->arena, &w->env))
		return;
	(void)taint_statement(w, body);
	for (uint32_t k = a->v[body].next; k != 0; k = a->v[k].next) {
		struct taint_env after = w->env;
		bool on;

		if (a->v[k].kind != AST_CATCH) {
			(void)taint_statement(w, k);
			continue;
		}
		if (!taint_env_copy(&w->env, w->arena, &after))
			w->failed = true;
		join(w, &before);
		on = taint_statement(w, k);
		ends = w->env;
		w->env = after;
		if (on)
			join(w, &ends);
	}
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

static void
parameters(struct walk *w, uint32_t params)
{
	const struct ast *a = w->ast;

	for (uint32_t i = params + 1; i <= a->v[params].last; i++)
		if (a->v[i].kind == AST_NAME)
			taint_env_clear(&w->env, a->v[i].name, 0);
	AST_EACH(param, a, params)
	{
		if (w->given != NULL)
			taint_assign(w, param, 0, w->given, param);
		for (uint32_t i = param; i <= a->v[param].last; i++) {
			const struct taint *t;

			if (ast_is_extra(a->v[i].kind)) {
				i = a->v[i].last;
				continue;
			}
			if (a->v[i].kind != AST_NAME ||
			    (w->marks[i] & MARK_SOURCE) == 0)
				continue;
			t = taint_expr(w, i);
			if (t != NULL)
				taint_assign(w, i, 0, t, i);
		}
	}
}

void
taint_function(struct walk *w, uint32_t node)
{
	const struct ast *a = w->ast;
	struct taint_env before = w->env;

	if (!taint_env_copy(&w->env, w->arena, &before)) {
		w->failed = true;
		w->env = before;
		return;
	}
	AST_EACH(kid, a, node)
	{
		if (a->v[kid].kind == AST_PARAMS) {
			parameters(w, kid);
			w->given = NULL;
		} else if (a->v[kid].kind == AST_BLOCK) {
			(void)taint_block(w, kid);
		} else if (a->v[kid].kind != AST_NAME) {
			(void)taint_expr(w, kid);
		}
	}
	w->env = before;
}

bool
taint_block(struct walk *w, uint32_t node)
{
	bool on = true;

	AST_EACH(kid, w->ast, node)
	on = taint_statement(w, kid) && on;
	return on;
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
		try_statement(w, node);
		return true;
	case AST_SWITCH:
		parts(w, node);
		return true;
	case AST_FUNC:
		taint_function(w, node);
		return true;
	case AST_RETURN:
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
		const struct taint *t = taint_expr(w, kid);

		if (t != NULL)
			taint_report(w, node, t);
	}
}

bool
taint_statement(struct walk *w, uint32_t node)
{
	if (node == 0 || w->failed || w->run->matcher->steps == 0)
		return true;
	if ((w->marks[node] & MARK_SINK) != 0 &&
	    !ast_is_expr(w->ast->v[node].kind))
		statement_sink(w, node);
	return statement_by_kind(w, node);
}

/* Marks what lies in a match, or exactly the match. */
static void
mark(struct walk *w, const struct match *match, bool exact, uint8_t marks,
    uint32_t place)
{
	const struct ast *a = w->ast;
	uint32_t from = match->node != 0 ? match->node : 1,
		 last = a->v[from].last;

	for (uint32_t i = from; i <= last && w->run->matcher->steps > 0; i++) {
		const struct ast_node *n = &a->v[i];

		w->run->matcher->steps--;
		if (n->start < match->start || n->end > match->end)
			continue;
		if (exact && (n->start != match->start || n->end != match->end))
			continue;
		w->marks[i] |= marks;
		if ((marks & MARK_SOURCE) != 0 && w->source_at[i] == 0)
			w->source_at[i] = place;
	}
	w->run->matcher->spent |= w->run->matcher->steps == 0;
}

/* Statements that follow one another are a sink where any of them is. */
static void
mark_sink(struct walk *w, const struct match *match, uint32_t place)
{
	const struct ast *a = w->ast;

	for (uint32_t n = match->node; n == match->node ||
	     (n != 0 && !match->moved && a->v[n].end <= match->end);
	     n = a->v[n].next) {
		w->marks[n] |= MARK_SINK;
		if (w->sink_at[n] == 0)
			w->sink_at[n] = place;
		if (!ast_is_stmt(a->v[n].kind))
			break;
	}
}

static enum err_code
collect(struct walk *w, const struct taint_spec *spec, uint8_t marks,
    uint8_t side, struct matches *out)
{
	enum err_code rc = ERR_NONE;

	for (; spec != NULL && rc == ERR_NONE; spec = spec->next) {
		size_t from = out->n;

		rc = formula_matches(
		    w->run, spec->formula, 1, w->ast->n - 1, out);
		for (size_t i = from; i < out->n; i++)
			if (marks == MARK_SINK)
				mark_sink(w, &out->v[i], (uint32_t)i + 1);
			else
				mark(w, &out->v[i], spec->exact,
				    spec->by_side_effect ? marks | side : marks,
				    (uint32_t)i + 1);
	}
	return rc;
}

enum err_code
taint_find(struct formula_run *run, struct taint_flows *out)
{
	struct matcher *m = run->matcher;
	struct walk w = {
	    .run = run, .ast = m->code, .arena = m->arena, .out = out};
	struct matches clean = {0};
	enum err_code rc;

	w.marks = arena_zalloc(m->arena, m->code->n + 1);
	w.source_at = ARENA_ARRAY(m->arena, m->code->n, uint32_t);
	w.sink_at = ARENA_ARRAY(m->arena, m->code->n, uint32_t);
	if (w.marks == NULL || w.source_at == NULL || w.sink_at == NULL)
		return arena_fail(m->arena, run->err);
	rc = collect(
	    &w, run->rule->sources, MARK_SOURCE, MARK_SIDE_TAINT, &w.sources);
	if (rc == ERR_NONE && w.sources.n > 0)
		rc = collect(&w, run->rule->sinks, MARK_SINK, 0, &w.sinks);
	if (rc != ERR_NONE || w.sources.n == 0 || w.sinks.n == 0)
		return rc;
	rc = collect(
	    &w, run->rule->sanitizers, MARK_CLEAN, MARK_SIDE_CLEAN, &clean);
	if (rc == ERR_NONE)
		(void)taint_statement(&w, 1);
	return w.failed ? arena_fail(m->arena, run->err) : rc;
}
