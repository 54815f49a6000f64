#include "scan/resolve.h"

#define CHAIN_MAX 8
#define DEPTH_MAX 5 /* of files that hand on names, of classes that extend */

static const struct known none = {.kind = KNOWN_NULL};

struct resolver {
	const struct taint_search *search;
	bool must;    /* any file may be opened */
	bool refused; /* one was not */
};

static const struct known *member(struct resolver *r, const struct known *of,
    struct str name, unsigned depth);

static const struct known *
known_of(struct opened *in, enum known_kind kind, uint32_t node)
{
	struct known *k = ARENA_NEW(in->arena, struct known);

	if (k != NULL)
		*k = (struct known){.kind = kind, .in = in, .node = node};
	return k;
}

static const struct known *
declared(struct opened *in, uint32_t node)
{
	return known_of(in,
	    in->ast->v[node].kind == AST_CLASS ? KNOWN_CLASS : KNOWN_FUNC,
	    node);
}

static const struct known *
file_known(struct resolver *r, size_t number)
{
	const struct taint_search *search = r->search;
	struct opened *in;

	if (!r->must && !search->wants(search->ctx, search->rule, number)) {
		r->refused = true;
		return NULL;
	}
	in = search->open(search->ctx, number);

	return in == NULL ? NULL : known_of(in, KNOWN_FILE, 1);
}

/* Parts of which the first name a file, the rest what is in it. */
static const struct known *
by_path(struct resolver *r, const struct opened *in, const struct str *path,
    uint32_t n, unsigned depth)
{
	uint32_t used;
	size_t number;
	const struct known *k;

	if (r->search->project == NULL || depth == 0)
		return NULL;
	number = project_module(r->search->project, in->unit, path, n, &used);
	if (number == PROJECT_NONE)
		return NULL;
	k = file_known(r, number);
	if (k != NULL && language_by_class(in->unit->language))
		k = member(r, k, path[used - 1], depth - 1);
	for (; used < n && k != NULL; used++)
		k = member(r, k, path[used], depth - 1);
	return k;
}

