#include "syntax/ast.h"

#define FIRST_NODES 512

void
ast_init(struct ast *a, struct str source, struct symbols *symbols,
    struct arena *arena, uint32_t max_nodes)
{
	*a = (struct ast){.source = source,
	    .symbols = symbols,
	    .arena = arena,
	    .build = arena,
	    .n = 1,
	    .max = max_nodes};
}

static bool
grow(struct ast *a)
{
	uint32_t cap = a->cap > 0 ? a->cap * 2 : FIRST_NODES;
	struct ast_node *v;
	uint32_t *tail;

	if (a->n >= a->max)
		return false;
	v = arena_alloc(a->build, cap * sizeof(*v));
	tail = arena_alloc(a->build, cap * sizeof(*tail));
	if (v == NULL || tail == NULL)
		return false;
	if (a->cap > 0) {
		memcpy(v, a->v, a->n * sizeof(*v));
		memcpy(tail, a->tail, a->n * sizeof(*tail));
	} else {
		v[0] = (struct ast_node){0};
		tail[0] = 0;
	}
	a->v = v;
	a->tail = tail;
	a->cap = cap;
	return true;
}

bool
ast_settle(struct ast *a)
{
	struct ast_node *v = arena_alloc(a->arena, a->n * sizeof(*v));

	if (v == NULL)
		return false;
	memcpy(v, a->v, a->n * sizeof(*v));
	a->v = v;
	a->cap = a->n;
	a->tail = NULL;
	a->build = a->arena;
	return true;
}

static uint32_t
add(struct ast *a, enum ast_kind kind, uint32_t start, uint32_t end)
{
	uint32_t id = a->n, parent = a->open;

	if (a->full || (id >= a->cap && !grow(a))) {
		a->full = true;
		return 0;
	}
	a->v[id] = (struct ast_node){.kind = (uint8_t)kind,
	    .start = start,
	    .end = end,
	    .parent = parent,
	    .last = id};
	a->tail[id] = 0;
	if (parent != 0 && a->tail[parent] != 0)
		a->v[a->tail[parent]].next = id;
	else if (parent != 0)
		a->v[parent].first = id;
	a->tail[parent] = id;
	a->n++;
	return id;
}

uint32_t
ast_open(struct ast *a, enum ast_kind kind, uint32_t start, uint32_t end)
{
	uint32_t id = add(a, kind, start, end);

	if (id != 0)
		a->open = id;
	return id;
}

/* A parent spans its children even where a grammar says otherwise. */
static void
widen(struct ast_node *outer, const struct ast_node *inner)
{
	if (inner->start < outer->start)
		outer->start = inner->start;
	if (inner->end > outer->end)
		outer->end = inner->end;
}

void
ast_close(struct ast *a, uint32_t node)
{
	struct ast_node *n;

	if (node == 0)
		return;
	n = &a->v[node];
	n->last = a->n - 1;
	AST_EACH(child, a, node)
	widen(n, &a->v[child]);
	a->open = n->parent;
}

uint32_t
ast_leaf(struct ast *a, enum ast_kind kind, uint32_t start, uint32_t end,
    uint32_t name)
{
	uint32_t id = add(a, kind, start, end);

	if (id != 0)
		a->v[id].name = name;
	return id;
}

static bool
path_add(struct ast *a, struct ast_import *import, struct str dotted, bool cut)
{
	struct str piece, rest = dotted;

	while (cut ? str_next(&rest, '.', &piece) : rest.ptr != NULL) {
		if (!cut) {
			piece = rest;
			rest = STR_NONE;
		}
		if (piece.len > 0)
			import->path[import->path_len++] =
			    symbols_add(a->symbols, piece);
	}
	return import->path_len > 0;
}

/* A module path with a slash or a leading dot is one name. */
static bool
is_dotted(struct str module)
{
	return str_find_char(module, '/') == module.len &&
	    !str_starts(module, STR("."));
}

static void
import_add(struct ast *a, uint32_t local, struct str module, struct str member)
{
	size_t most = 2;
	struct ast_import import = {.local = local, .node = a->n}, *added;

	for (size_t i = 0; i < module.len; i++)
		most += module.ptr[i] == '.';
	import.path = ARENA_ARRAY(a->arena, most, uint32_t);
	if (import.path == NULL) {
		a->full = true;
		return;
	}
	if (!path_add(a, &import, module, is_dotted(module)))
		return;
	if (member.len > 0)
		(void)path_add(a, &import, member, false);
	added = ARENA_PUSH(a->arena, &a->imports);
	if (added == NULL)
		a->full = true;
	else
		*added = import;
}

