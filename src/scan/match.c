#define PCRE2_CODE_UNIT_WIDTH 8
#include "scan/match_literal.h"

#include <pcre2.h>

/* matches of one pattern at one place; more add nothing a person could use */
#define PER_ROOT_MAX 64

/* Names in a type are no expressions: no pattern begins there. */
static uint32_t
next_root(const struct ast *code, uint32_t node)
{
	return code->v[node].kind == AST_TYPE ? code->v[node].last + 1
					      : node + 1;
}

enum err_code
match_room_init(struct match_room *room, struct err *err)
{
	room->goals = malloc(MATCH_GOALS_MAX * sizeof(*room->goals));
	room->data = pcre2_match_data_create(MATCH_GROUPS_MAX, NULL);
	return room->goals == NULL || room->data == NULL ? err_nomem(err)
							 : ERR_NONE;
}

void
match_room_release(struct match_room *room)
{
	pcre2_match_data_free(room->data);
	free(room->goals);
	*room = (struct match_room){0};
}

static enum err_code
note_imports(struct matcher *m, struct err *err)
{
	const struct ast *a = m->code;

	m->imported =
	    ARENA_ARRAY(m->arena, symbols_end(a->symbols) / 64 + 1, uint64_t);
	if (m->imported == NULL)
		return arena_fail(m->arena, err);
	for (size_t i = 0; i < a->imports.n; i++) {
		uint32_t local = a->imports.v[i].local;

		m->imported[local / 64] |= UINT64_C(1) << (local % 64);
		m->imports_all = m->imports_all || local == 0;
	}
	return ERR_NONE;
}

enum err_code
matcher_init(struct matcher *m, const struct ast *code,
    const struct constants *constants, const struct match_room *room,
    struct arena *arena, struct err *err)
{
	*m = (struct matcher){
	    .code = code, .constants = constants, .room = room, .arena = arena};
	for (uint32_t i = 1; i < code->n; i = next_root(code, i))
		m->kind_count[code->v[i].kind]++;
	for (unsigned k = 0; k < AST_KIND_COUNT; k++) {
		m->of_kind[k] = arena_alloc(
		    arena, (m->kind_count[k] + 1) * sizeof(uint32_t));
		if (m->of_kind[k] == NULL)
			return arena_fail(arena, err);
		m->kind_count[k] = 0;
	}
	for (uint32_t i = 1; i < code->n; i = next_root(code, i)) {
		unsigned k = code->v[i].kind;

		m->of_kind[k][m->kind_count[k]++] = i;
	}
	return note_imports(m, err);
}

struct str
bound_text(const struct ast *a, const struct bound *b)
{
	return str_sub(a->source, b->start, b->end - b->start);
}

struct ast_span
bound_content(const struct ast *a, const struct bound *b)
{
	if (!b->content && b->upto == 0 && a->v[b->node].kind == AST_STRING)
		return match_literal_span(a, b->node);
	return (struct ast_span){b->start, b->end};
}

bool
match_regex(struct matcher *m, const struct pcre2_real_code_8 *regex,
    struct str text, bool anchored)
{
	return pcre2_match(regex, (PCRE2_SPTR)text.ptr, text.len, 0,
		   anchored ? PCRE2_ANCHORED : 0, m->room->data, NULL) >= 0;
}

static bool
same_kind(const struct ast_node *x, const struct ast_node *y)
{
	if (x->kind == y->kind)
		return true;
	return (x->kind == AST_NAME || x->kind == AST_FIELD) &&
	    (y->kind == AST_NAME || y->kind == AST_FIELD);
}

/* Two subtrees lie in two runs of nodes: equal where the runs are. */
static bool
same_tree(const struct matcher *m, uint32_t x, uint32_t y)
{
	const struct ast *a = m->code;
	uint32_t n = a->v[x].last - x;

	if (a->v[y].last - y != n)
		return false;
	for (uint32_t i = 0; i <= n; i++) {
		const struct ast_node *p = &a->v[x + i], *q = &a->v[y + i];

		if (!same_kind(p, q) || p->name != q->name ||
		    p->last - x != q->last - y)
			return false;
		if (p->kind == AST_NAME && q->kind == AST_NAME &&
		    constants_scope(m->constants, x + i) !=
			constants_scope(m->constants, y + i))
			return false;
	}
	return true;
}

