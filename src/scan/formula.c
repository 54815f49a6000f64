#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/formula.h"

#include <pcre2.h>

#include "scan/condition.h"

bool
matches_agree(const struct matcher *m, unsigned n, const struct match *a,
    const struct match *b)
{
	for (unsigned i = 0; i < n; i++)
		if (a->env[i].node != 0 && b->env[i].node != 0 &&
		    !bound_eq(m, &a->env[i], &b->env[i]))
			return false;
	return true;
}

static bool
compatible(
    const struct formula_run *run, const struct match *a, const struct match *b)
{
	return matches_agree(run->matcher, run->rule->metavars.n, a, b);
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

enum err_code
match_merge(struct formula_run *run, const struct match *a,
    const struct match *b, struct match *out)
{
	unsigned n = run->rule->metavars.n;
	struct bound *env;
	bool more = false;

	*out = *a;
	for (unsigned i = 0; i < n; i++)
		more = more || (a->env[i].node == 0 && b->env[i].node != 0);
	if (!more)
		return ERR_NONE;
	env = arena_alloc(run->matcher->arena, n * sizeof(*env));
	if (env == NULL)
		return arena_fail(run->matcher->arena, run->err);
	for (unsigned i = 0; i < n; i++)
		env[i] = a->env[i].node != 0 ? a->env[i] : b->env[i];
	out->env = env;
	return ERR_NONE;
}

static enum err_code
add_merged(struct formula_run *run, struct matches *out, const struct match *a,
    const struct match *b)
{
	struct match merged;
	enum err_code rc = match_merge(run, a, b, &merged);

	return rc == ERR_NONE ? add(run, out, merged) : rc;
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

/* What lies within one of the others; a regular expression need only be found
   within it. */
static void
subtract(struct formula_run *run, struct matches *have,
    const struct matches *other, bool text)
{
	size_t n = 0;

	for (size_t i = 0; i < have->n; i++) {
		bool hit = false;

		for (size_t j = 0; j < other->n && !hit; j++)
			hit = spend(run) &&
			    (within(&have->v[i], &other->v[j]) ||
				(text && within(&other->v[j], &have->v[i]))) &&
			    compatible(run, &have->v[i], &other->v[j]);
		if (!hit)
			have->v[n++] = have->v[i];
	}
	have->n = n;
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
			rc = condition_holds(run, c, &have->v[i], &keep);
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
			if (moved.start < b->start || moved.end > b->end) {
				moved.start = b->start;
				moved.end = b->end;
				moved.node = b->node;
				moved.moved = true;
			} /* else: it lies within, and is told as it is */
			rc = add(run, &out, moved);
		}
	*have = out;
	return rc;
}

/* Of what matches have come together so far. */
enum and_state { AND_EMPTY, AND_POSITIVE, AND_INSIDES };

/* pattern-inside, and what is put together of nothing else. */
static bool
is_inside(const struct formula *f)
{
	bool any = false;

	if (f->kind != FORMULA_AND && f->kind != FORMULA_OR)
		return f->kind == FORMULA_INSIDE;
	for (const struct formula *part = f->first; part; part = part->next) {
		if (part->kind != FORMULA_NOT && !is_inside(part))
			return false;
		any = any || part->kind != FORMULA_NOT;
	}
	return any && f->focus == NULL;
}

/* The next part to start from or to narrow by; insides wait for the rest, and
   where there is no rest the smaller of two is what is left. */
static enum err_code
and_part(struct formula_run *run, const struct formula *part, uint32_t lo,
    uint32_t hi, struct matches *have, enum and_state *state)
{
	struct matches found = {0};
	bool inside = is_inside(part);
	enum err_code rc = formula_matches(run, part, lo, hi, &found);

	if (rc != ERR_NONE)
		return rc;
	if (*state != AND_EMPTY)
		return intersect(
		    run, have, &found, inside && *state == AND_POSITIVE);
	*have = found;
	*state = inside ? AND_INSIDES : AND_POSITIVE;
	return ERR_NONE;
}

static enum err_code
add_text(struct formula_run *run, struct matches *out, struct match match)
{
	struct matcher *m = run->matcher;

	match.env = arena_zalloc(
	    m->arena, (run->rule->metavars.n + 1) * sizeof(*match.env));
	return match.env == NULL ? arena_fail(m->arena, run->err)
				 : add(run, out, match);
}

/* Nothing but pattern-not: about what is bound as a whole. */
static bool
only_refuses(const struct formula *f)
{
	for (const struct formula *part = f->first; part; part = part->next)
		if (part->kind != FORMULA_NOT)
			return false;
	return true;
}

static enum err_code
and_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    uint32_t hi, struct matches *out)
{
	struct matches have = {0};
	enum and_state state = AND_EMPTY;
	enum err_code rc = ERR_NONE;

	if (run->area.end != 0 && only_refuses(f)) {
		rc = add_text(run, &have,
		    (struct match){.start = run->area.start,
			.end = run->area.end,
			.node = lo});
		state = AND_POSITIVE;
	}
	for (int pass = 0; pass < 2; pass++)
		for (const struct formula *part = f->first;
		     part != NULL && rc == ERR_NONE; part = part->next) {
			if (state != AND_EMPTY && have.n == 0)
				return ERR_NONE;
			if (part->kind != FORMULA_NOT &&
			    is_inside(part) == (pass == 1))
				rc = and_part(run, part, lo, hi, &have, &state);
		}
	for (const struct formula *part = f->first;
	     part != NULL && rc == ERR_NONE && have.n > 0; part = part->next) {
		struct matches found = {0};

		if (part->kind != FORMULA_NOT)
			continue;
		rc = formula_matches(run, part->first, lo, hi, &found);
		if (rc == ERR_NONE)
			subtract(run, &have, &found,
			    part->first->kind == FORMULA_REGEX);
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

static struct ast_span
area_of(const struct formula_run *run, uint32_t node)
{
	const struct ast_node *n = &run->matcher->code->v[node];

	return run->area.end != 0 ? run->area
				  : (struct ast_span){n->start, n->end};
}

/* $NAME is what (?<NAME>...) took, $1 the first group. */
static void
bind_groups(struct formula_run *run, const struct pcre2_real_code_8 *regex,
    uint32_t start, struct bound *env)
{
	const size_t *span =
	    pcre2_get_ovector_pointer(run->matcher->room->data);
	uint32_t groups = 0;

	(void)pcre2_pattern_info(regex, PCRE2_INFO_CAPTURECOUNT, &groups);
	for (unsigned i = 0; groups > 0 && i < run->rule->metavars.n; i++) {
		const char *name = run->rule->metavars.v[i].ptr + 1;
		int group = *name >= '1' && *name <= '9' && name[1] == '\0'
		    ? *name - '0'
		    : pcre2_substring_number_from_name(regex, (PCRE2_SPTR)name);

		if (group < 1 || (uint32_t)group > groups ||
		    group >= MATCH_GROUPS_MAX || span[2 * group] == PCRE2_UNSET)
			continue;
		env[i] = (struct bound){.node = 1,
		    .start = start + (uint32_t)span[2 * group],
		    .end = start + (uint32_t)span[2 * group + 1],
		    .content = true};
	}
}

static enum err_code
regex_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    struct matches *out)
{
	struct matcher *m = run->matcher;
	struct ast_span area = area_of(run, lo);
	struct str text =
	    str_sub(m->code->source, area.start, area.end - area.start);
	struct matches one = {0};
	size_t at = 0, *span;
	enum err_code rc = ERR_NONE;

	while (at <= text.len && rc == ERR_NONE && spend(run)) {
		struct match match = {0};

		if (pcre2_match(f->regex, (PCRE2_SPTR)text.ptr, text.len, at, 0,
			m->room->data, NULL) < 0)
			break;
		span = pcre2_get_ovector_pointer(m->room->data);
		at = span[1] > span[0] ? span[1] : span[1] + 1;
		if (span[1] < span[0])
			continue;
		match.start = area.start + (uint32_t)span[0];
		match.end = area.start + (uint32_t)span[1];
		rc = add_text(run, &one, match);
		if (rc == ERR_NONE) {
			bind_groups(run, f->regex, area.start, one.v[0].env);
			rc = add(run, out, one.v[0]);
		}
		one.n = 0;
	}
	return rc;
}

/* The words and signs of an area, kept until another is asked for. */
static enum err_code
tokens_of(struct formula_run *run, struct ast_span area)
{
	struct matcher *m = run->matcher;

	if (m->tokens.v != NULL && m->tokens_of.start == area.start &&
	    m->tokens_of.end == area.end)
		return ERR_NONE;
	m->tokens = (struct generic_tokens){0};
	m->tokens_of = area;
	return generic_tokens_read(m->code->source, area.start, area.end,
	    m->arena, &m->tokens, run->err);
}

/* What $X took, as bound in the file's own node. */
static struct bound
taken(const struct generic_try *t, const struct generic_bound *b)
{
	const struct generic_token *v = t->tokens->v + b->first;
	uint32_t end = b->first > 0 ? v[-1].end : 0;

	if (b->count == 0)
		return (struct bound){
		    .node = 1, .start = end, .end = end, .content = true};
	return (struct bound){.node = 1,
	    .start = v->start,
	    .end = v[b->count - 1].end,
	    .content = true};
}

static enum err_code
add_taken(struct formula_run *run, struct matches *out,
    const struct generic_try *t, size_t from)
{
	struct match match = {.start = t->tokens->v[from].start,
	    .end = t->tokens->v[t->end > from ? t->end - 1 : from].end};
	enum err_code rc = add_text(run, out, match);
	struct bound *env = rc == ERR_NONE ? out->v[out->n - 1].env : NULL;

	for (unsigned i = 0; env != NULL && i < run->rule->metavars.n; i++)
		if (t->bound[i].is)
			env[i] = taken(t, &t->bound[i]);
	return rc;
}

static enum err_code
generic_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    struct matches *out)
{
	struct matcher *m = run->matcher;
	unsigned span = run->rule->options.span;
	struct generic_try t = {.pattern = f->generic,
	    .source = m->code->source,
	    .span = span != 0 ? span : GENERIC_SPAN,
	    .steps = &m->steps};
	enum err_code rc = tokens_of(run, area_of(run, lo));

	t.tokens = &m->tokens;
	for (size_t i = 0; i < m->tokens.n && rc == ERR_NONE && spend(run); i++)
		if (generic_fits(&t, i))
			rc = add_taken(run, out, &t, i);
	m->spent |= m->steps == 0;
	return rc;
}

enum err_code
formula_matches(struct formula_run *run, const struct formula *f, uint32_t lo,
    uint32_t hi, struct matches *out)
{
	enum err_code rc = ERR_NONE;

	if ((f->kind == FORMULA_PATTERN || f->kind == FORMULA_AND) &&
	    run->present != NULL &&
	    !formula_may_hold(f, run->language, run->present))
		return ERR_NONE;
	switch (f->kind) {
	case FORMULA_PATTERN:
		if (f->patterns[run->language].root == 0)
			return ERR_NONE;
		return match_pattern(run->matcher, &f->patterns[run->language],
		    run->rule->metavars.n, lo, hi, out, run->err);
	case FORMULA_REGEX:
		return regex_matches(run, f, lo, out);
	case FORMULA_GENERIC:
		return generic_matches(run, f, lo, out);
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
	case FORMULA_GENERIC:
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
