#include "codec/markdown.h"

#include <ctype.h>
#include <pthread.h>
#include <setjmp.h>

#include <cmark-gfm-core-extensions.h>

#include "codec/markdown_doc.h"

#define DOC_MEMORY ((size_t)256 << 20)

/*
 * libcmark keeps which characters are special in globals while it parses,
 * and its allocator gets no context: so one parse at a time.
 */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t extensions_once = PTHREAD_ONCE_INIT;
static struct arena *parse_arena;
static jmp_buf parse_failed;

struct block {
	size_t size;
	max_align_t data[];
};

static void *
doc_calloc(size_t count, size_t size)
{
	struct block *b = NULL;

	if (size == 0 || count <= DOC_MEMORY / size)
		b = arena_zalloc(
		    parse_arena, sizeof(struct block) + count * size);
	if (b == NULL)
		longjmp(parse_failed, 1);
	b->size = count * size;
	return b->data;
}

static void *
doc_realloc(void *ptr, size_t size)
{
	void *made;

	if (ptr != NULL) {
		struct block *b = CONTAINER_OF(ptr, struct block, data);

		if (size <= b->size)
			return ptr;
	}
	made = doc_calloc(1, size);
	if (ptr != NULL) {
		const struct block *b = CONTAINER_OF(ptr, struct block, data);

		memcpy(made, ptr, b->size);
	}
	return made;
}

static void
doc_free(void *ptr)
{
	(void)ptr; /* the arena is dropped whole */
}

static cmark_mem doc_mem = {doc_calloc, doc_realloc, doc_free};

/* libcmark makes a string of a node when first asked; here, not later. */
static void
settle(cmark_node *root)
{
	struct markdown_walk walk = {root, NULL, false};

	while (markdown_walk_next(&walk)) {
		if (!walk.entering)
			continue;
		(void)cmark_node_get_literal(walk.node);
		(void)cmark_node_get_url(walk.node);
		(void)cmark_node_get_fence_info(walk.node);
	}
}

static cmark_node *
parse_locked(struct str text)
{
	static const char *const names[] = {"table", "autolink"};
	cmark_parser *parser;
	cmark_node *root;

	parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8, &doc_mem);
	for (size_t i = 0; i < NELEM(names); i++)
		cmark_parser_attach_syntax_extension(
		    parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, text.ptr, text.len);
	root = cmark_parser_finish(parser);
	settle(root);
	return root;
}

static enum err_code
parse(struct arena *arena, struct str text, cmark_node **out, struct err *err)
{
	volatile bool failed = true;

	pthread_once(
	    &extensions_once, cmark_gfm_core_extensions_ensure_registered);
	pthread_mutex_lock(&parsing);
	parse_arena = arena;
	if (setjmp(parse_failed) == 0) {
		*out = parse_locked(text);
		failed = false;
	}
	pthread_mutex_unlock(&parsing);
	return failed ? arena_fail(arena, err) : ERR_NONE;
}

/* Whether the line opens or closes a fenced code block. */
static void
follow_fence(struct str line, char *fence, size_t *length)
{
	struct str s = str_trim(line);
	size_t n = 0;

	if (s.len == 0 || (s.ptr[0] != '`' && s.ptr[0] != '~'))
		return;
	while (n < s.len && s.ptr[n] == s.ptr[0])
		n++;
	if (n < 3)
		return;
	if (*fence == 0) {
		*fence = s.ptr[0];
		*length = n;
	} else if (*fence == s.ptr[0] && n >= *length && n == s.len)
		*fence = 0;
}

struct splitter {
	struct markdown_doc *doc;
	struct str text;
	size_t start;        /* of the text being collected */
	unsigned start_line; /* its line */
	unsigned line;       /* being looked at */
	struct markdown_piece **end;
	struct markdown_tab **tab_end;
	struct markdown_tab *tab; /* open one */
	bool in_tabs;
	unsigned tabs_line;
};

static bool
stack_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!islower((unsigned char)s.ptr[i]) &&
		    !isdigit((unsigned char)s.ptr[i]) && s.ptr[i] != '-')
			return false;
	return s.len > 0 && s.len <= 40;
}

static struct markdown_piece *
add_piece(struct splitter *s)
{
	struct markdown_piece *piece =
	    ARENA_NEW(&s->doc->arena, struct markdown_piece);

	if (piece != NULL) {
		*s->end = piece;
		s->end = &piece->next;
	}
	return piece;
}