bool
bound_eq(const struct matcher *m, const struct bound *x, const struct bound *y)
{
	const struct ast *a = m->code;

	if (x->node == 0 || y->node == 0)
		return x->node == y->node;
	if (x->content || y->content || x->upto != 0 || y->upto != 0)
		return str_eq(bound_text(a, x), bound_text(a, y)) ||
		    (x->upto == 0 && y->upto == 0 &&
			a->v[x->node].kind == AST_STRING &&
			a->v[y->node].kind == AST_STRING &&
			a->v[x->node].name == a->v[y->node].name);
	return x->node == y->node || same_tree(m, x->node, y->node);
}

/* A whole fit: kept unless the same was found here already.  Of statements
   one with another end is another. */
static bool
emit(struct matcher *m)
{
	struct matches *out = m->out;
	const struct ast_node *first = &m->code->v[m->root];
	struct match *match;

	for (size_t i = m->out_from; i < out->n; i++)
		if (out->v[i].end == m->code->v[m->end].end &&
		    memcmp(out->v[i].env, m->env,
			m->env_count * sizeof(*m->env)) == 0)
			return false;
	match = ARENA_PUSH(m->arena, out);
	if (match == NULL) {
		m->spent = true;
		return true;
	}
	*match = (struct match){.start = first->start,
	    .end = m->code->v[m->end].end,
	    .node = m->root};
	match->env =
	    arena_alloc(m->arena, (m->env_count + 1) * sizeof(*match->env));
	if (match->env == NULL) {
		out->n--;
		m->spent = true;
		return true;
	}
	memcpy(match->env, m->env, m->env_count * sizeof(*m->env));
	return out->n - m->out_from >= PER_ROOT_MAX;
}

void
trail_undo(struct matcher *m, unsigned mark)
{
	while (m->trail_n > mark)
		m->env[m->trail[--m->trail_n]] = (struct bound){0};
}

bool
solve(struct matcher *m, const struct goal *g)
{
	uint32_t mark = m->goal_n;
	unsigned trail = m->trail_n;
	enum step step = STEP_GO;
	bool stop = false;

	if (m->depth >= MATCH_DEPTH_MAX) {
		m->spent = true;
		return true;
	}
	m->depth++;
	while (g != NULL && step == STEP_GO) {
		if (m->steps == 0) {
			m->spent = true;
			step = STEP_STOP;
			break;
		}
		m->steps--;
		step = goal_step(m, &g);
	}
	if (step == STEP_GO)
		stop = emit(m);
	else
		stop = step == STEP_STOP;
	m->depth--;
	m->goal_n = mark;
	trail_undo(m, trail);
	return stop;
}

static void
attempt(struct matcher *m, const struct pattern *p, uint32_t node)
{
	const struct goal *g = goal_node(m, p->root, node, NULL);

	m->root = m->end = node;
	m->out_from = m->out->n;
	m->goal_n = g == NULL ? 0 : 1;
	m->trail_n = 0;
	m->depth = 0;
	if (g != NULL)
		(void)solve(m, g);
}

/* Statements that follow one another, from this one on. */
static void
attempt_from(struct matcher *m, const struct pattern *p, uint32_t stmt)
{
	const struct ast *a = m->code;
	uint32_t first = p->ast->v[p->root].first, block = a->v[stmt].parent;
	bool dots = p->ast->v[first].kind == AST_DOTS;
	const struct goal *g;

	m->goal_n = 0;
	m->trail_n = 0;
	m->depth = 0;
	m->root = stmt;
	m->end = dots ? ast_last_child(a, block) : stmt;
	m->out_from = m->out->n;
	g = goal_statements(m, first, stmt, block, true, NULL);
	if (g != NULL)
		(void)solve(m, g);
}

