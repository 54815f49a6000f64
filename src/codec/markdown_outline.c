/* What a text holds, for those who check it. */
#include "codec/markdown_doc.h"

struct count {
	size_t words, code_lines;
};

static size_t
words_in(struct str s)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.len; i++) {
		bool space = (unsigned char)s.ptr[i] <= ' ';

		if (!space && !inside)
			n++;
		inside = !space;
	}
	return n;
}

static enum err_code
add_heading(struct arena *arena, struct markdown_outline *out, cmark_node *node,
    unsigned first_line, struct err *err)
{
	struct markdown_heading *h = ARENA_PUSH(arena, &out->headings);
	enum err_code rc;

	if (h == NULL)
		return arena_fail(arena, err);
	rc = markdown_title(arena, node, &h->title, &h->anchor, err);
	if (rc != ERR_NONE)
		return rc;
	h->given = h->anchor.ptr != NULL;
	if (!h->given)
		h->anchor = markdown_slug(arena, h->title);
	else
		h->anchor = arena_str(arena, h->anchor);
	if (h->anchor.ptr == NULL)
		return arena_fail(arena, err);
	h->level = (unsigned)cmark_node_get_heading_level(node);
	h->line = first_line - 1 + (unsigned)cmark_node_get_start_line(node);
	for (size_t i = out->headings.n - 1; i > 0; i--) {
		struct markdown_heading *older = &out->headings.v[i - 1];

		if (older->next_line == 0 && older->level >= h->level)
			older->next_line = h->line;
	}
	return ERR_NONE;
}

static enum err_code
add_code(struct arena *arena, struct markdown_outline *out, cmark_node *node,
    unsigned first_line, struct str stack, struct err *err)
{
	struct markdown_code *c = ARENA_PUSH(arena, &out->codes);

	if (c == NULL)
		return arena_fail(arena, err);
	c->text = arena_str(arena, str_from(cmark_node_get_literal(node)));
	c->lang = arena_str(
	    arena, str_trim(str_from(cmark_node_get_fence_info(node))));
	c->stack = arena_str(arena, stack);
	c->line = first_line + (unsigned)cmark_node_get_start_line(node);
	if (c->text.ptr == NULL || (c->lang.len > 0 && c->lang.ptr == NULL))
		return arena_fail(arena, err);
	return ERR_NONE;
}

static enum err_code
outline_tree(struct arena *arena, struct markdown_outline *out,
    cmark_node *root, unsigned first_line, struct str stack,
    struct count *count, struct err *err)
{
	struct markdown_walk walk = {root, NULL, false};
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && markdown_walk_next(&walk)) {
		cmark_node *node = walk.node;
		struct str literal = str_from(cmark_node_get_literal(node));

		if (!walk.entering)
			continue;
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_HEADING:
			rc = add_heading(arena, out, node, first_line, err);
			if (rc == ERR_NONE &&
			    out->headings.v[out->headings.n - 1].given)
				count->words--; /* "{#anchor}" is no word */
			break;
		case CMARK_NODE_CODE_BLOCK:
			for (size_t i = 0; i < literal.len; i++)
				count->code_lines += literal.ptr[i] == '\n';
			rc = add_code(arena, out, node, first_line, stack, err);
			break;
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			count->words += words_in(literal);
			break;
		default:
			break;
		}
	}
	return rc;
}

static enum err_code
outline_tabs(struct arena *arena, struct markdown_outline *out,
    const struct markdown_tab *tabs, struct err *err)
{
	struct count most = {0};
	enum err_code rc = ERR_NONE;

	for (const struct markdown_tab *t = tabs; t && rc == ERR_NONE;
	     t = t->next) {
		struct markdown_code *tab = ARENA_PUSH(arena, &out->tabs);
		struct count count = {0};

		if (tab == NULL)
			return arena_fail(arena, err);
		tab->text = arena_str(arena, t->stack);
		tab->line = t->line;
		rc = outline_tree(
		    arena, out, t->root, t->text_line, t->stack, &count, err);
		if (count.words > most.words)
			most.words = count.words;
		if (count.code_lines > most.code_lines)
			most.code_lines = count.code_lines;
	}
	out->words += most.words;
	out->code_lines += most.code_lines;
	return rc;
}

enum err_code
markdown_outline(struct str text, struct arena *arena,
    struct markdown_outline *out, struct err *err)
{
	struct markdown_outline o = {0};
	struct markdown_doc doc;
	enum err_code rc = markdown_open(&doc, text, err);

	if (rc != ERR_NONE)
		return rc;
	for (struct markdown_piece *p = doc.first; p && rc == ERR_NONE;
	     p = p->next) {
		struct count count = {0};

		if (p->tabs != NULL) {
			rc = outline_tabs(arena, &o, p->tabs, err);
			continue;
		}
		rc = outline_tree(
		    arena, &o, p->root, p->text_line, STR_NONE, &count, err);
		o.words += count.words;
		o.code_lines += count.code_lines;
	}
	markdown_close(&doc);
	if (rc == ERR_NONE)
		*out = o;
	return rc;
}
