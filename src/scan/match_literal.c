#include "scan/match_literal.h"

enum step
match_bind(struct matcher *m, unsigned metavar, struct bound b)
{
	if (metavar >= METAVARS_MAX)
		return STEP_GO; /* $_ */
	if (m->env[metavar].node != 0) {
		uint64_t cost = m->code->v[b.node].last - b.node;

		m->steps -= cost < m->steps ? cost : m->steps;
		return bound_eq(m, &m->env[metavar], &b) ? STEP_GO : STEP_FAIL;
	}
	m->env[metavar] = b;
	m->trail[m->trail_n++] = (uint8_t)metavar;
	return STEP_GO;
}

/* The a of `a${b}`: it has no quotes of its own. */
static bool
is_template_text(const struct ast *a, uint32_t node)
{
	return a->v[node].kind == AST_STRING &&
	    a->v[a->v[node].parent].kind == AST_TEMPLATE &&
	    (a->v[a->v[node].parent].flags & AST_EVEN) == 0 &&
	    str_eq(ast_text(a, node), ast_name(a, node));
}

enum step
match_bind_node(struct matcher *m, unsigned metavar, uint32_t c)
{
	const struct ast_node *n = &m->code->v[c];

	if (n->kind == AST_KEYARG || is_template_text(m->code, c))
		return STEP_FAIL;
	return match_bind(m, metavar,
	    (struct bound){.node = c, .start = n->start, .end = n->end});
}

/* Where the text of a literal stands, without its quotes. */
struct ast_span
match_literal_span(const struct ast *a, uint32_t node)
{
	const struct ast_node *n = &a->v[node];
	struct str text = ast_text(a, node);
	uint32_t at = 0, quotes = 1;

	if (str_eq(text, ast_name(a, node)) || str_starts(text, STR("\n")))
		return (struct ast_span){n->start, n->end};
	while (at < text.len && text.ptr[at] != '"' && text.ptr[at] != '\'' &&
	    text.ptr[at] != '`')
		at++;
	if (text.len >= at + 6 && text.ptr[at + 1] == text.ptr[at] &&
	    text.ptr[at + 2] == text.ptr[at])
		quotes = 3;
	if (at + 2 * quotes > text.len)
		return (struct ast_span){n->start, n->end};
	return (struct ast_span){n->start + at + quotes, n->end - quotes};
}

/* f"..." and `...` */
static bool
is_formatted(const struct ast *a, uint32_t node)
{
	struct str text = ast_text(a, node);
	size_t i = 0;

	if (a->v[node].kind != AST_STRING && a->v[node].kind != AST_TEMPLATE)
		return false;
	while (i < text.len && (text.ptr[i] | 32) >= 'a' &&
	    (text.ptr[i] | 32) <= 'z' && (text.ptr[i] | 32) != 'f')
		i++;
	return i < text.len &&
	    (text.ptr[i] == '`' || (text.ptr[i] | 32) == 'f');
}

/* "a" + "b", as it stands but without the outer quotes */
static enum step
bind_joined(struct matcher *m, unsigned metavar, uint32_t c)
{
	const struct ast *a = m->code;
	uint32_t first = c, last = c;

	while (a->v[first].first != 0)
		first = a->v[first].first;
	while (a->v[last].first != 0)
		last = ast_last_child(a, last);
	if (a->v[first].kind != AST_STRING || a->v[last].kind != AST_STRING)
		return match_bind_node(m, metavar, c);
	return match_bind(m, metavar,
	    (struct bound){.node = c,
		.start = match_literal_span(a, first).start,
		.end = match_literal_span(a, last).end,
		.content = true});
}

/* "...", "=~/re/", "$X", "text": against what is known before running */
enum step
match_string(struct matcher *m, uint32_t p, uint32_t c)
{
	struct str want = ast_name(m->pattern->ast, p), have;
	struct ast_span span;
	uint32_t value;

	if (m->code->v[c].kind == AST_FIELD) /* the key of {a: 1} */
		return goal_p(m, p)->name == m->code->v[c].name ? STEP_GO
								: STEP_FAIL;
	if (str_eq(want, STR("...")) && is_formatted(m->pattern->ast, p))
		return is_formatted(m->code, c) ? STEP_GO : STEP_FAIL;
	if (!constants_string(m->constants, c, &value))
		return STEP_FAIL;
	if (str_eq(want, STR("...")))
		return STEP_GO;
	if (value == 0)
		return (goal_p(m, p)->flags & AST_STRING_METAVAR) != 0
		    ? bind_joined(m, goal_p(m, p)->spare, c)
		    : STEP_FAIL;
	have = ast_name(m->code, value);
	if ((goal_p(m, p)->flags & AST_STRING_REGEX) != 0)
		return match_regex(m, m->pattern->regexes[goal_p(m, p)->spare],
			   have, false)
		    ? STEP_GO
		    : STEP_FAIL;
	if ((goal_p(m, p)->flags & AST_STRING_METAVAR) == 0)
		return goal_p(m, p)->name == m->code->v[value].name ? STEP_GO
								    : STEP_FAIL;
	span = match_literal_span(m->code, value);
	return match_bind(m, goal_p(m, p)->spare,
	    (struct bound){.node = value,
		.start = span.start,
		.end = span.end,
		.content = true});
}

enum step
match_number(struct matcher *m, uint32_t p, uint32_t c)
{
	uint32_t value = m->code->v[c].kind == AST_NAME
	    ? constants_value(m->constants, c)
	    : c;

	return value != 0 && m->code->v[value].kind == goal_p(m, p)->kind &&
		m->code->v[value].name == goal_p(m, p)->name
	    ? STEP_GO
	    : STEP_FAIL;
}

/* /$X/ is what stands between the slashes, /.../ anything. */
enum step
match_regex_literal(struct matcher *m, uint32_t p, uint32_t c)
{
	const struct ast_node *want = goal_p(m, p), *have = &m->code->v[c];
	struct str text = ast_text(m->code, c);

	if (have->kind == AST_NAME) {
		c = constants_value(m->constants, c);
		have = &m->code->v[c];
		text = ast_text(m->code, c);
	}
	if (have->kind != AST_REGEX)
		return STEP_FAIL;
	if ((want->flags & AST_STRING_METAVAR) == 0)
		return want->name == 0 || want->name == have->name ? STEP_GO
								   : STEP_FAIL;
	while (text.len > 1 && text.ptr[text.len - 1] != '/')
		text.len--; /* flags */
	if (text.len < 2)
		return STEP_FAIL;
	return match_bind(m, want->spare,
	    (struct bound){.node = c,
		.start = have->start + 1,
		.end = have->start + (uint32_t)text.len - 1,
		.content = true});
}
