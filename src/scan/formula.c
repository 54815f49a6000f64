#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/formula.h"

#include <pcre2.h>
#include <stdlib.h>

#include "scan/comparison.h"

static bool
compatible(
    const struct formula_run *run, const struct match *a, const struct match *b)
{
	for (unsigned i = 0; i < run->rule->metavars.n; i++)
		if (a->env[i].node != 0 && b->env[i].node != 0 &&
		    !bound_eq(run->matcher, &a->env[i], &b->env[i]))
			return false;
	return true;
}

static bool
within(const struct match *inner, const struct match *outer)
{
	return inner->start >= outer->start && inner->end <= outer->end;
}

static bool
spend(struct formula_run *run)
{
	if (run->matcher->steps == 0) {
		run->matcher->spent = true;
		return false;
	}
	run->matcher->steps--;
	return true;
}

static bool
same_match(
    const struct formula_run *run, const struct match *a, const struct match *b)
{
	return a->start == b->start && a->end == b->end &&
	    memcmp(a->env, b->env, run->rule->metavars.n * sizeof(*a->env)) ==
	    0;
}

static enum err_code
add(struct formula_run *run, struct matches *out, struct match match)
{
	struct match *place;

	/* equal ones come from the same place: looking back a little finds
	   them; the rest is dropped when findings are made */
	for (size_t i = out->n; i > 0 && i + 8 > out->n; i--)
		if (same_match(run, &out->v[i - 1], &match))
			return ERR_NONE;
	place = ARENA_PUSH(run->matcher->arena, out);
	if (place == NULL)
		return arena_fail(run->matcher->arena, run->err);
	*place = match;
	return ERR_NONE;
}

/* The span of a with the bindings of both. */
static enum err_code
add_merged(struct formula_run *run, struct matches *out, const struct match *a,
    const struct match *b)
{
	unsigned n = run->rule->metavars.n;
	struct match merged = *a;
	bool more = false;

	for (unsigned i = 0; i < n; i++)
		more = more || (a->env[i].node == 0 && b->env[i].node != 0);
	if (!more)
		return add(run, out, merged);
	merged.env = arena_alloc(run->matcher->arena, n * sizeof(*merged.env));
	if (merged.env == NULL)
		return arena_fail(run->matcher->arena, run->err);
	for (unsigned i = 0; i < n; i++)
		merged.env[i] = a->env[i].node != 0 ? a->env[i] : b->env[i];
	return add(run, out, merged);
}

/* Narrows *have to what also fits other: both ways round for a pattern,
   only within for pattern-inside. */
static enum err_code
intersect(struct formula_run *run, struct matches *have,
    const struct matches *other, bool inside)
{
	struct matches out = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < have->n; i++)
		for (size_t j = 0; j < other->n && rc == ERR_NONE; j++) {
			const struct match *a = &have->v[i], *b = &other->v[j];

			if (!spend(run))
				break;
			if (within(a, b) && compatible(run, a, b))
				rc = add_merged(run, &out, a, b);
			else if (!inside && within(b, a) &&
			    compatible(run, a, b))
				rc = add_merged(run, &out, b, a);
		}
	*have = out;
	return rc;
}

static void
subtract(
    struct formula_run *run, struct matches *have, const struct matches *other)
{
	size_t n = 0;

	for (size_t i = 0; i < have->n; i++) {
		bool hit = false;

		for (size_t j = 0; j < other->n && !hit; j++)
			hit = spend(run) && within(&have->v[i], &other->v[j]) &&
			    compatible(run, &have->v[i], &other->v[j]);
		if (!hit)
			have->v[n++] = have->v[i];
	}
	have->n = n;
}

static bool
number_of(void *ctx, unsigned metavar, int64_t *out)
{
	void *const *pair = ctx;
	const struct matcher *m = pair[0];
	const struct match *match = pair[1];
	const struct bound *b = &match->env[metavar];
	uint32_t node = b->node;
	char text[32], *end;
	struct str s;

	if (node == 0)
		return false;
	if (m->code->v[node].kind == AST_NAME)
		node = constants_value(m->constants, node);
	s = node == b->node ? bound_text(m->code, b) : ast_text(m->code, node);
	if (node == 0 || s.len == 0 || s.len >= sizeof(text))
		return false;
	memcpy(text, s.ptr, s.len);
	text[s.len] = '\0';
	*out = strtoll(text, &end, 0);
	return *end == '\0';
}