/* Puts the lines collected so far where they belong. */
static enum err_code
flush(struct splitter *s, size_t upto, struct err *err)
{
	struct str text = str_sub(s->text, s->start, upto - s->start);
	struct markdown_piece *piece;

	if (s->tab != NULL) {
		s->tab->text = text;
		s->tab->text_line = s->start_line;
		return ERR_NONE;
	}
	if (s->in_tabs) {
		if (str_trim(text).len > 0)
			return err_set(err, ERR_SYNTAX,
			    "line %u: text between ':::tabs' and the first "
			    "':::tab'",
			    s->start_line);
		return ERR_NONE;
	}
	if (text.len == 0)
		return ERR_NONE;
	piece = add_piece(s);
	if (piece == NULL)
		return arena_fail(&s->doc->arena, err);
	piece->text = text;
	piece->text_line = s->start_line;
	return ERR_NONE;
}

static enum err_code
open_tab(struct splitter *s, struct str stack, struct err *err)
{
	struct markdown_tab *tab;

	if (!s->in_tabs)
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::tab' outside ':::tabs'", s->line);
	if (!stack_ok(stack))
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::tab' needs a stack such as python-flask",
		    s->line);
	tab = ARENA_NEW(&s->doc->arena, struct markdown_tab);
	if (tab == NULL)
		return arena_fail(&s->doc->arena, err);
	tab->stack = stack;
	tab->line = s->line;
	*s->tab_end = tab;
	s->tab_end = &tab->next;
	s->tab = tab;
	return ERR_NONE;
}

static enum err_code
open_tabs(struct splitter *s, struct err *err)
{
	struct markdown_piece *piece;

	if (s->in_tabs)
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::tabs' inside ':::tabs' of line %u", s->line,
		    s->tabs_line);
	piece = add_piece(s);
	if (piece == NULL)
		return arena_fail(&s->doc->arena, err);
	s->tab_end = &piece->tabs;
	s->in_tabs = true;
	s->tabs_line = s->line;
	return ERR_NONE;
}

static enum err_code
close_tabs(struct splitter *s, struct err *err)
{
	if (!s->in_tabs)
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::' without ':::tabs'", s->line);
	if (s->tab == NULL)
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::tabs' without a ':::tab'", s->tabs_line);
	s->in_tabs = false;
	s->tab = NULL;
	return ERR_NONE;
}

static enum err_code
directive(struct splitter *s, struct str line, struct err *err)
{
	struct str what = str_trim(str_from_at(line, 3));

	if (what.len == 0)
		return close_tabs(s, err);
	if (str_eq(what, STR("tabs")))
		return open_tabs(s, err);
	if (str_starts(what, STR("tab ")))
		return open_tab(s, str_trim(str_from_at(what, 4)), err);
	return err_set(err, ERR_SYNTAX,
	    "line %u: unknown ':::' line; ':::tabs', ':::tab STACK' and ':::' "
	    "are accepted",
	    s->line);
}

static enum err_code
split(struct markdown_doc *doc, struct str text, struct err *err)
{
	struct splitter s = {
	    .doc = doc, .text = text, .start_line = 1, .end = &doc->first};
	enum err_code rc = ERR_NONE;
	char fence = 0;
	size_t length = 0, at = 0;

	while (at < text.len && rc == ERR_NONE) {
		struct str rest = str_from_at(text, at), line;
		size_t len = str_find_char(rest, '\n');

		s.line++;
		line = str_sub(rest, 0, len);
		at += len < rest.len ? len + 1 : len;
		if (fence == 0 && str_starts(line, STR(":::"))) {
			rc = flush(&s, (size_t)(line.ptr - text.ptr), err);
			if (rc == ERR_NONE)
				rc = directive(&s, line, err);
			s.start = at;
			s.start_line = s.line + 1;
		} else
			follow_fence(line, &fence, &length);
	}
	if (rc == ERR_NONE && s.in_tabs)
		return err_set(err, ERR_SYNTAX,
		    "line %u: ':::tabs' is not closed by ':::'", s.tabs_line);
	return rc == ERR_NONE ? flush(&s, text.len, err) : rc;
}

static enum err_code
parse_all(struct markdown_doc *doc, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (struct markdown_piece *p = doc->first; p && rc == ERR_NONE;
	     p = p->next) {
		if (p->tabs == NULL)
			rc = parse(&doc->arena, p->text, &p->root, err);
		for (struct markdown_tab *t = p->tabs; t && rc == ERR_NONE;
		     t = t->next)
			rc = parse(&doc->arena, t->text, &t->root, err);
	}
	return rc;
}

