#include "scan/match_element.h"

static bool
is_attribute(enum ast_kind kind)
{
	return kind == AST_KEYARG || kind == AST_SPREAD || kind == AST_DOTS;
}

/* What of an element is neither its name nor an attribute. */
static uint32_t
content_of(const struct ast *a, uint32_t node)
{
	uint32_t kid = a->v[node].first;

	if (kid != 0 && !is_attribute(a->v[kid].kind))
		kid = a->v[kid].next;
	while (kid != 0 && is_attribute(a->v[kid].kind))
		kid = a->v[kid].next;
	return kid;
}

/* The attribute of the code's element that is named as the pattern's. */
static uint32_t
attribute_of(struct matcher *m, uint32_t p, uint32_t c)
{
	AST_EACH(kid, m->code, c)
	if (m->code->v[kid].kind == goal_p(m, p)->kind &&
	    m->code->v[kid].name == goal_p(m, p)->name)
		return kid;
	return 0;
}

static enum step
then(const struct goal **g, const struct goal *next)
{
	*g = next;
	return next == NULL ? STEP_STOP : STEP_GO;
}

enum step
match_element(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t name = goal_p(m, p)->first, have = m->code->v[c].first;
	uint32_t within = content_of(m->pattern->ast, p), found;
	enum step step = STEP_GO;

	if (within != 0)
		step = then(g,
		    goal_new(m,
			(struct goal){.kind = GOAL_LIST,
			    .p = within,
			    .c = content_of(m->code, c),
			    .of = c,
			    .next = *g}));
	for (uint32_t k = name; k != within && step == STEP_GO;
	     k = goal_p(m, k)->next) {
		if (!is_attribute(goal_p(m, k)->kind) ||
		    goal_p(m, k)->kind == AST_DOTS)
			continue;
		found = attribute_of(m, k, c);
		if (found == 0)
			return STEP_FAIL;
		if (goal_p(m, k)->first != 0)
			step = then(g, goal_node(m, k, found, *g));
	}
	if (step != STEP_GO || name == 0 || is_attribute(goal_p(m, name)->kind))
		return step;
	return have == 0 ? STEP_FAIL : then(g, goal_node(m, name, have, *g));
}