static enum err_code
holds_inside(struct formula_run *run, const struct condition *c,
    const struct match *match, bool *out)
{
	const struct bound *b = &match->env[c->metavar];
	struct matches found = {0};
	enum err_code rc;

	*out = false;
	if (b->node == 0)
		return ERR_NONE;
	rc = formula_matches(run, c->formula, b->node,
	    run->matcher->code->v[b->node].last, &found);
	for (size_t i = 0; i < found.n && !*out; i++)
		*out = compatible(run, match, &found.v[i]);
	return rc;
}

static enum err_code
holds(struct formula_run *run, const struct condition *c, struct match *match,
    bool *out)
{
	const struct bound *b = &match->env[c->metavar];
	void *pair[] = {run->matcher, match};

	switch (c->kind) {
	case CONDITION_REGEX:
		*out = b->node != 0 &&
		    match_regex(run->matcher, c->regex,
			bound_text(run->matcher->code, b), true);
		return ERR_NONE;
	case CONDITION_FORMULA:
		return holds_inside(run, c, match, out);
	case CONDITION_COMPARE:
		*out = comparison_holds(c->compare, number_of, pair);
		return ERR_NONE;
	}
	return ERR_NONE;
}

static enum err_code
filter(struct formula_run *run, const struct formula *f, struct matches *have)
{
	size_t n = 0;
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < have->n && rc == ERR_NONE; i++) {
		bool keep = true;

		for (const struct condition *c = f->conditions;
		     c != NULL && keep && rc == ERR_NONE; c = c->next)
			rc = holds(run, c, &have->v[i], &keep);
		if (keep)
			have->v[n++] = have->v[i];
	}
	have->n = n;
	return rc;
}

static enum err_code
focus(struct formula_run *run, const struct focus *f, struct matches *have)
{
	struct matches out = {0};
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < have->n; i++)
		for (unsigned k = 0; k < f->n && rc == ERR_NONE; k++) {
			struct match moved = have->v[i];
			const struct bound *b = &moved.env[f->metavars[k]];

			if (b->node == 0)
				continue;
			moved.start = b->start;
			moved.end = b->end;
			moved.node = b->node;
			moved.moved = true;
			rc = add(run, &out, moved);
		}
	*have = out;
	return rc;
}

/* Whether all that a formula says is where a match lies. */
static bool
is_inside(const struct formula *f)
{
	bool any = false;

	if (f->kind == FORMULA_INSIDE)
		return true;
	if (f->kind != FORMULA_OR && f->kind != FORMULA_AND)
		return false;
	if (f->focus != NULL)
		return false;
	for (const struct formula *part = f->first; part; part = part->next) {
		if (part->kind == FORMULA_NOT)
			continue;
		if (!is_inside(part))
			return false;
		any = true;
	}
	return any;
}

/* The next part to start from or to narrow by; insides wait for the rest.
   Where there is nothing but insides, the innermost is meant. */
static enum err_code
and_part(struct formula_run *run, const struct formula *part, uint32_t lo,
    uint32_t hi, struct matches *have, bool *started, bool *inside)
{
	struct matches found = {0};
	enum err_code rc = formula_matches(run, part, lo, hi, &found);

	if (rc != ERR_NONE)
		return rc;
	if (*started)
		return intersect(
		    run, have, &found, is_inside(part) && !*inside);
	*have = found;
	*started = true;
	*inside = is_inside(part);
	return ERR_NONE;
}

/* What a formula of nots alone starts from: all it is asked of. */
static enum err_code
whole_match(struct formula_run *run, uint32_t node, struct matches *out)
{
	const struct ast_node *n = &run->matcher->code->v[node];
	struct match match = {.start = n->start, .end = n->end, .node = node};

	match.env = arena_zalloc(run->matcher->arena,
	    (run->rule->metavars.n + 1) * sizeof(*match.env));
	if (match.env == NULL)
		return arena_fail(run->matcher->arena, run->err);
	return add(run, out, match);
}