/* From each statement on; "..." before them is from the first. */
static void
attempt_sequence(struct matcher *m, const struct pattern *p, uint32_t block)
{
	uint32_t first = p->ast->v[p->root].first;

	AST_EACH(stmt, m->code, block)
	{
		attempt_from(m, p, stmt);
		if (p->ast->v[first].kind == AST_DOTS || m->spent)
			break;
	}
}

/* One statement alone, as if it were all of a block. */
static void
attempt_statement(struct matcher *m, const struct pattern *p, uint32_t stmt)
{
	const struct goal *g;

	m->goal_n = 0;
	m->trail_n = 0;
	m->depth = 0;
	m->root = m->end = stmt;
	m->out_from = m->out->n;
	g = goal_statements(
	    m, p->ast->v[p->root].first, stmt, stmt, false, NULL);
	if (g != NULL)
		(void)solve(m, g);
}

/* Names that are no values: of types, and where something is declared. */
static bool
is_value(const struct ast *a, uint32_t node)
{
	uint32_t parent = a->v[node].parent;
	enum ast_kind above = a->v[parent].kind;

	if (a->v[node].kind != AST_NAME && a->v[node].kind != AST_MEMBER &&
	    a->v[node].kind != AST_INDEX)
		return true;
	if (above == AST_FUNC || above == AST_CLASS ||
	    (a->v[parent].first == node &&
		(above == AST_PARAM ||
		    (above == AST_ASSIGN &&
			(a->v[parent].flags & AST_DECL) != 0))))
		return false;
	while (ast_is_expr(above)) {
		parent = a->v[parent].parent;
		above = a->v[parent].kind;
	}
	return above != AST_TYPE;
}

/* f(). ... */
static bool
ends_in_dots(const struct pattern *p)
{
	const struct ast_node *root = &p->ast->v[p->root];
	uint32_t object = root->first;

	return root->kind == AST_MEMBER && object != 0 &&
	    p->ast->v[p->ast->v[object].next].kind == AST_DOTS;
}

/* Whether a chain goes on behind a node. */
static bool
is_link(const struct ast *a, uint32_t node)
{
	const struct ast_node *above = &a->v[a->v[node].parent];

	return above->first == node &&
	    (above->kind == AST_MEMBER || above->kind == AST_CALL ||
		above->kind == AST_INDEX);
}

/* The last name of what a pattern calls or is, where it is plain; 0: none. */
static uint32_t
plain_name(const struct pattern *p)
{
	const struct ast *a = p->ast;
	uint32_t node = p->root;

	if (a->v[node].kind == AST_CALL || a->v[node].kind == AST_NEW)
		node = a->v[node].first;
	if (node != 0 && a->v[node].kind == AST_MEMBER) {
		node = a->v[a->v[node].first].next;
		return a->v[node].kind == AST_FIELD ? a->v[node].name : 0;
	}
	return a->v[node].kind == AST_NAME ? a->v[node].name : 0;
}

static bool
same_name(const struct ast *a, uint32_t x, uint32_t y)
{
	return x == y ||
	    (a->folds &&
		str_eq_case(
		    symbols_text(a->symbols, x), symbols_text(a->symbols, y)));
}

/* Whether code of another name stands at a node: not worth an attempt. */
static bool
is_other(const struct matcher *m, uint32_t name, uint32_t node)
{
	const struct ast *a = m->code;
	uint32_t have;

	if (a->v[node].kind == AST_CALL || a->v[node].kind == AST_NEW)
		node = a->v[node].first;
	have = a->v[node].name;
	if (a->v[node].kind == AST_NAME)
		return !same_name(a, have, name) && !m->imports_all &&
		    (m->imported[have / 64] >> (have % 64) & 1) == 0;
	if (a->v[node].kind != AST_MEMBER)
		return false;
	node = a->v[a->v[node].first].next;
	return a->v[node].kind == AST_FIELD &&
	    !same_name(a, a->v[node].name, name);
}

