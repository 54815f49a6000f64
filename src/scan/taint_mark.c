#include "scan/taint_mark.h"

#define PLACES_MAX 1000000

enum taint_role { ROLE_SOURCE, ROLE_SINK, ROLE_CLEAN, ROLE_HAND };

struct marker {
	struct formula_run *run;
	const struct ast *ast;
	struct arena *arena;
	struct taint_marks *marks;
	bool failed;
};

/* Notes a match at a node, behind those that are there; one of a kind. */
static void
place(struct marker *m, uint32_t *at, const struct taint_spec *spec,
    uint32_t match)
{
	struct taint_marks *marks = m->marks;
	struct taint_place *p;

	for (; *at != 0; at = &marks->places.v[*at - 1].next) {
		const struct taint_place *have = &marks->places.v[*at - 1];

		if (have->spec->label == spec->label &&
		    have->spec->requires == spec->requires &&
		    !m->run->rule->options.unify)
			return;
	}
	if (marks->places.n >= PLACES_MAX) {
		marks->spent = true;
		return;
	}
	*at = (uint32_t)marks->places.n + 1; /* before the array may move */
	p = ARENA_PUSH(m->arena, &marks->places);
	if (p == NULL) {
		m->failed = true;
		return;
	}
	*p = (struct taint_place){.match = match, .spec = spec};
}

static bool
same_span(const struct matches *list, const struct match *match)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].start == match->start &&
		    list->v[i].end == match->end)
			return true;
	return false;
}

/* Marks what lies in a match, or exactly the match. */
static void
mark(struct marker *m, const struct match *match, const struct taint_spec *spec,
    uint8_t marks, uint32_t number)
{
	const struct ast *a = m->ast;
	uint32_t from = match->node != 0 ? match->node : 1,
		 last = a->v[from].last;

	for (uint32_t i = from; i <= last && m->run->matcher->steps > 0; i++) {
		const struct ast_node *n = &a->v[i];

		m->run->matcher->steps--;
		if (n->start < match->start || n->end > match->end)
			continue;
		if (spec->exact &&
		    (n->start != match->start || n->end != match->end))
			continue;
		m->marks->at[i] |= marks;
		if ((marks & MARK_SOURCE) != 0)
			place(m, &m->marks->source_at[i], spec, number);
	}
	m->marks->spent |= m->run->matcher->steps == 0;
}

/* Statements that follow one another are a sink where any of them is. */
static void
mark_sink(struct marker *m, const struct match *match,
    const struct taint_spec *spec, uint32_t number)
{
	const struct ast *a = m->ast;

	for (uint32_t n = match->node; n == match->node ||
	     (n != 0 && !match->moved && a->v[n].end <= match->end);
	     n = a->v[n].next) {
		m->marks->at[n] |= MARK_SINK;
		place(m, &m->marks->sink_at[n], spec, number);
		if (!ast_is_stmt(a->v[n].kind))
			break;
	}
}

static void
mark_clean(
    struct marker *m, const struct match *match, const struct taint_spec *spec)
{
	if (spec->not_conflicting &&
	    (same_span(&m->marks->sources, match) ||
		same_span(&m->marks->sinks, match)))
		return;
	mark(m, match, spec,
	    spec->by_side_effect ? MARK_CLEAN | MARK_SIDE_CLEAN : MARK_CLEAN,
	    0);
}

static void
mark_hand(
    struct marker *m, const struct match *match, const struct taint_spec *spec)
{
	struct taint_hand *h;
	uint32_t from = match->env[spec->from].node;
	uint32_t to = match->env[spec->to].node;

	if (from == 0 || to == 0)
		return;
	h = ARENA_PUSH(m->arena, &m->marks->hands);
	if (h == NULL)
		m->failed = true;
	else
		*h = (struct taint_hand){from, to, spec->by_side_effect};
}

static void
mark_one(struct marker *m, enum taint_role role, const struct match *match,
    const struct taint_spec *spec, uint32_t number)
{
	switch (role) {
	case ROLE_SOURCE:
		mark(m, match, spec,
		    spec->by_side_effect ? MARK_SOURCE | MARK_SIDE_TAINT
					 : MARK_SOURCE,
		    number);
		break;
	case ROLE_SINK:
		mark_sink(m, match, spec, number);
		break;
	case ROLE_CLEAN:
		mark_clean(m, match, spec);
		break;
	case ROLE_HAND:
		mark_hand(m, match, spec);
		break;
	}
}

static enum err_code
collect(struct marker *m, const struct taint_spec *spec, enum taint_role role,
    struct matches *out)
{
	enum err_code rc = ERR_NONE;

	for (; spec != NULL && rc == ERR_NONE; spec = spec->next) {
		size_t from = out->n;

		rc = formula_matches(
		    m->run, spec->formula, 1, m->ast->n - 1, out);
		for (size_t i = from; i < out->n && rc == ERR_NONE; i++)
			mark_one(m, role, &out->v[i], spec, (uint32_t)i);
	}
	return rc;
}

enum err_code
taint_marks_make(struct formula_run *run, struct taint_marks *out)
{
	const struct rule *rule = run->rule;
	struct marker m = {.run = run,
	    .ast = run->matcher->code,
	    .arena = run->matcher->arena,
	    .marks = out};
	struct matches clean = {0}, hands = {0};
	size_t n = m.ast->n;
	enum err_code rc;

	*out = (struct taint_marks){.rule = rule,
	    .at = arena_zalloc(m.arena, n + 1),
	    .source_at = ARENA_ARRAY(m.arena, n, uint32_t),
	    .sink_at = ARENA_ARRAY(m.arena, n, uint32_t)};
	if (out->at == NULL || out->source_at == NULL || out->sink_at == NULL)
		return arena_fail(m.arena, run->err);
	rc = collect(&m, rule->sources, ROLE_SOURCE, &out->sources);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->sinks, ROLE_SINK, &out->sinks);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->sanitizers, ROLE_CLEAN, &clean);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->propagators, ROLE_HAND, &hands);
	out->spent |= run->matcher->spent;
	return m.failed ? arena_fail(m.arena, run->err) : rc;
}
