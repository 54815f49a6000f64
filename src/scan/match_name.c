#include "scan/match_name.h"

#include "scan/pattern_text.h"

#define CHAIN_MAX 16

/* The names of a.b.c, outermost last; 0 where it is none or too long. */
static unsigned
chain(const struct ast *a, uint32_t node, uint32_t out[CHAIN_MAX])
{
	unsigned n = 0, i;

	for (; a->v[node].kind == AST_MEMBER; node = a->v[node].first) {
		uint32_t field = a->v[a->v[node].first].next;

		if (n + 1 >= CHAIN_MAX || field == 0)
			return 0;
		out[n++] = a->v[field].name;
	}
	if (a->v[node].kind != AST_NAME)
		return 0;
	out[n++] = a->v[node].name;
	for (i = 0; i < n / 2; i++) {
		uint32_t swap = out[i];

		out[i] = out[n - 1 - i];
		out[n - 1 - i] = swap;
	}
	return n;
}

static bool
is_import_of(const struct ast_import *import, const uint32_t *path,
    unsigned path_n, const uint32_t *rest, unsigned rest_n)
{
	if (import->path_len + rest_n != path_n)
		return false;
	for (unsigned i = 0; i < path_n; i++)
		if (path[i] !=
		    (i < import->path_len ? import->path[i]
					  : rest[i - import->path_len]))
			return false;
	return true;
}

static uint32_t
last_name(const struct ast *a, uint32_t node)
{
	if (a->v[node].kind == AST_MEMBER)
		node = a->v[a->v[node].first].next;
	return a->v[node].name;
}

bool
match_same_chain(const struct matcher *m, uint32_t p, uint32_t c)
{
	uint32_t want[CHAIN_MAX], have[CHAIN_MAX];
	unsigned n;

	if (m->code->v[c].kind != AST_MEMBER ||
	    last_name(m->code, c) != last_name(m->pattern->ast, p))
		return false;
	n = chain(m->pattern->ast, p, want);
	return n > 0 && chain(m->code, c, have) == n &&
	    memcmp(want, have, n * sizeof(*want)) == 0;
}

bool
match_called_as(const struct matcher *m, uint32_t p, uint32_t c)
{
	const struct ast *a = m->code;
	uint32_t node = c, up = a->v[c].parent;

	if (a->v[c].kind == AST_FIELD) {
		node = up;
		up = a->v[up].parent;
	}
	return (a->v[up].kind == AST_CALL || a->v[up].kind == AST_NEW) &&
	    a->v[up].first == node &&
	    str_eq_case(ast_name(m->pattern->ast, p), ast_name(a, c));
}

/* Whether names in the code, their head replaced by what it was imported
   as, spell the pattern's. */
bool
match_imported_as(const struct matcher *m, uint32_t p, uint32_t c)
{
	uint32_t want[CHAIN_MAX], have[CHAIN_MAX];
	unsigned want_n, have_n;

	if (m->code->v[c].kind != AST_NAME &&
	    (m->code->v[c].kind != AST_MEMBER ||
		last_name(m->code, c) != last_name(m->pattern->ast, p)))
		return false;
	want_n = chain(m->pattern->ast, p, want);
	have_n = chain(m->code, c, have);
	if (want_n == 0 || have_n == 0)
		return false;
	for (size_t i = 0; i < m->code->imports.n; i++) {
		const struct ast_import *import = &m->code->imports.v[i];

		if (import->local == 0 && /* all of a package */
		    is_import_of(import, want, want_n, have, have_n))
			return true;
		if (import->local == have[0] && import->node <= c &&
		    is_import_of(import, want, want_n, have + 1, have_n - 1))
			return true;
	}
	return false;
}

bool
match_imported_member(const struct matcher *m, uint32_t name, uint32_t c)
{
	for (size_t i = 0; i < m->code->imports.n; i++) {
		const struct ast_import *import = &m->code->imports.v[i];

		if (import->local == m->code->v[c].name && import->node <= c &&
		    import->path_len > 1 &&
		    import->path[import->path_len - 1] == name)
			return true;
	}
	return false;
}

/* a.b.$M is a name that was imported from a.b. */
bool
match_imported_from(const struct matcher *m, uint32_t object, uint32_t c)
{
	uint32_t want[CHAIN_MAX];
	unsigned n = (goal_p(m, object)->flags & AST_CHAIN) != 0
	    ? chain(m->pattern->ast, object, want)
	    : 0;

	for (size_t i = 0; n > 0 && i < m->code->imports.n; i++) {
		const struct ast_import *import = &m->code->imports.v[i];

		if (import->local == m->code->v[c].name && import->node <= c &&
		    import->path_len == n + 1 &&
		    memcmp(import->path, want, n * sizeof(*want)) == 0)
			return true;
	}
	return false;
}

