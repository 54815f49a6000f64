#include "scan/match_goal.h"

const struct goal *
goal_new(struct matcher *m, struct goal goal)
{
	if (m->goal_n == MATCH_GOALS_MAX) {
		m->spent = true;
		return NULL;
	}
	m->room->goals[m->goal_n] = goal;
	return &m->room->goals[m->goal_n++];
}

const struct goal *
goal_node(struct matcher *m, uint32_t p, uint32_t c, const struct goal *next)
{
	return goal_new(
	    m, (struct goal){.kind = GOAL_NODE, .p = p, .c = c, .next = next});
}

const struct goal *
goal_statements(struct matcher *m, uint32_t p, uint32_t c, uint32_t block,
    bool tracks_end, const struct goal *next)
{
	return goal_new(m,
	    (struct goal){.kind = GOAL_STATEMENTS,
		.p = p,
		.c = c,
		.x = block,
		.tracks_end = tracks_end,
		.next = next});
}

/* Tries one way; true when looking may stop. */
static bool
branch(struct matcher *m, struct goal goal)
{
	uint32_t mark = m->goal_n;
	const struct goal *g = goal_new(m, goal);
	bool stop = g == NULL || solve(m, g);

	m->goal_n = mark;
	return stop;
}

static bool
bind_run(struct matcher *m, unsigned metavar, uint32_t from, uint32_t upto)
{
	struct bound b = {.node = from, .upto = upto};

	if (metavar >= METAVARS_MAX)
		return true;
	if (from != 0) {
		b.start = m->code->v[from].start;
		b.end = m->code->v[upto].end;
	} else {
		b.node = m->root; /* an empty run is still bound */
		b.start = b.end = m->code->v[m->root].start;
	}
	if (m->env[metavar].node != 0)
		return bound_eq(m, &m->env[metavar], &b);
	m->env[metavar] = b;
	m->trail[m->trail_n++] = (uint8_t)metavar;
	return true;
}

static uint32_t
positional(const struct ast *a, uint32_t c)
{
	while (c != 0 && a->v[c].kind == AST_KEYARG)
		c = a->v[c].next;
	return c;
}

/* "..." or $...X before what is left of a list: none, one, two, ... */
static enum step
list_dots(struct matcher *m, const struct goal *g, bool args)
{
	const struct ast_node *p = goal_p(m, g->p);
	uint32_t c = g->c, last = 0;

	if (p->kind == AST_DOTS && p->next == 0)
		return STEP_GO;
	for (;;) {
		unsigned mark = m->trail_n;
		struct goal rest = *g;

		rest.p = p->next;
		rest.c = c;
		if (p->kind == AST_DOTS ||
		    bind_run(m, p->name, last == 0 ? 0 : g->c, last))
			if (branch(m, rest))
				return STEP_STOP;
		trail_undo(m, mark);
		if (c == 0)
			return STEP_FAIL;
		last = c;
		c = m->code->v[c].next;
		if (args && p->kind == AST_DOTS)
			c = positional(m->code, c);
	}
}

/* The extras behind what is left of a list. */
static uint32_t
past_extras(const struct ast *a, uint32_t c)
{
	while (c != 0 && ast_is_extra(a->v[c].kind))
		c = a->v[c].next;
	return c;
}

