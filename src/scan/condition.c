#include "scan/condition.h"

#include "scan/comparison.h"

#define TEXT_MEMORY_MAX ((size_t)64 << 20)

struct compared {
	const struct matcher *matcher;
	const struct match *match;
	int base;
};

static bool
value_of(void *ctx, unsigned metavar, struct comparison_value *out)
{
	const struct compared *of = ctx;
	const struct matcher *m = of->matcher;
	struct bound b = metavar < METAVARS_MAX ? of->match->env[metavar]
						: (struct bound){0};
	uint32_t value;
	struct ast_span span;

	if (b.node == 0)
		return false;
	value = m->code->v[b.node].kind == AST_NAME
	    ? constants_value(m->constants, b.node)
	    : 0;
	if (value != 0)
		b = (struct bound){.node = value,
		    .start = m->code->v[value].start,
		    .end = m->code->v[value].end};
	span = bound_content(m->code, &b);
	out->text = str_sub(m->code->source, span.start, span.end - span.start);
	out->is_text = false;
	if (!b.content && m->code->v[b.node].kind == AST_BOOL)
		out->number = (out->text.ptr[0] | 32) == 't';
	else
		out->is_text =
		    !comparison_number(out->text, of->base, &out->number);
	return true;
}

static struct str
value_text(struct compared *of, unsigned metavar)
{
	struct comparison_value v = {.text = STR("")};

	(void)value_of(of, metavar, &v);
	return v.text;
}

static struct str
content_text(const struct formula_run *run, const struct bound *b)
{
	struct ast_span span = bound_content(run->matcher->code, b);

	return str_sub(
	    run->matcher->code->source, span.start, span.end - span.start);
}

/* A block of lines is code without its indent. */
static struct str
code_text(const struct formula_run *run, const struct bound *b)
{
	struct str text = content_text(run, b);

	return !b->content && str_starts(text, STR("\n"))
	    ? ast_name(run->matcher->code, b->node)
	    : text;
}

/* The formula over a text as a file of its own; the steps are shared. */
static enum err_code
matches_in_text(struct formula_run *run, const struct condition *c,
    struct str text, struct arena *arena, struct matches *found)
{
	struct matcher *m = run->matcher, inner;
	struct formula_run on = *run;
	struct constants constants;
	struct symbols *names = ARENA_NEW(arena, struct symbols);
	struct match_room room = {0};
	struct ast *ast;
	enum err_code rc;

	if (names == NULL)
		return arena_fail(arena, run->err);
	symbols_init(names, arena, m->code->symbols);
	rc = parser_read(run->parser, c->language, text, &parse_limits_default,
	    names, arena, &ast, run->err);
	if (rc == ERR_LIMIT)
		return ERR_NONE;
	if (rc == ERR_NONE)
		rc = constants_init(&constants, ast, arena, run->err);
	if (rc == ERR_NONE)
		rc = match_room_init(&room, run->err);
	if (rc == ERR_NONE)
		rc = matcher_init(
		    &inner, ast, &constants, &room, arena, run->err);
	if (rc != ERR_NONE) {
		match_room_release(&room);
		return rc;
	}
	inner.steps = m->steps;
	on.matcher = &inner;
	on.present = NULL;
	on.language = (unsigned)(c->language - languages);
	on.area = (struct ast_span){0, (uint32_t)text.len};
	rc = formula_matches(&on, c->formula, 1, ast->n - 1, found);
	m->steps = inner.steps;
	m->spent |= inner.spent;
	match_room_release(&room);
	return rc;
}

static enum err_code
holds_in_text(struct formula_run *run, const struct condition *c,
    struct str text, bool *out)
{
	struct matches found = {0};
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, TEXT_MEMORY_MAX);
	rc = matches_in_text(run, c, text, &arena, &found);
	*out = rc == ERR_NONE && found.n > 0;
	arena_release(&arena);
	return rc;
}

static bool
is_text(const struct formula_run *run, const struct bound *b)
{
	return b->content ||
	    (b->upto == 0 && run->matcher->code->v[b->node].kind == AST_STRING);
}

static enum err_code
holds_inside(struct formula_run *run, const struct condition *c,
    struct match *match, bool *out)
{
	const struct bound *b = &match->env[c->metavar];
	const struct ast *code = run->matcher->code;
	struct formula_run inner = *run;
	struct matches found = {0};
	enum err_code rc;

	*out = false;
	if (b->node == 0)
		return ERR_NONE;
	if (c->language != NULL && is_text(run, b))
		return holds_in_text(run, c, code_text(run, b), out);
	inner.area = c->text ? bound_content(code, b)
			     : (struct ast_span){b->start, b->end};
	if (inner.area.end <= inner.area.start)
		return ERR_NONE;
	rc = formula_matches(
	    &inner, c->formula, b->node, code->v[b->node].last, &found);
	for (size_t i = 0; i < found.n && !*out && rc == ERR_NONE; i++) {
		*out = matches_agree(
		    run->matcher, run->rule->metavars.n, match, &found.v[i]);
		if (*out) /* what it binds is known behind it */
			rc = match_merge(run, match, &found.v[i], match);
	}
	return rc;
}

enum err_code
condition_holds(struct formula_run *run, const struct condition *c,
    struct match *match, bool *out)
{
	const struct bound *b = &match->env[c->metavar];
	struct compared of = {run->matcher, match, c->base};

	switch (c->kind) {
	case CONDITION_REGEX:
		*out = b->node != 0 &&
		    match_regex(run->matcher, c->regex,
			c->of_value ? value_text(&of, c->metavar)
				    : bound_text(run->matcher->code, b),
			true);
		return ERR_NONE;
	case CONDITION_FORMULA:
		return holds_inside(run, c, match, out);
	case CONDITION_ANALYSIS:
		*out = b->node != 0 && c->analyse(content_text(run, b));
		return ERR_NONE;
	case CONDITION_COMPARE:
		*out = comparison_holds(c->compare, value_of, &of);
		return ERR_NONE;
	}
	return ERR_NONE;
}