void
ast_import_add(
    struct ast *a, uint32_t local, struct str module, struct str member)
{
	if (local != 0)
		import_add(a, local, module, member);
}

void
ast_import_all(struct ast *a, struct str module)
{
	import_add(a, 0, module, STR_NONE);
}

uint32_t
ast_child(const struct ast *a, uint32_t node, unsigned index)
{
	uint32_t child = a->v[node].first;

	while (child != 0 && index-- > 0)
		child = a->v[child].next;
	return child;
}

uint32_t
ast_last_child(const struct ast *a, uint32_t node)
{
	uint32_t last = a->v[node].last;

	while (last != node && a->v[last].parent != node)
		last = a->v[last].parent;
	return last;
}

uint32_t
ast_find(const struct ast *a, uint32_t node, enum ast_kind kind)
{
	AST_EACH(child, a, node)
	if (a->v[child].kind == kind)
		return child;
	return 0;
}

struct str
ast_text(const struct ast *a, uint32_t node)
{
	const struct ast_node *n = &a->v[node];

	return str_sub(a->source, n->start, n->end - n->start);
}

struct str
ast_name(const struct ast *a, uint32_t node)
{
	return symbols_text(a->symbols, a->v[node].name);
}

bool
ast_is_expr(enum ast_kind kind)
{
	return kind >= AST_NAME && kind <= AST_EXPR_LAST;
}

bool
ast_joins(const struct ast *a, uint32_t node)
{
	struct str op = ast_name(a, node);

	return a->v[node].kind == AST_BINARY &&
	    (str_eq(op, STR("+")) || str_eq(op, STR(".")));
}

bool
ast_is_stmt(enum ast_kind kind)
{
	return kind > AST_EXPR_LAST && kind <= AST_STMT_LAST;
}

bool
ast_is_extra(enum ast_kind kind)
{
	return kind >= AST_DECORATOR && kind <= AST_TYPE;
}

uint32_t
ast_value(const struct ast *a, uint32_t node)
{
	uint32_t value = a->v[node].first;

	if (value != 0)
		value = a->v[value].next;
	return value != 0 && ast_is_extra(a->v[value].kind) ? 0 : value;
}

enum err_code
ast_lines_init(struct ast_lines *lines, struct str source, struct arena *arena,
    struct err *err)
{
	uint32_t n = 1;
	const char *at = source.ptr, *end = source.ptr + source.len;

	for (const char *p = at;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	lines->v = arena_alloc(arena, n * sizeof(*lines->v));
	if (lines->v == NULL)
		return arena_fail(arena, err);
	lines->n = 0;
	lines->v[lines->n++] = 0;
	for (const char *p = at;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines->v[lines->n++] = (uint32_t)(p + 1 - at);
	return ERR_NONE;
}

uint32_t
ast_line(const struct ast_lines *lines, uint32_t at)
{
	uint32_t low = 0, high = lines->n;

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (lines->v[mid] <= at)
			low = mid;
		else
			high = mid;
	}
	return low + 1;
}

uint32_t
ast_setting(const struct ast *a, uint32_t call)
{
	for (size_t i = 0; i < a->settings.n; i++)
		if (a->settings.v[i].call == call)
			return a->settings.v[i].value;
	return 0;
}

bool
ast_setting_add(
    struct ast *a, uint32_t call, struct ast_node text, uint32_t name)
{
	uint32_t id = a->n + (uint32_t)a->settings.n;
	struct ast_node *v = a->v;
	struct ast_setting *s;

	if (id >= a->cap) {
		v = arena_alloc(a->arena, (id + 16) * sizeof(*v));
		if (v == NULL)
			return false;
		memcpy(v, a->v, id * sizeof(*v));
		a->v = v;
		a->cap = id + 16;
	}
	s = ARENA_PUSH(a->arena, &a->settings);
	if (s == NULL)
		return false;
	text.name = name;
	text.parent = call;
	text.first = text.next = 0;
	text.last = id;
	v[id] = text;
	*s = (struct ast_setting){call, id};
	return true;
}
