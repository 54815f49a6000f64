#include "scan/taint.h"

#include "scan/taint_walk.h"

#define PLACES_MAX 1000000

enum taint_role { ROLE_SOURCE, ROLE_SINK, ROLE_CLEAN, ROLE_HAND };

/* What a sink and its source name alike must be the same, if asked for. */
static bool
agree(const struct walk *w, const struct match *sink, const struct match *from)
{
	return !w->run->rule->options.unify ||
	    matches_agree(
		w->run->matcher, w->run->rule->metavars.n, sink, from);
}

/* The sink at a node that takes this taint, or NULL. */
static const struct match *
sink_for(const struct walk *w, uint32_t node, const struct taint *taint)
{
	for (uint32_t at = w->sink_at[node]; at != 0;
	     at = w->places.v[at - 1].next) {
		const struct taint_place *p = &w->places.v[at - 1];
		const struct match *sink = &w->sinks.v[p->match];

		if (requires_hold(p->spec->requires, taint->labels) &&
		    agree(w, sink, taint->source))
			return sink;
	}
	return NULL;
}

void
taint_report(struct walk *w, uint32_t node, const struct taint *taint)
{
	const struct match *sink = sink_for(w, node, taint);
	struct taint_flow *flow;
	unsigned n = 0;

	if (sink == NULL || w->out->n > FINDINGS_MAX)
		return;
	w->sink_at[node] = 0; /* told once */
	flow = ARENA_PUSH(w->arena, w->out);
	if (flow == NULL) {
		w->failed = true;
		return;
	}
	*flow = (struct taint_flow){.sink = *sink, .source = *taint->source};
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

/* What a parameter has by default. */
static void
taint_default(struct walk *w, uint32_t param)
{
	uint32_t value = ast_value(w->ast, param);
	const struct taint *t = value != 0 ? taint_expr(w, value) : NULL;

	if (t != NULL)
		taint_assign(w, param, 0, t, param);
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
		else if (a->v[param].kind == AST_PARAM)
			taint_default(w, param);
		for (uint32_t i = param; i <= a->v[param].last; i++) {
			const struct taint *t;

			if (ast_is_extra(a->v[i].kind)) {
				i = a->v[i].last;
				continue;
			}
			if (a->v[i].kind != AST_NAME ||
			    ((w->marks[i] & MARK_SOURCE) == 0 &&
				(w->hands.n == 0 || w->handed[i] == NULL)))
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

/* Notes a match at a node, behind those that are there; one of a kind. */
static void
place(
    struct walk *w, uint32_t *at, const struct taint_spec *spec, uint32_t match)
{
	struct taint_place *p;

	for (; *at != 0; at = &w->places.v[*at - 1].next) {
		const struct taint_place *have = &w->places.v[*at - 1];

		if (have->spec->label == spec->label &&
		    have->spec->requires == spec->requires &&
		    !w->run->rule->options.unify)
			return;
	}
	if (w->places.n >= PLACES_MAX) {
		w->run->matcher->spent = true;
		return;
	}
	*at = (uint32_t)w->places.n + 1; /* before the array may move */
	p = ARENA_PUSH(w->arena, &w->places);
	if (p == NULL) {
		w->failed = true;
		return;
	}
	*p = (struct taint_place){.match = match, .spec = spec};
}

static bool
same_span(const struct matches *list, const struct match *m)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].start == m->start && list->v[i].end == m->end)
			return true;
	return false;
}

/* Marks what lies in a match, or exactly the match. */
static void
mark(struct walk *w, const struct match *match, const struct taint_spec *spec,
    uint8_t marks, uint32_t number)
{
	const struct ast *a = w->ast;
	uint32_t from = match->node != 0 ? match->node : 1,
		 last = a->v[from].last;

	for (uint32_t i = from; i <= last && w->run->matcher->steps > 0; i++) {
		const struct ast_node *n = &a->v[i];

		w->run->matcher->steps--;
		if (n->start < match->start || n->end > match->end)
			continue;
		if (spec->exact &&
		    (n->start != match->start || n->end != match->end))
			continue;
		w->marks[i] |= marks;
		if ((marks & MARK_SOURCE) != 0)
			place(w, &w->source_at[i], spec, number);
	}
	w->run->matcher->spent |= w->run->matcher->steps == 0;
}

