#include "scan/match_element.h"
#include "scan/match_literal.h"
#include "scan/match_name.h"
#include "scan/pattern_text.h"

static const struct ast *
pattern_ast(const struct matcher *m)
{
	return m->pattern->ast;
}

/* Pushes "siblings fit siblings"; without pattern siblings there is nothing
   to do when open. */
static enum step
push_list(struct matcher *m, enum goal_kind kind, uint32_t p, uint32_t c,
    bool open, const struct goal **g)
{
	*g = goal_new(m,
	    (struct goal){.kind = kind,
		.p = p,
		.c = c,
		.of = c == 0 ? 0 : m->code->v[c].parent,
		.open = open,
		.next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

static enum step
push_node(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	*g = goal_node(m, p, c, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}

static enum step
push_kids(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	return push_list(
	    m, GOAL_LIST, goal_p(m, p)->first, m->code->v[c].first, false, g);
}

static bool
is_any(struct matcher *m, uint32_t p)
{
	return p != 0 && goal_p(m, p)->kind == AST_DOTS &&
	    goal_p(m, p)->next == 0;
}

static bool
has_dots(struct matcher *m, uint32_t p)
{
	for (; p != 0; p = goal_p(m, p)->next)
		if (goal_p(m, p)->kind == AST_DOTS ||
		    goal_p(m, p)->kind == AST_METAVARS)
			return true;
	return false;
}

static enum step
keyarg_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	const struct ast_node *have = &m->code->v[c];
	uint32_t len = (uint32_t)ast_name(m->code, c).len;

	if ((goal_p(m, p)->flags & AST_STRING_METAVAR) == 0) {
		if (goal_p(m, p)->name != have->name)
			return STEP_FAIL;
	} else if (match_bind(m, goal_p(m, p)->spare,
		       (struct bound){.node = c,
			   .start = have->start,
			   .end = have->start + len,
			   .content = true}) != STEP_GO) {
		return STEP_FAIL;
	}
	return push_kids(m, p, c, g);
}

static enum step
push_keyargs(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	*g = goal_new(
	    m, (struct goal){.kind = GOAL_KEYARGS, .p = p, .x = c, .next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* Keyword arguments by name, in any order; then the rest by place. */
static enum step
args_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t first = goal_p(m, p)->first;
	unsigned wanted = 0, given = 0;
	bool dots = has_dots(m, first);
	enum step step;

	if (is_any(m, first))
		return STEP_GO;
	step = push_list(m, GOAL_ARGS, first, m->code->v[c].first, false, g);
	if (goal_keyarg(m, first) != 0)
		step = push_keyargs(m, first, c, g);
	for (uint32_t k = first; k != 0; k = goal_p(m, k)->next) {
		uint32_t found = 0;

		if (goal_p(m, k)->kind != AST_KEYARG)
			continue;
		wanted++;
		if ((goal_p(m, k)->flags & AST_STRING_METAVAR) != 0)
			continue; /* once the others have been found */
		AST_EACH(arg, m->code, c)
		if (m->code->v[arg].kind == AST_KEYARG &&
		    m->code->v[arg].name == goal_p(m, k)->name)
			found = arg;
		if (found == 0)
			return STEP_FAIL;
		if (step == STEP_GO)
			step = push_node(m, k, found, g);
	}
	AST_EACH(arg, m->code, c)
	given += m->code->v[arg].kind == AST_KEYARG;
	return wanted == given || dots ? step : STEP_FAIL;
}

/* a.b against a.b, or <anything> . ... . b */
static enum step
member_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t object = goal_p(m, p)->first, inner;
	uint32_t field = goal_p(m, object)->next;

	if (goal_p(m, field)->kind == AST_METAVAR &&
	    m->code->v[c].kind == AST_NAME && match_imported_from(m, object, c))
		return match_bind_node(m, goal_p(m, field)->name, c);
	if (goal_p(m, object)->kind == AST_METAVAR &&
	    m->code->v[c].kind == AST_NAME &&
	    match_imported_member(m, goal_p(m, field)->name, c))
		return match_bind_node(m, goal_p(m, object)->name, c);
	if (goal_p(m, field)->kind == AST_DOTS) {
		/* this link stands for any number of them */
		for (inner = c; inner != 0; inner = m->code->v[inner].first) {
			enum ast_kind kind = m->code->v[inner].kind;
			const struct goal *one;

			one = goal_node(m, object, inner, *g);
			if (one == NULL || solve(m, one))
				return STEP_STOP;
			if (kind != AST_MEMBER && kind != AST_CALL &&
			    kind != AST_INDEX && kind != AST_AWAIT)
				break;
		}
		return STEP_FAIL;
	}
	return m->code->v[c].kind == AST_MEMBER ? push_kids(m, p, c, g)
						: STEP_FAIL;
}

/* Anywhere in an expression, but not among a function's statements. */
static enum step
deep_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t want = goal_p(m, p)->first;

	for (uint32_t i = c; i <= m->code->v[c].last; i++) {
		uint32_t mark = m->goal_n;
		const struct goal *one;

		if (m->code->v[i].kind == AST_BLOCK) {
			i = m->code->v[i].last;
			continue;
		}
		if (!ast_is_expr(m->code->v[i].kind))
			continue;
		one = goal_node(m, want, i, *g);
		if (one == NULL || solve(m, one))
			return STEP_STOP;
		m->goal_n = mark;
	}
	return STEP_FAIL;
}

static bool
has_head(enum ast_kind kind)
{
	return kind == AST_IF || kind == AST_WHILE || kind == AST_SWITCH;
}

/* An expression as a statement fits within any simple statement; <... e ...>
   within the head of another too. */
static enum step
expr_stmt_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	const struct ast *a = m->code;
	uint32_t want = goal_p(m, p)->first;
	enum ast_kind kind = goal_p(m, want)->kind, have = a->v[c].kind;
	uint32_t last;

	if (m->shallow && have != AST_EXPR_STMT)
		return STEP_FAIL;
	if (kind == AST_METAVAR && have != AST_EXPR_STMT)
		return ast_is_stmt(have)
		    ? match_bind_node(m, goal_p(m, want)->name, c)
		    : STEP_FAIL;
	if (have == AST_EXPR_STMT &&
	    (kind == AST_METAVAR || kind == AST_ASSIGN || m->shallow))
		return push_node(m, want, a->v[c].first, g);
	last = a->v[c].last;
	if (kind == AST_DEEP && has_head(have))
		last = a->v[a->v[c].first].last; /* the condition */
	else if (have != AST_EXPR_STMT && have != AST_RETURN &&
	    have != AST_THROW && have != AST_ASSERT)
		return STEP_FAIL;
	for (uint32_t i = c + 1; i <= last; i++) {
		uint32_t mark = m->goal_n;
		const struct goal *one;

		if (!ast_is_expr(a->v[i].kind))
			continue;
		one = goal_node(m, want, i, *g);
		if (one == NULL || solve(m, one))
			return STEP_STOP;
		m->goal_n = mark;
	}
	return STEP_FAIL;
}

/* Members of a class: in any order, and there may be others. */
static enum step
members_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	*g = goal_new(m,
	    (struct goal){.kind = GOAL_LOOSE,
		.p = goal_p(m, p)->first,
		.x = c,
		.next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* What a class is made of: the pattern's are among the code's. */
static enum step
supertypes_step(
    struct matcher *m, uint32_t p, uint32_t class, const struct goal **g)
{
	uint32_t first = goal_p(m, p)->first;
	uint32_t have = ast_find(m->code, class, AST_ARGS);

	if (first == 0 || is_any(m, first))
		return STEP_GO;
	if (have == 0)
		return STEP_FAIL;
	*g = goal_new(m,
	    (struct goal){
		.kind = GOAL_LOOSE, .p = first, .x = have, .next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* Functions and classes: what the pattern names must be there. */
static enum step
definition_step(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	enum step step = STEP_GO;

	if (goal_p(m, p)->kind == AST_CLASS &&
	    match_kind_word(m->pattern->ast, p) != match_kind_word(m->code, c))
		return STEP_FAIL;
	if ((goal_p(m, p)->flags & AST_ASYNC & ~m->code->v[c].flags) != 0)
		return STEP_FAIL;
	for (uint32_t k = goal_p(m, p)->first; k != 0 && step == STEP_GO;
	     k = goal_p(m, k)->next) {
		enum ast_kind kind = goal_p(m, k)->kind;
		uint32_t found;

		if (kind == AST_DOTS)
			continue; /* whatever its name */
		if (ast_is_extra(kind)) {
			step = push_node(m, k, c, g);
			continue;
		}
		if (kind == AST_ARGS) {
			step = supertypes_step(m, k, c, g);
			continue;
		}
		found =
		    ast_find(m->code, c, kind == AST_METAVAR ? AST_NAME : kind);
		if (found == 0 && (kind == AST_BLOCK || kind == AST_ARGS) &&
		    is_any(m, goal_p(m, k)->first))
			continue; /* an arrow's body is an expression */
		if (found == 0)
			return STEP_FAIL;
		if (kind == AST_BLOCK && goal_p(m, p)->kind == AST_CLASS)
			step = members_step(m, k, found, g);
		else
			step = push_node(m, k, found, g);
	}
	return step;
}

/* A pattern's decorator, modifier or type is one of those c has. */
static enum step
extra_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	enum ast_kind kind = goal_p(m, p)->kind;

	if (m->code->v[c].kind == kind)
		return goal_p(m, p)->name == m->code->v[c].name
		    ? push_kids(m, p, c, g)
		    : STEP_FAIL;
	AST_EACH(kid, m->code, c)
	{
		uint32_t mark = m->goal_n;
		const struct goal *one;

		if (m->code->v[kid].kind != kind)
			continue;
		one = goal_node(m, p, kid, *g);
		if (one == NULL || solve(m, one))
			return STEP_STOP;
		m->goal_n = mark;
	}
	return STEP_FAIL;
}

static enum step
typed_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	enum step step = match_typed(m, p, c, g);

	return step == STEP_GO
	    ? match_bind_node(m, goal_p(m, goal_p(m, p)->first)->name, c)
	    : step;
}

/* new T(...) fits what makes a class on the spot too. */
static enum step
new_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	return push_list(
	    m, GOAL_LIST, goal_p(m, p)->first, m->code->v[c].first, true, g);
}

static enum step
binary_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t p1 = goal_p(m, p)->first, c1 = m->code->v[c].first;
	struct str op = ast_name(pattern_ast(m), p);
	uint32_t p2 = goal_p(m, p1)->next, c2 = m->code->v[c1].next;
	const struct goal *swapped;

	if (goal_p(m, p)->name != m->code->v[c].name)
		return STEP_FAIL;
	if ((!str_eq(op, STR("==")) && !str_eq(op, STR("!="))) || p2 == 0 ||
	    c2 == 0 || m->code->v[c2].next != 0)
		return push_kids(m, p, c, g);
	swapped = goal_node(m, p1, c2, *g);
	if (swapped != NULL)
		swapped = goal_node(m, p2, c1, swapped);
	if (swapped == NULL || solve(m, swapped))
		return STEP_STOP;
	return push_kids(m, p, c, g);
}

static enum step
assign_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	unsigned want = goal_p(m, p)->flags & AST_DECL;
	unsigned have = m->code->v[c].flags & AST_DECL;

	if (goal_p(m, p)->name != m->code->v[c].name)
		return STEP_FAIL;
	if (want == AST_DECL_VAR ? have == 0 : want != 0 && want != have)
		return STEP_FAIL;
	return push_kids(m, p, c, g);
}

/* {a: $X, ...}: any order; without dots nothing else may be there, unless it
   is a record. */
static enum step
dict_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	unsigned wanted = 0, given = 0;
	uint32_t first = goal_p(m, p)->first;

	for (uint32_t k = first; k != 0; k = goal_p(m, k)->next)
		wanted++;
	AST_EACH(kid, m->code, c)
	given++;
	if (wanted != given && !has_dots(m, first) &&
	    (goal_p(m, p)->flags & AST_RECORD) == 0)
		return STEP_FAIL;
	*g = goal_new(m,
	    (struct goal){.kind = GOAL_LOOSE, .p = first, .x = c, .next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

static enum step
block_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t first = goal_p(m, p)->first;

	if (is_any(m, first))
		return STEP_GO;
	if (m->code->v[c].kind != AST_BLOCK ||
	    (first == 0 && m->code->v[c].first != 0))
		return STEP_FAIL;
	*g = goal_statements(m, first, m->code->v[c].first, c, false, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}

/* if without else fits one with it, a parameter without default too */
static bool
is_open(enum ast_kind kind)
{
	return kind == AST_IF || kind == AST_PARAM || kind == AST_FOR_IN ||
	    kind == AST_WHILE;
}

/* import {$X}: whatever is imported; what it is called here is bound */
static bool
is_any_alias(struct matcher *m, uint32_t p)
{
	return goal_p(m, p)->kind == AST_ALIAS &&
	    str_starts(ast_name(pattern_ast(m), p), STR(PATTERN_METAVAR));
}

static enum step
same_kind_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	const struct ast_node *want = goal_p(m, p), *have = &m->code->v[c];

	switch (want->kind) {
	case AST_ARGS:
		return args_step(m, p, c, g);
	case AST_NEW:
		return new_step(m, p, c, g);
	case AST_BINARY:
		return binary_step(m, p, c, g);
	case AST_ASSIGN:
		return assign_step(m, p, c, g);
	case AST_DICT:
	case AST_SET:
		return dict_step(m, p, c, g);
	case AST_CLASS:
		return definition_step(m, p, c, g);
	case AST_ELEMENT:
		return match_element(m, p, c, g);
	case AST_IMPORT:
		return match_import(m, p, c, g);
	case AST_KEYARG:
		return keyarg_step(m, p, c, g);
	default:
		break;
	}
	if (want->name != have->name && !is_any_alias(m, p))
		return STEP_FAIL;
	return push_list(
	    m, GOAL_LIST, want->first, have->first, is_open(want->kind), g);
}

/* "function ...": of any name or none. */
static bool
is_any_function(struct matcher *m, uint32_t p)
{
	for (uint32_t k = goal_p(m, p)->first; k != 0; k = goal_p(m, k)->next)
		if (goal_p(m, k)->kind == AST_DOTS)
			return true;
	return false;
}

/* "for (...)" is any loop over something too. */
static enum step
for_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t first = goal_p(m, p)->first, body;
	enum ast_kind have = m->code->v[c].kind;

	if (goal_p(m, first)->kind != AST_DOTS)
		return have == AST_FOR ? same_kind_step(m, p, c, g) : STEP_FAIL;
	if (have != AST_FOR && have != AST_FOR_IN)
		return STEP_FAIL;
	body = ast_find(m->code, c, AST_BLOCK);
	return body == 0 ? STEP_FAIL
			 : push_node(m, goal_p(m, first)->next, body, g);
}

static enum step
name_step(struct matcher *m, uint32_t p, uint32_t c)
{
	const struct ast_node *want = goal_p(m, p), *have = &m->code->v[c];

	if ((have->kind == AST_NAME || have->kind == AST_FIELD) &&
	    have->name == want->name)
		return STEP_GO;
	if (m->code->folds && match_called_as(m, p, c))
		return STEP_GO;
	return (want->flags & AST_CHAIN) != 0 && match_imported_as(m, p, c)
	    ? STEP_GO
	    : STEP_FAIL;
}

static enum step
chain_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	if (match_same_chain(m, p, c) || match_imported_as(m, p, c))
		return STEP_GO;
	return m->constants->symbolic && m->code->v[c].kind == AST_MEMBER
	    ? push_kids(m, p, c, g)
	    : STEP_FAIL;
}

/* What a name was assigned once, tried in its place. */
static enum step
symbol_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal *g)
{
	uint32_t value = constants_symbol(m->constants, c);
	const struct goal *one;

	if (value == 0 ||
	    (!ast_is_expr(goal_p(m, p)->kind) &&
		(goal_p(m, p)->kind != AST_METAVAR ||
		    m->code->v[value].kind != AST_NAME)))
		return STEP_FAIL;
	one = goal_node(m, p, value, g);
	return one == NULL || solve(m, one) ? STEP_STOP : STEP_FAIL;
}

