#include <stdlib.h>

#include <tree_sitter/api.h>

#include "syntax/language.h"
#include "syntax/lower.h"
#include "syntax/mend.h"

const struct parse_limits parse_limits_default = {
    .nodes = 4000000, /* 160 MB of tree, for about 12 MB of source */
    .depth = 1000,    /* fits a thread's stack of 8 MB several times */
};

#define LANGUAGES_MAX 32
#define SCRATCH_MAX   ((size_t)1 << 30)

/* From the grammar's numbers to ours. */
struct grammar {
	const TSLanguage *language;
	const struct lower_row **row_of;
	uint8_t *field_of;
	uint16_t comment[4]; /* symbols that are comments */
	unsigned comments;
};

struct parser {
	TSParser *ts;
	struct grammar grammars[LANGUAGES_MAX];
	struct arena scratch; /* of the present parse */
};

struct parser *
parser_new(void)
{
	struct parser *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return NULL;
	p->ts = ts_parser_new();
	arena_init(&p->scratch, SCRATCH_MAX);
	return p;
}

void
parser_free(struct parser *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < LANGUAGES_MAX; i++) {
		free(p->grammars[i].row_of);
		free(p->grammars[i].field_of);
	}
	ts_parser_delete(p->ts);
	arena_release(&p->scratch);
	free(p);
}

static const struct lower_row *
row_of(const struct lower_row *rows, const char *type)
{
	for (; rows != NULL && rows->type != NULL; rows++)
		if (strcmp(rows->type, type) == 0)
			return rows;
	return NULL;
}