/* Statements that follow one another are a sink where any of them is. */
static void
mark_sink(struct walk *w, const struct match *match,
    const struct taint_spec *spec, uint32_t number)
{
	const struct ast *a = w->ast;

	for (uint32_t n = match->node; n == match->node ||
	     (n != 0 && !match->moved && a->v[n].end <= match->end);
	     n = a->v[n].next) {
		w->marks[n] |= MARK_SINK;
		place(w, &w->sink_at[n], spec, number);
		if (!ast_is_stmt(a->v[n].kind))
			break;
	}
}

static void
mark_clean(
    struct walk *w, const struct match *match, const struct taint_spec *spec)
{
	if (spec->not_conflicting &&
	    (same_span(&w->sources, match) || same_span(&w->sinks, match)))
		return;
	mark(w, match, spec,
	    spec->by_side_effect ? MARK_CLEAN | MARK_SIDE_CLEAN : MARK_CLEAN,
	    0);
}

static void
mark_hand(
    struct walk *w, const struct match *match, const struct taint_spec *spec)
{
	struct taint_hand *h;
	uint32_t from = match->env[spec->from].node;
	uint32_t to = match->env[spec->to].node;

	if (from == 0 || to == 0)
		return;
	h = ARENA_PUSH(w->arena, &w->hands);
	if (h == NULL)
		w->failed = true;
	else
		*h = (struct taint_hand){from, to, spec->by_side_effect};
}

static enum err_code
collect(struct walk *w, const struct taint_spec *spec, enum taint_role role,
    struct matches *out)
{
	enum err_code rc = ERR_NONE;

	for (; spec != NULL && rc == ERR_NONE; spec = spec->next) {
		size_t from = out->n;

		rc = formula_matches(
		    w->run, spec->formula, 1, w->ast->n - 1, out);
		for (size_t i = from; i < out->n && rc == ERR_NONE; i++)
			switch (role) {
			case ROLE_SOURCE:
				mark(w, &out->v[i], spec,
				    spec->by_side_effect
					? MARK_SOURCE | MARK_SIDE_TAINT
					: MARK_SOURCE,
				    (uint32_t)i);
				break;
			case ROLE_SINK:
				mark_sink(w, &out->v[i], spec, (uint32_t)i);
				break;
			case ROLE_CLEAN:
				mark_clean(w, &out->v[i], spec);
				break;
			case ROLE_HAND:
				mark_hand(w, &out->v[i], spec);
				break;
			}
	}
	return rc;
}

static enum err_code
prepare(struct walk *w)
{
	size_t n = w->ast->n;

	w->marks = arena_zalloc(w->arena, n + 1);
	w->source_at = ARENA_ARRAY(w->arena, n, uint32_t);
	w->sink_at = ARENA_ARRAY(w->arena, n, uint32_t);
	if (w->run->rule->propagators != NULL)
		w->handed = ARENA_ARRAY(w->arena, n, const struct taint *);
	return w->marks == NULL || w->source_at == NULL || w->sink_at == NULL ||
		(w->run->rule->propagators != NULL && w->handed == NULL)
	    ? arena_fail(w->arena, w->run->err)
	    : ERR_NONE;
}

enum err_code
taint_find(struct formula_run *run, struct taint_flows *out)
{
	struct matcher *m = run->matcher;
	struct walk w = {
	    .run = run, .ast = m->code, .arena = m->arena, .out = out};
	struct matches clean = {0}, hands = {0};
	enum err_code rc = prepare(&w);

	if (rc == ERR_NONE)
		rc = collect(&w, run->rule->sources, ROLE_SOURCE, &w.sources);
	if (rc == ERR_NONE && w.sources.n > 0)
		rc = collect(&w, run->rule->sinks, ROLE_SINK, &w.sinks);
	if (rc != ERR_NONE || w.sources.n == 0 || w.sinks.n == 0)
		return rc;
	rc = collect(&w, run->rule->sanitizers, ROLE_CLEAN, &clean);
	if (rc == ERR_NONE)
		rc = collect(&w, run->rule->propagators, ROLE_HAND, &hands);
	if (rc == ERR_NONE && !w.failed)
		(void)taint_statement(&w, 1);
	return w.failed ? arena_fail(m->arena, run->err) : rc;
}