static enum err_code
and_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    uint32_t hi, struct matches *out)
{
	struct matches have = {0};
	bool started = false, inside = false;
	enum err_code rc = ERR_NONE;

	for (int pass = 0; pass < 2; pass++)
		for (const struct formula *part = f->first;
		     part != NULL && rc == ERR_NONE; part = part->next) {
			if (started && have.n == 0)
				return ERR_NONE;
			if (part->kind != FORMULA_NOT &&
			    is_inside(part) == (pass == 1))
				rc = and_part(run, part, lo, hi, &have,
				    &started, &inside);
		}
	if (rc == ERR_NONE && !started)
		rc = whole_match(run, lo, &have);
	for (const struct formula *part = f->first;
	     part != NULL && rc == ERR_NONE && have.n > 0; part = part->next) {
		struct matches found = {0};

		if (part->kind != FORMULA_NOT)
			continue;
		rc = formula_matches(run, part->first, lo, hi, &found);
		if (rc == ERR_NONE)
			subtract(run, &have, &found);
	}
	if (rc == ERR_NONE)
		rc = filter(run, f, &have);
	for (const struct focus *at = f->focus; at && rc == ERR_NONE;
	     at = at->next)
		rc = focus(run, at, &have);
	for (size_t i = 0; i < have.n && rc == ERR_NONE; i++)
		rc = add(run, out, have.v[i]);
	return rc;
}

static enum err_code
regex_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    struct matches *out)
{
	struct matcher *m = run->matcher;
	const struct ast_node *area = &m->code->v[lo];
	struct str text = str_sub(m->code->source, 0, area->end);
	size_t at = area->start, *span;
	enum err_code rc = ERR_NONE;

	while (at <= text.len && rc == ERR_NONE && spend(run)) {
		struct match match = {0};

		if (pcre2_match(f->regex, (PCRE2_SPTR)text.ptr, text.len, at, 0,
			m->match_data, NULL) < 0)
			break;
		span = pcre2_get_ovector_pointer(m->match_data);
		at = span[1] > span[0] ? span[1] : span[1] + 1;
		if (span[1] < span[0])
			continue;
		match.start = (uint32_t)span[0];
		match.end = (uint32_t)span[1];
		match.env = arena_zalloc(
		    m->arena, (run->rule->metavars.n + 1) * sizeof(*match.env));
		if (match.env == NULL)
			return arena_fail(m->arena, run->err);
		rc = add(run, out, match);
	}
	return rc;
}

enum err_code
formula_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    uint32_t hi, struct matches *out)
{
	enum err_code rc = ERR_NONE;

	switch (f->kind) {
	case FORMULA_PATTERN:
		if (f->patterns[run->language].root == 0)
			return ERR_NONE;
		return match_pattern(run->matcher, &f->patterns[run->language],
		    run->rule->metavars.n, lo, hi, out, run->err);
	case FORMULA_REGEX:
		return regex_matches(run, f, lo, out);
	case FORMULA_AND:
		return and_matches(run, f, lo, hi, out);
	case FORMULA_OR:
		for (const struct formula *part = f->first;
		     part != NULL && rc == ERR_NONE; part = part->next)
			rc = formula_matches(run, part, lo, hi, out);
		return rc;
	case FORMULA_NOT:
	case FORMULA_INSIDE:
		return formula_matches(run, f->first, lo, hi, out);
	}
	return rc;
}

bool
formula_may_hold(
    const struct formula *f, unsigned language, const uint8_t *present)
{
	const struct pattern *p = &f->patterns[language];
	bool any = false;

	switch (f->kind) {
	case FORMULA_PATTERN:
		for (uint32_t i = 0; i < p->need_count; i++)
			if (present[p->needs[i]] == 0)
				return false;
		return p->root != 0;
	case FORMULA_REGEX:
		return true;
	case FORMULA_NOT:
		return true;
	case FORMULA_INSIDE:
		return formula_may_hold(f->first, language, present);
	case FORMULA_AND:
		for (const struct formula *k = f->first; k; k = k->next)
			if (!formula_may_hold(k, language, present))
				return false;
		return true;
	case FORMULA_OR:
		for (const struct formula *k = f->first; k; k = k->next)
			any = any || formula_may_hold(k, language, present);
		return any;
	}
	return true;
}