/* "import a.b" is "from a import b" too. */
static bool
brings_in(const struct ast *a, uint32_t import, struct str want)
{
	struct str module = ast_name(a, import);

	if (!str_starts(want, module) || want.len <= module.len ||
	    want.ptr[module.len] != '.')
		return false;
	want = str_from_at(want, module.len + 1);
	AST_EACH(kid, a, import)
	if (str_eq(ast_name(a, kid), want))
		return true;
	return false;
}

/* "import xml" brings in xml.etree too, a/b what is a/b/c. */
static bool
is_module(const struct matcher *m, uint32_t p, uint32_t c)
{
	struct str want = ast_name(m->pattern->ast, p);
	struct str have = ast_name(m->code, c);

	if (str_starts(want, STR(PATTERN_METAVAR)) || str_eq(want, have))
		return true;
	if (str_starts(have, want) && have.ptr[want.len] == '/')
		return true;
	if (goal_p(m, p)->first != 0 &&
	    goal_p(m, goal_p(m, p)->first)->kind != AST_STRING)
		return false;
	return brings_in(m->code, c, want) ||
	    (str_starts(have, want) && have.ptr[want.len] == '.');
}

/* import "$X", "=~/re/": the text is matched as any other */
static bool
is_text_asked(const struct ast_node *n)
{
	return n->kind == AST_STRING &&
	    (n->flags & (AST_STRING_METAVAR | AST_STRING_REGEX)) != 0;
}

enum step
match_import(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t first = goal_p(m, p)->first;

	if (first == 0 || !is_text_asked(goal_p(m, first))) {
		if (!is_module(m, p, c))
			return STEP_FAIL;
		if (first != 0 && goal_p(m, first)->kind == AST_STRING)
			first = goal_p(m, first)->next;
	}
	if (first == 0)
		return STEP_GO;
	*g = goal_new(m,
	    (struct goal){.kind = GOAL_LOOSE, .p = first, .x = c, .next = *g});
	return *g == NULL ? STEP_STOP : STEP_GO;
}

uint32_t
match_kind_word(const struct ast *a, uint32_t node)
{
	static const char *const words[] = {
	    "interface", "enum", "namespace", "module"};

	AST_EACH(kid, a, node)
	for (size_t i = 0; i < NELEM(words); i++)
		if (a->v[kid].kind == AST_MODIFIER &&
		    str_eq(ast_name(a, kid), str_from(words[i])))
			return a->v[kid].name;
	return 0;
}

/* The last name of a.b.C and of a.b.C<D> */
static uint32_t
type_name(const struct ast *a, uint32_t node)
{
	if (a->v[node].kind == AST_INDEX && a->v[node].first != 0)
		node = a->v[node].first;
	return last_name(a, node);
}

static bool
types_ready(struct matcher *m)
{
	struct err err;

	if (m->types.ast != NULL ||
	    types_init(&m->types, m->code, m->arena, &err) == ERR_NONE)
		return true;
	m->types.ast = NULL;
	m->spent = true;
	return false;
}

/* T of *T; 0: it is no pointer */
static uint32_t
behind_pointer(const struct ast *a, uint32_t type)
{
	return a->v[type].kind == AST_UNARY &&
		str_eq(ast_name(a, type), STR("*"))
	    ? a->v[type].first
	    : 0;
}

enum step
match_typed(struct matcher *m, uint32_t p, uint32_t c, const struct goal **g)
{
	uint32_t want = goal_p(m, goal_p(m, p)->first)->next, have, name;
	int refs;

	want = goal_p(m, want)->first;
	if (want == 0)
		return STEP_FAIL;
	if (!types_ready(m))
		return STEP_STOP;
	name = type_name(m->pattern->ast, want);
	have = types_of(&m->types, c, &refs);
	if (have == 0)
		return types_is_literal_of(&m->types, c,
			   symbols_text(m->pattern->ast->symbols, name))
		    ? STEP_GO
		    : STEP_FAIL;
	for (; refs > 0 && want != 0; refs--)
		want = behind_pointer(m->pattern->ast, want);
	for (; refs < 0 && have != 0; refs++)
		have = behind_pointer(m->code, have);
	if (want == 0 || have == 0)
		return STEP_FAIL;
	if (goal_p(m, want)->kind == AST_NAME &&
	    type_name(m->pattern->ast, want) == type_name(m->code, have))
		return STEP_GO;
	*g = goal_node(m, want, have, *g);
	return *g == NULL ? STEP_STOP : STEP_GO;
}