enum err_code
markdown_open(struct markdown_doc *doc, struct str text, struct err *err)
{
	enum err_code rc;

	*doc = (struct markdown_doc){0};
	if (text.len > MARKDOWN_MAX)
		return err_set(err, ERR_LIMIT,
		    "Markdown text is longer than %zu bytes", MARKDOWN_MAX);
	arena_init(&doc->arena, DOC_MEMORY);
	rc = split(doc, text, err);
	if (rc == ERR_NONE)
		rc = parse_all(doc, err);
	if (rc != ERR_NONE)
		markdown_close(doc);
	return rc;
}

void
markdown_close(struct markdown_doc *doc)
{
	arena_release(&doc->arena);
	doc->first = NULL;
}

bool
markdown_walk_next(struct markdown_walk *walk)
{
	cmark_node *next;

	if (walk->node == NULL) {
		walk->node = walk->root;
		walk->entering = true;
		return walk->root != NULL;
	}
	if (walk->entering) {
		next = cmark_node_first_child(walk->node);
		walk->entering = next != NULL;
		walk->node = next != NULL ? next : walk->node;
		return true;
	}
	if (walk->node == walk->root)
		return false;
	next = cmark_node_next(walk->node);
	walk->entering = next != NULL;
	walk->node = next != NULL ? next : cmark_node_parent(walk->node);
	return true;
}

static struct str
language(struct str stack)
{
	return str_sub(stack, 0, str_find_char(stack, '-'));
}

struct markdown_tab *
markdown_own_tab(struct markdown_tab *tabs, struct str own_stack)
{
	if (own_stack.len == 0)
		return NULL;
	for (struct markdown_tab *t = tabs; t != NULL; t = t->next)
		if (str_eq(t->stack, own_stack))
			return t;
	for (struct markdown_tab *t = tabs; t != NULL; t = t->next)
		if (str_eq(language(t->stack), language(own_stack)))
			return t;
	return NULL;
}

struct str
markdown_stack_name(struct str id)
{
	static const struct {
		struct str id, name;
	} names[] = {
	    {STR_INIT("python-flask"), STR_INIT("Python, Flask")},
	    {STR_INIT("python-django"), STR_INIT("Python, Django")},
	    {STR_INIT("javascript-express"), STR_INIT("JavaScript, Express")},
	    {STR_INIT("javascript-react"), STR_INIT("JavaScript, React")},
	    {STR_INIT("java-spring"), STR_INIT("Java, Spring")},
	    {STR_INIT("go"), STR_INIT("Go")},
	    {STR_INIT("php"), STR_INIT("PHP")},
	    {STR_INIT("csharp"), STR_INIT("C#")},
	    {STR_INIT("c"), STR_INIT("C")},
	    {STR_INIT("cloud-iam"), STR_INIT("Cloud IAM")},
	};

	for (size_t i = 0; i < NELEM(names); i++)
		if (str_eq(names[i].id, id))
			return names[i].name;
	return id;
}

/* "Title {#anchor}": cuts the anchor off, gives it back. */
static struct str
take_anchor(struct str *title)
{
	struct str t = str_trim(*title), inside;
	size_t open = t.len;

	if (!str_ends(t, STR("}")))
		return STR_NONE;
	for (size_t i = 0; i + 1 < t.len; i++)
		if (t.ptr[i] == '{' && t.ptr[i + 1] == '#')
			open = i;
	if (open == t.len)
		return STR_NONE;
	inside = str_sub(t, open + 2, t.len - open - 3);
	if (!stack_ok(inside))
		return STR_NONE;
	*title = str_trim(str_sub(t, 0, open));
	return inside;
}

enum err_code
markdown_title(struct arena *arena, cmark_node *heading, struct str *title,
    struct str *anchor, struct err *err)
{
	struct buf text;
	struct markdown_walk walk = {heading, NULL, false};

	buf_init(&text, 4096);
	while (markdown_walk_next(&walk)) {
		cmark_node_type type = cmark_node_get_type(walk.node);

		if (!walk.entering)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_add(
			    &text, str_from(cmark_node_get_literal(walk.node)));
		else if (type == CMARK_NODE_SOFTBREAK)
			buf_add_char(&text, ' ');
	}
	*title = arena_str(arena, buf_view(&text));
	buf_release(&text);
	if (title->ptr == NULL)
		return arena_fail(arena, err);
	*anchor = take_anchor(title);
	return ERR_NONE;
}

struct str
markdown_slug(struct arena *arena, struct str title)
{
	char *out = arena_alloc(arena, title.len + 2);
	size_t n = 0;

	if (out == NULL)
		return STR_NONE;
	for (size_t i = 0; i < title.len && n < 60; i++) {
		unsigned char c = (unsigned char)title.ptr[i];

		if (isalnum(c) && c < 0x80)
			out[n++] = (char)tolower(c);
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	if (n == 0)
		out[n++] = 's';
	return (struct str){out, n};
}