/* What a name was imported as, with further parts behind it. */
static const struct known *
imported(struct resolver *r, const struct opened *in, uint32_t local,
    const uint32_t *more, uint32_t more_n, unsigned depth)
{
	const struct ast *a = in->ast;
	struct str path[CHAIN_MAX * 2];

	for (size_t i = 0; i < a->imports.n; i++) {
		const struct ast_import *import = &a->imports.v[i];
		const struct known *found;

		if (import->local != local || local == 0 ||
		    import->path_len + more_n > NELEM(path))
			continue;
		for (uint32_t k = 0; k < import->path_len + more_n; k++)
			path[k] = symbols_text(a->symbols,
			    k < import->path_len ? import->path[k]
						 : more[k - import->path_len]);
		found = by_path(r, in, path, import->path_len + more_n, depth);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* A class's own name is its constructor's too. */
static bool
is_named(const struct ast *a, uint32_t class, uint32_t name)
{
	uint32_t node = ast_find(a, class, AST_NAME);

	return node != 0 && a->v[node].name == name;
}

/* What the scopes around a name declare; a class's own only where the
   language lets its members be named bare. */
static const struct known *
around(struct resolver *r, struct opened *in, uint32_t node, uint32_t name)
{
	const struct ast *a = in->ast;
	bool bare = in->unit->language != NULL &&
	    in->unit->language->modules == MODULES_CLASS;

	for (uint32_t s = node; s != 0; s = a->v[s].parent) {
		enum ast_kind kind = a->v[s].kind;
		const struct known class = {
		    .kind = KNOWN_CLASS, .in = in, .node = s};
		const struct known *k = NULL;
		uint32_t found = 0;

		if (kind == AST_FUNC || kind == AST_LAMBDA || s == 1)
			found = opened_declared(in, s, name);
		else if (kind == AST_CLASS && bare && !is_named(a, s, name))
			k = member(r, &class, symbols_text(a->symbols, name),
			    DEPTH_MAX);
		if (found != 0)
			k = declared(in, found);
		if (k != NULL)
			return k;
	}
	return NULL;
}

/* head.a.b: the names behind the head, 0 where it is no such chain. */
static uint32_t
chain(const struct ast *a, uint32_t node, uint32_t out[CHAIN_MAX], uint32_t *n)
{
	uint32_t count = 0;

	for (uint32_t m = node; a->v[m].kind == AST_MEMBER; m = a->v[m].first)
		count++;
	*n = count;
	if (count > CHAIN_MAX)
		return 0;
	for (; a->v[node].kind == AST_MEMBER; node = a->v[node].first) {
		uint32_t field = ast_child(a, node, 1);

		if (field == 0 || a->v[field].name == 0)
			return 0;
		out[--count] = a->v[field].name;
	}
	return a->v[node].kind == AST_NAME ? node : 0;
}

/* a.b.C in full, where no import is needed for it. */
static const struct known *
written_out(struct resolver *r, const struct opened *in, uint32_t head,
    const uint32_t *more, uint32_t n)
{
	const struct ast *a = in->ast;
	struct str path[CHAIN_MAX + 1];

	if (!language_by_class(in->unit->language))
		return NULL;
	path[0] = symbols_text(a->symbols, head);
	for (uint32_t i = 0; i < n; i++)
		path[i + 1] = symbols_text(a->symbols, more[i]);
	return by_path(r, in, path, n + 1, DEPTH_MAX);
}

/* self:: and static:: are the class around them. */
static const struct known *
own_class(struct opened *in, uint32_t node)
{
	struct str name = ast_name(in->ast, node);

	if (in->unit->language == NULL || !in->unit->language->sigil ||
	    (!str_eq(name, STR("self")) && !str_eq(name, STR("static"))))
		return NULL;
	for (uint32_t s = node; s != 0; s = in->ast->v[s].parent)
		if (in->ast->v[s].kind == AST_CLASS)
			return known_of(in, KNOWN_CLASS, s);
	return NULL;
}

static const struct known *
look(struct resolver *r, struct opened *in, uint32_t node)
{
	const struct ast *a = in->ast;
	uint32_t more[CHAIN_MAX], n, head = chain(a, node, more, &n);
	const struct known *k;
	size_t number;

	if (head == 0 || a->v[head].name == 0)
		return NULL;
	k = around(r, in, head, a->v[head].name);
	if (k == NULL)
		k = own_class(in, head);
	if (k == NULL) {
		k = imported(r, in, a->v[head].name, more, n, DEPTH_MAX);
		if (k != NULL)
			return k;
	}
	if (k == NULL && n > 0)
		k = written_out(r, in, a->v[head].name, more, n);
	if (k != NULL && n > 0 && k->in != in)
		return k;
	if (k == NULL && r->search->project != NULL) {
		number = project_sibling(
		    r->search->project, in->unit, ast_name(a, head));
		k = number == PROJECT_NONE ? NULL : file_known(r, number);
		if (k != NULL)
			k = member(r, k, ast_name(a, head), DEPTH_MAX);
	}
	for (uint32_t i = 0; i < n && k != NULL; i++)
		k = member(r, k, symbols_text(a->symbols, more[i]), DEPTH_MAX);
	return k;
}

static const struct known *
cached(struct resolver *r, struct opened *in, uint32_t node)
{
	struct resolver at = {r->search, r->must, false};
	const struct known *k;

	if (in->named == NULL) {
		in->named =
		    ARENA_ARRAY(in->arena, in->ast->n, const struct known *);
		if (in->named == NULL)
			return NULL;
	}
	if (in->named[node] == NULL) {
		in->named[node] = &none; /* who asks on the way: not known */
		k = look(&at, in, node);
		in->named[node] = k != NULL ? k : at.refused ? NULL : &none;
		r->refused |= at.refused;
	}
	return in->named[node] == &none ? NULL : in->named[node];
}

const struct known *
resolve_chain(const struct taint_search *search, struct opened *in,
    uint32_t node, bool must)
{
	struct resolver r = {search, must, false};

	return cached(&r, in, node);
}

const struct known *
resolve_here(
    const struct taint_search *search, struct opened *in, uint32_t node)
{
	struct resolver r = {search, false, false};
	uint32_t name = in->ast->v[node].name;

	return name == 0 ? NULL : around(&r, in, node, name);
}

/* NAME = literal, once, at the top of a file or class. */
static const struct known *
plain(struct opened *in, uint32_t block, struct str name)
{
	const struct ast *a = in->ast;
	uint32_t symbol = symbols_find(a->symbols, name);

	AST_EACH(kid, a, block)
	{
		uint32_t assign =
		    a->v[kid].kind == AST_EXPR_STMT ? a->v[kid].first : kid;
		uint32_t target = a->v[assign].first, value;

		if (a->v[assign].kind != AST_ASSIGN || target == 0 ||
		    a->v[target].kind != AST_NAME ||
		    a->v[target].name != symbol || symbol == 0)
			continue;
		value = constants_value(&in->constants, target);
		return value == 0 ? NULL : known_literal(in->arena, a, value);
	}
	return NULL;
}

static const struct known *
class_member(
    struct resolver *r, const struct known *of, struct str name, unsigned depth)
{
	const struct ast *a = of->in->ast;
	uint32_t symbol = symbols_find(a->symbols, name);
	uint32_t found = opened_declared(of->in, of->node, symbol);
	uint32_t bases = ast_find(a, of->node, AST_ARGS);
	uint32_t block = ast_find(a, of->node, AST_BLOCK);
	const struct known *k = NULL;

	if (found != 0)
		return declared(of->in, found);
	if (block != 0)
		k = plain(of->in, block, name);
	if (k != NULL || depth == 0 || bases == 0)
		return k;
	AST_EACH(base, a, bases)
	{
		k = cached(r, of->in, base);
		if (k != NULL && k->kind == KNOWN_CLASS && k->in != NULL &&
		    (k->in != of->in || k->node != of->node))
			k = member(r, k, name, depth - 1);
		else
			k = NULL;
		if (k != NULL)
			return k;
	}
	return NULL;
}

static const struct known *
member(
    struct resolver *r, const struct known *of, struct str name, unsigned depth)
{
	uint32_t found;
	const struct known *k;

	if (of->kind == KNOWN_CLASS)
		return class_member(r, of, name, depth);
	if (of->kind != KNOWN_FILE)
		return NULL;
	found = opened_export(of->in, name);
	if (found != 0)
		return declared(of->in, found);
	k = plain(of->in, 1, name);
	return k != NULL
	    ? k
	    : imported(r, of->in, symbols_find(of->in->ast->symbols, name),
		  NULL, 0, depth);
}

const struct known *
resolve_member(
    const struct taint_search *search, const struct known *of, struct str name)
{
	struct resolver r = {search, true, false};

	return member(&r, of, name, DEPTH_MAX);
}

const struct known *
resolve_constructor(
    const struct taint_search *search, const struct known *class)
{
	const struct ast *a = class->in->ast;
	uint32_t name = ast_find(a, class->node, AST_NAME);
	static const char *const names[] = {
	    "__init__", "constructor", "__construct"};
	const struct known *k = NULL;

	for (size_t i = 0; i < NELEM(names) && k == NULL; i++)
		k = resolve_member(search, class, str_from(names[i]));
	if (k == NULL && name != 0)
		k = resolve_member(search, class, ast_name(a, name));
	return k != NULL && k->kind == KNOWN_FUNC ? k : NULL;
}

bool
resolve_is_open(const struct taint_search *search, const struct known *class)
{
	const struct ast *a = class->in->ast;
	uint32_t bases = ast_find(a, class->node, AST_ARGS);

	if (bases == 0)
		return false;
	AST_EACH(base, a, bases)
	{
		const struct known *k =
		    resolve_chain(search, class->in, base, true);

		if (k == NULL && !str_eq(ast_name(a, base), STR("object")))
			return true;
	}
	return false;
}