static uint8_t
field_of(const struct lowering *lowering, const char *name)
{
	for (uint8_t i = 0; lowering->fields[i] != NULL; i++)
		if (strcmp(lowering->fields[i], name) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

static bool
grammar_init(struct grammar *g, const struct lowering *lowering)
{
	uint32_t symbols, fields;

	g->language = lowering->grammar();
	symbols = ts_language_symbol_count(g->language);
	fields = ts_language_field_count(g->language) + 1;
	g->row_of = calloc(symbols, sizeof(*g->row_of));
	g->field_of = calloc(fields, sizeof(*g->field_of));
	if (g->row_of == NULL || g->field_of == NULL)
		return false;
	for (uint32_t i = 0; i < symbols; i++) {
		TSSymbol id = (TSSymbol)i;
		const char *type = ts_language_symbol_name(g->language, id);

		if (ts_language_symbol_type(g->language, id) !=
			TSSymbolTypeRegular ||
		    type == NULL)
			continue;
		g->row_of[i] = row_of(lowering->rows, type);
		if (g->row_of[i] == NULL)
			g->row_of[i] = row_of(lowering->base, type);
		if (strstr(type, "comment") != NULL &&
		    g->comments < NELEM(g->comment))
			g->comment[g->comments++] = id;
	}
	for (uint32_t i = 1; i < fields; i++)
		g->field_of[i] = field_of(lowering,
		    ts_language_field_name_for_id(g->language, (TSFieldId)i));
	return true;
}

/* What one parse may cost: tree-sitter asks every so often. */
struct budget {
	uint64_t asked, most;
};

static bool
over_budget(TSParseState *state)
{
	struct budget *b = state->payload;

	return ++b->asked > b->most;
}

static const char *
whole_input(
    void *payload, uint32_t at, TSPoint point UNUSED, uint32_t *bytes_read)
{
	const struct str *source = payload;

	*bytes_read = at < source->len ? (uint32_t)source->len - at : 0;
	return source->ptr + (*bytes_read > 0 ? at : 0);
}

struct flat {
	struct cst *v;
	uint32_t n, cap;
};

static uint32_t
flat_add(struct flat *f, struct arena *arena, const struct grammar *g,
    TSTreeCursor *cursor, uint32_t max)
{
	TSNode node = ts_tree_cursor_current_node(cursor);
	TSFieldId field = ts_tree_cursor_current_field_id(cursor);

	if (f->n >= f->cap) {
		uint32_t cap = f->cap > 0 ? f->cap * 2 : 1024;
		struct cst *v =
		    f->n >= max ? NULL : arena_alloc(arena, cap * sizeof(*v));

		if (v == NULL)
			return 0;
		if (f->n > 0)
			memcpy(v, f->v, f->n * sizeof(*v));
		f->v = v;
		f->cap = cap;
	}
	f->v[f->n] = (struct cst){.symbol = ts_node_symbol(node),
	    .field = g->field_of[field],
	    .named = ts_node_is_named(node) && !ts_node_is_missing(node),
	    .start = ts_node_start_byte(node),
	    .end = ts_node_end_byte(node)};
	return f->n++;
}

static bool
is_comment(const struct grammar *g, TSSymbol symbol)
{
	for (unsigned i = 0; i < g->comments; i++)
		if (g->comment[i] == symbol)
			return true;
	return false;
}

/* Comments leave the tree for a list of their own. */
static bool
take_comment(struct ast *ast, const struct grammar *g, TSTreeCursor *cursor)
{
	TSNode node = ts_tree_cursor_current_node(cursor);
	struct ast_span *span;

	if (!ts_node_is_extra(node) || !is_comment(g, ts_node_symbol(node)))
		return false;
	span = ARENA_PUSH(ast->arena, &ast->comments);
	if (span == NULL)
		ast->full = true;
	else
		*span = (struct ast_span){
		    ts_node_start_byte(node), ts_node_end_byte(node)};
	return true;
}

/* Where the next node hangs: under parent, behind its last child. */
struct place {
	uint32_t parent, tail;
};

struct places {
	struct place *v;
	size_t n, cap;
};

static bool
flatten_here(struct flat *f, struct ast *ast, const struct grammar *g,
    TSTreeCursor *cursor, struct places *up, uint32_t max)
{
	struct place *at = &up->v[up->n - 1];
	uint32_t id;

	if (ts_node_is_missing(ts_tree_cursor_current_node(cursor)))
		ast->errors++;
	id = flat_add(f, ast->build, g, cursor, max);
	if (id == 0)
		return false;
	if (at->tail != 0)
		f->v[at->tail].next = id;
	else if (at->parent != 0)
		f->v[at->parent].first = id;
	at->tail = id;
	return true;
}

/* One walk of the whole tree, without recursion. */
static bool
flatten(struct flat *f, struct ast *ast, const struct grammar *g,
    TSTreeCursor *cursor, uint32_t max)
{
	struct places up = {0};
	struct place *top = ARENA_PUSH(ast->build, &up);

	if (top == NULL)
		return false;
	for (;;) {
		bool kept = !take_comment(ast, g, cursor);

		if (kept && !flatten_here(f, ast, g, cursor, &up, max))
			return false;
		if (kept && ts_tree_cursor_goto_first_child(cursor)) {
			uint32_t parent = f->n - 1;

			top = ARENA_PUSH(ast->build, &up);
			if (top == NULL)
				return false;
			*top = (struct place){.parent = parent};
			continue;
		}
		while (!ts_tree_cursor_goto_next_sibling(cursor)) {
			if (!ts_tree_cursor_goto_parent(cursor))
				return true;
			up.n--;
		}
	}
}

static enum err_code
lower_tree(const struct grammar *g, const struct lowering *lowering,
    TSTree *tree, const struct parse_limits *limits, struct ast *ast,
    struct err *err)
{
	TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
	struct flat f = {.n = 1, .cap = 0};
	struct lower l = {.ast = ast,
	    .lowering = lowering,
	    .grammar = g->language,
	    .row_of = g->row_of,
	    .max_depth = limits->depth};
	bool whole;

	f.cap = (uint32_t)(ast->source.len / 3) + 64;
	f.v = arena_alloc(ast->build, f.cap * sizeof(*f.v));
	whole = f.v != NULL && flatten(&f, ast, g, &cursor, limits->nodes);
	ts_tree_cursor_delete(&cursor);
	if (whole) {
		uint32_t file =
		    ast_open(ast, AST_FILE, 0, (uint32_t)ast->source.len);

		f.v[0] = (struct cst){0}; /* what is missing has no parts */
		l.cst = f.v;
		ast->errors += f.v[1].symbol == CST_ERROR;
		lower_kids(&l, 1);
		ast_close(ast, file);
	}
	if (!whole || ast->full || ast->symbols->failed)
		return err_set(err, ERR_LIMIT,
		    "the source needs more than %u nodes or its share of "
		    "memory",
		    limits->nodes);
	return ERR_NONE;
}

static TSTree *
parse(struct parser *p, const struct grammar *g, struct str *source)
{
	/* measured: healthy code asks about once for each 30 bytes */
	struct budget budget = {.most = 4000 + source->len};
	TSInput input = {.payload = source,
	    .read = whole_input,
	    .encoding = TSInputEncodingUTF8};
	TSParseOptions options = {
	    .payload = &budget, .progress_callback = over_budget};

	if (p->ts == NULL || !ts_parser_set_language(p->ts, g->language))
		return NULL;
	ts_parser_reset(p->ts);
	return ts_parser_parse_with_options(p->ts, NULL, input, options);
}

/* Lines left out of one source, each of which costs a parse, and the bytes
   that these may read. */
#define LINES_LEFT_OUT 16
#define READ_AGAIN_MAX 1000000

static TSTree *
parse_again(
    struct parser *p, const struct grammar *g, TSTree *old, struct str *source)
{
	ts_tree_delete(old);
	return parse(p, g, source);
}

/* Where lines are the structure, those that the grammar cannot get past are
   left out; the tree's places are the source's. */
static TSTree *
parse_lines(struct parser *p, const struct grammar *g, struct ast *ast)
{
	struct str source = ast->source;
	TSTree *tree = parse(p, g, &source);
	size_t read = 0;
	char *text;

	if (tree == NULL || !ts_node_has_error(ts_tree_root_node(tree)))
		return tree;
	text = arena_alloc(ast->build, source.len + 1);
	if (text == NULL)
		return tree;
	memcpy(text, source.ptr, source.len);
	source.ptr = text;
	if (mend_templates(text, source.len))
		tree = parse_again(p, g, tree, &source);
	for (unsigned i = 0; tree != NULL && i < LINES_LEFT_OUT; i++) {
		TSNode root = ts_tree_root_node(tree);

		read += ts_node_end_byte(root);
		if (!ts_node_is_error(root) || read > READ_AGAIN_MAX ||
		    !mend_line(text, source.len, ts_node_end_byte(root)))
			break;
		ast->errors++;
		tree = parse_again(p, g, tree, &source);
	}
	return tree;
}

/* A language without a grammar reads its source itself. */
static enum err_code
build(const struct language *language, struct str source,
    const struct parse_limits *limits, struct symbols *symbols,
    struct arena *arena, struct ast **out, struct err *err)
{
	struct ast *ast = ARENA_NEW(arena, struct ast);

	if (ast == NULL)
		return arena_fail(arena, err);
	if (source.len > UINT32_MAX / 2)
		return err_set(err, ERR_LIMIT, "the source is over 2 GB");
	ast_init(ast, source.ptr == NULL ? STR("") : source, symbols, arena,
	    limits->nodes);
	language->build(ast);
	if (ast->full || symbols->failed)
		return err_set(err, ERR_LIMIT,
		    "the source needs more than %u nodes or its share of "
		    "memory",
		    limits->nodes);
	*out = ast;
	return ERR_NONE;
}

enum err_code
parser_read(struct parser *p, const struct language *language,
    struct str source, const struct parse_limits *limits,
    struct symbols *symbols, struct arena *arena, struct ast **out,
    struct err *err)
{
	struct grammar *g = &p->grammars[language - languages];
	struct ast *ast;
	enum err_code rc;
	TSTree *tree;

	if (language->build != NULL)
		return build(
		    language, source, limits, symbols, arena, out, err);
	ast = ARENA_NEW(arena, struct ast);
	if (ast == NULL)
		return arena_fail(arena, err);
	if (g->row_of == NULL && !grammar_init(g, language->lowering))
		return err_nomem(err);
	if (source.len > UINT32_MAX / 2)
		return err_set(err, ERR_LIMIT, "the source is over 2 GB");
	if (source.ptr == NULL)
		source = STR("");
	ast_init(ast, source, symbols, arena, limits->nodes);
	arena_reset(&p->scratch);
	ast->build = &p->scratch;
	tree = language->lines ? parse_lines(p, g, ast) : parse(p, g, &source);
	if (tree == NULL)
		return err_set(err, ERR_LIMIT,
		    "the source is too tangled to parse within its budget");
	ast->folds = language->folds;
	if (language->prelude != NULL)
		ast_import_all(ast, str_from(language->prelude));
	rc = lower_tree(g, language->lowering, tree, limits, ast, err);
	ts_tree_delete(tree);
	if (rc != ERR_NONE)
		return rc;
	if (!ast_settle(ast))
		return arena_fail(arena, err);
	*out = ast;
	return ERR_NONE;
}