static void
by_kind(struct matcher *m, const struct pattern *p, unsigned kind, uint32_t lo,
    uint32_t hi)
{
	uint32_t from = 0, to = m->kind_count[kind];
	enum ast_kind root = p->ast->v[p->root].kind;
	bool values = root == AST_METAVAR || root == AST_TYPED;
	bool chains = ends_in_dots(p);
	uint32_t name =
	    p->sequence || m->constants->symbolic ? 0 : plain_name(p);

	while (from < to) { /* the first node not below lo */
		uint32_t mid = from + (to - from) / 2;

		if (m->of_kind[kind][mid] < lo)
			from = mid + 1;
		else
			to = mid;
	}
	for (uint32_t i = from; i < m->kind_count[kind] && !m->spent; i++) {
		uint32_t node = m->of_kind[kind][i];

		if (node > hi)
			break;
		if (node != lo &&
		    ((values && !is_value(m->code, node)) ||
			(chains && is_link(m->code, node))))
			continue; /* a chain is told once, all of it */
		if (name != 0 && is_other(m, name, node))
			continue;
		if (p->sequence)
			attempt_sequence(m, p, node);
		else
			attempt(m, p, node);
	}
}

/* Which kinds of node a pattern's root may fit. */
static bool
may_fit(const struct pattern *p, unsigned kind)
{
	const struct ast_node *root = &p->ast->v[p->root];

	if (p->sequence && root->kind == AST_ARGS) /* words of a command */
		return kind == AST_ARGS;
	if (p->sequence)
		return kind == AST_FILE || kind == AST_BLOCK;
	switch (root->kind) {
	case AST_METAVAR:
	case AST_TYPED:
	case AST_DEEP:
	case AST_DOTS:
		return ast_is_expr(kind) && kind != AST_ARGS &&
		    kind != AST_FIELD && kind != AST_KEYARG && kind != AST_PAIR;
	case AST_STRING:
		return kind == AST_STRING || kind == AST_NAME ||
		    kind == AST_BINARY || kind == AST_TEMPLATE;
	case AST_LIST:
		return kind == AST_LIST ||
		    (kind == AST_DICT && (root->flags & AST_RECORD) != 0);
	case AST_DICT:
		return kind == AST_DICT || kind == AST_SET;
	case AST_BOOL:
		return kind == AST_BOOL || kind == AST_NAME;
	case AST_NAME:
		return kind == AST_NAME || kind == AST_MEMBER;
	case AST_MEMBER:
		return kind == AST_MEMBER || kind == AST_NAME ||
		    (kind == AST_CALL && ends_in_dots(p));
	case AST_FUNC: /* "function ..." */
		return kind == AST_FUNC || kind == AST_LAMBDA;
	case AST_FOR: /* "for (...)" */
		return kind == AST_FOR || kind == AST_FOR_IN;
	default:
		return kind == root->kind;
	}
}

enum err_code
match_pattern(struct matcher *m, const struct pattern *p, unsigned env_count,
    uint32_t lo, uint32_t hi, struct matches *out, struct err *err)
{
	m->pattern = p;
	m->env_count = env_count;
	m->out = out;
	memset(m->env, 0, sizeof(m->env));
	for (unsigned k = 1; k < AST_KIND_COUNT; k++)
		if (may_fit(p, k))
			by_kind(m, p, k, lo, hi);
	/* what a metavariable stands for */
	if (m->code->v[lo].kind == AST_FIELD)
		attempt(m, p, lo);
	if (m->code->v[m->code->v[lo].parent].kind == AST_EXPR_STMT)
		lo = m->code->v[lo].parent;
	if (p->sequence && ast_is_stmt(m->code->v[lo].kind))
		attempt_statement(m, p, lo);
	return m->arena->nomem ? err_nomem(err) : ERR_NONE;
}