/* An extra of the pattern fits any of those of the node itself. */
static enum step
list_extra(struct matcher *m, const struct goal **g)
{
	const struct goal *goal = *g;
	struct goal rest = *goal;

	if (goal->of == 0)
		return STEP_FAIL;
	rest.p = goal_p(m, goal->p)->next;
	*g = goal_new(m, rest);
	if (*g != NULL)
		*g = goal_node(m, goal->p, goal->of, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}

static enum step
list_step(struct matcher *m, const struct goal **g, bool args)
{
	const struct goal *goal = *g;
	const struct ast_node *p;
	struct goal rest = *goal;
	uint32_t c =
	    args ? positional(m->code, goal->c) : past_extras(m->code, goal->c);

	if (goal->p == 0) {
		*g = goal->next;
		return c == 0 || goal->open ? STEP_GO : STEP_FAIL;
	}
	p = goal_p(m, goal->p);
	if (args && p->kind == AST_KEYARG) { /* matched by name already */
		rest.p = p->next;
		*g = goal_new(m, rest);
		return *g == NULL ? STEP_STOP : STEP_GO;
	}
	if (p->kind == AST_DOTS || p->kind == AST_METAVARS) {
		enum step step = list_dots(m, goal, args);

		*g = goal->next;
		return step;
	}
	if (ast_is_extra(p->kind))
		return list_extra(m, g);
	if (c == 0)
		return STEP_FAIL;
	rest.p = p->next;
	rest.c = m->code->v[c].next;
	*g = goal_new(m, rest);
	if (*g != NULL)
		*g = goal_node(m, goal->p, c, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* Statements of the block from c on, nested ones too, each as the next. */
static enum step
statements_dots(struct matcher *m, const struct goal *g)
{
	const struct ast *a = m->code;
	uint32_t from = g->c, last = a->v[g->x].last;

	if (goal_p(m, g->p)->next == 0) {
		if (g->tracks_end)
			m->end = ast_last_child(a, g->x);
		return STEP_GO;
	}
	for (uint32_t c = from; c != 0 && c <= last; c++) {
		struct goal rest = *g;
		uint32_t end = m->end;

		if (!ast_is_stmt(a->v[c].kind))
			continue;
		if (m->steps == 0)
			break;
		m->steps--;
		rest.p = goal_p(m, g->p)->next;
		rest.c = c;
		if (branch(m, rest))
			return STEP_STOP;
		m->end = end;
	}
	return STEP_FAIL;
}

static enum step
statements_step(struct matcher *m, const struct goal **g)
{
	const struct goal *goal = *g;
	struct goal rest = *goal;

	if (goal->p == 0) {
		*g = goal->next;
		return STEP_GO; /* more may follow */
	}
	if (goal_p(m, goal->p)->kind == AST_DOTS) {
		enum step step = statements_dots(m, goal);

		*g = goal->next;
		return step;
	}
	if (goal->c == 0)
		return STEP_FAIL;
	if (goal->tracks_end)
		m->end = goal->c;
	rest.p = goal_p(m, goal->p)->next;
	rest.c = m->code->v[goal->c].next;
	if (rest.c == 0 && rest.p != 0 && goal_p(m, rest.p)->kind == AST_DOTS &&
	    m->code->v[goal->c].last < m->code->v[goal->x].last)
		rest.c = m->code->v[goal->c].last + 1; /* up and on */
	*g = goal_new(m, rest);
	if (*g != NULL)
		*g = goal_node(m, goal->p, goal->c, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* {..., a: $X}: in any order, each once. */
static enum step
loose_step(struct matcher *m, const struct goal **g)
{
	const struct goal *goal = *g;
	unsigned i = 0;

	if (goal->p == 0) {
		*g = goal->next;
		return STEP_GO;
	}
	if (goal_p(m, goal->p)->kind == AST_DOTS) {
		struct goal rest = *goal;

		rest.p = goal_p(m, goal->p)->next;
		*g = goal_new(m, rest);
		return *g == NULL ? STEP_STOP : STEP_GO;
	}
	AST_EACH(c, m->code, goal->x)
	{
		struct goal rest = *goal;
		uint32_t mark = m->goal_n;
		const struct goal *then;

		if (i >= 64 || (goal->used & (UINT64_C(1) << i)) == 0) {
			if (i < 64)
				rest.used |= UINT64_C(1) << i;
			rest.p = goal_p(m, goal->p)->next;
			then = goal_new(m, rest);
			if (then == NULL)
				return STEP_STOP;
			if (branch(m,
				(struct goal){.kind = GOAL_NODE,
				    .p = goal->p,
				    .c = c,
				    .next = then}))
				return STEP_STOP;
			m->goal_n = mark;
		}
		i++;
	}
	return STEP_FAIL;
}

/* $K=v, $L=w: keyword arguments of any name, each another. */
static enum step
keyargs_step(struct matcher *m, const struct goal **g)
{
	const struct goal *goal = *g;
	uint32_t p = goal->p;
	unsigned i = 0;

	p = goal_keyarg(m, p);
	*g = goal->next;
	if (p == 0)
		return STEP_GO;
	AST_EACH(c, m->code, goal->x)
	{
		struct goal rest = *goal;
		uint32_t mark = m->goal_n, bit = i < 63 ? i : 63;
		const struct goal *then;

		i++;
		if (m->code->v[c].kind != AST_KEYARG ||
		    (goal->used & (UINT64_C(1) << bit)) != 0)
			continue;
		rest.used |= UINT64_C(1) << bit;
		rest.p = goal_p(m, p)->next;
		then = goal_new(m, rest);
		if (then == NULL ||
		    branch(m,
			(struct goal){
			    .kind = GOAL_NODE, .p = p, .c = c, .next = then}))
			return STEP_STOP;
		m->goal_n = mark;
	}
	return STEP_FAIL;
}

enum step
goal_step(struct matcher *m, const struct goal **g)
{
	const struct goal *goal = *g;

	switch (goal->kind) {
	case GOAL_NODE:
		*g = goal->next;
		return node_step(m, goal->p, goal->c, g);
	case GOAL_LIST:
		return list_step(m, g, false);
	case GOAL_ARGS:
		return list_step(m, g, true);
	case GOAL_STATEMENTS:
		return statements_step(m, g);
	case GOAL_KEYARGS:
		return keyargs_step(m, g);
	case GOAL_LOOSE:
		return loose_step(m, g);
	}
	return STEP_FAIL;
}
