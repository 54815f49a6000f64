#include "scan/taint_mark.h"

#include <stdlib.h>

#define PLACES_MAX 1000000

enum taint_role { ROLE_SOURCE, ROLE_SINK, ROLE_CLEAN, ROLE_HAND };

struct marker {
	struct formula_run *run;
	const struct ast *ast;
	struct arena *arena;
	struct taint_marks *marks;
	bool failed;
};

static void
place(struct marker *m, struct taint_places *places, uint32_t node,
    const struct taint_spec *spec, uint32_t match)
{
	struct taint_place *p;

	if (places->n >= PLACES_MAX) {
		m->marks->spent = true;
		return;
	}
	p = ARENA_PUSH(m->arena, places);
	if (p == NULL)
		m->failed = true;
	else
		*p = (struct taint_place){node, match, spec};
}

static int
by_node(const void *x, const void *y)
{
	const struct taint_place *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return (a->match > b->match) - (a->match < b->match);
}

/* One of a kind at a node is enough, where what they bind does not count. */
static void
places_sort(struct marker *m, struct taint_places *places)
{
	size_t n = 0;

	if (places->n > 1)
		qsort(places->v, places->n, sizeof(*places->v), by_node);
	for (size_t i = 0; i < places->n; i++) {
		const struct taint_place *p = &places->v[i];
		bool twin = false;

		for (size_t k = n;
		     k > 0 && !twin && !m->run->rule->options.unify; k--) {
			const struct taint_place *have = &places->v[k - 1];

			if (have->node != p->node)
				break;
			twin = have->spec->label == p->spec->label &&
			    have->spec->requires == p->spec->requires;
		}
		if (!twin)
			places->v[n++] = *p;
	}
	places->n = n;
}

const struct taint_place *
taint_places_at(const struct taint_places *places, uint32_t node, size_t *n)
{
	size_t low = 0, high = places->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (places->v[mid].node < node)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < places->n && places->v[low + *n].node == node;)
		++*n;
	return &places->v[low];
}

static void
mark_node(struct marker *m, uint32_t node, uint8_t marks)
{
	struct taint_marks *out = m->marks;

	if (out->at == NULL)
		out->at = arena_zalloc(m->arena, m->ast->n + 1);
	if (out->at == NULL)
		m->failed = true;
	else
		out->at[node] |= marks;
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

	for (uint32_t i = from;
	     i <= last && m->run->matcher->steps > 0 && !m->failed; i++) {
		const struct ast_node *n = &a->v[i];

		m->run->matcher->steps--;
		if (n->start < match->start || n->end > match->end)
			continue;
		if (spec->exact &&
		    (n->start != match->start || n->end != match->end))
			continue;
		mark_node(m, i, marks);
		if ((marks & MARK_SOURCE) != 0)
			place(m, &m->marks->source_at, i, spec, number);
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
		mark_node(m, n, MARK_SINK);
		place(m, &m->marks->sink_at, n, spec, number);
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
	enum err_code rc;

	*out = (struct taint_marks){.rule = rule};
	rc = collect(&m, rule->sources, ROLE_SOURCE, &out->sources);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->sinks, ROLE_SINK, &out->sinks);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->sanitizers, ROLE_CLEAN, &clean);
	if (rc == ERR_NONE)
		rc = collect(&m, rule->propagators, ROLE_HAND, &hands);
	places_sort(&m, &out->source_at);
	places_sort(&m, &out->sink_at);
	out->spent |= run->matcher->spent;
	return m.failed ? arena_fail(m.arena, run->err) : rc;
}