/* "{...}" is a set too, "[...]" a dictionary where that is written so. */
static enum step
collection_step(
    struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	const struct ast_node *want = goal_p(m, p);
	enum ast_kind have = m->code->v[c].kind;

	if (have == want->kind)
		return same_kind_step(m, p, c, g);
	if (!is_any(m, want->first))
		return STEP_FAIL;
	if (want->kind == AST_DICT)
		return have == AST_SET ? dict_step(m, p, c, g) : STEP_FAIL;
	return have == AST_DICT && (want->flags & AST_RECORD) != 0 ? STEP_GO
								   : STEP_FAIL;
}

enum step
node_step(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	const struct ast_node *want = goal_p(m, p), *have = &m->code->v[c];

	if (m->constants->symbolic && have->kind == AST_NAME &&
	    symbol_step(m, p, c, *g) == STEP_STOP)
		return STEP_STOP;
	if ((have->flags & AST_GENERIC) != 0 && have->first != 0 &&
	    (want->kind == AST_NAME || want->kind == AST_MEMBER))
		return push_node(m, p, have->first, g);
	switch (want->kind) {
	case AST_METAVAR:
		return match_bind_node(m, want->name, c);
	case AST_TYPED:
		return typed_step(m, p, c, g);
	case AST_DOTS:
		return STEP_GO;
	case AST_DEEP:
		return deep_step(m, p, c, g);
	case AST_STRING:
		return match_string(m, p, c);
	case AST_DECORATOR:
	case AST_MODIFIER:
	case AST_TYPE:
		return extra_step(m, p, c, g);
	case AST_EXPR_STMT:
		return expr_stmt_step(m, p, c, g);
	case AST_BLOCK:
		return block_step(m, p, c, g);
	case AST_NAME:
	case AST_FIELD:
		return name_step(m, p, c);
	case AST_MEMBER:
		return (want->flags & AST_CHAIN) != 0 ? chain_step(m, p, c, g)
						      : member_step(m, p, c, g);
	case AST_NUMBER:
	case AST_BOOL:
		return match_number(m, p, c);
	case AST_LIST:
	case AST_DICT:
		return collection_step(m, p, c, g);
	case AST_FUNC:
		return have->kind == AST_FUNC ||
			(have->kind == AST_LAMBDA && is_any_function(m, p))
		    ? definition_step(m, p, c, g)
		    : STEP_FAIL;
	case AST_FOR:
		return for_step(m, p, c, g);
	case AST_REGEX:
		return match_regex_literal(m, p, c);
	default:
		return want->kind == have->kind ? same_kind_step(m, p, c, g)
						: STEP_FAIL;
	}
}
