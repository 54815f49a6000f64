/*
 * The HTML of a parsed text.  What can come out is what stands here:
 *
 *	h1-h6 p ul ol li blockquote pre code em strong a hr br
 *	div table thead tbody tr th td details summary
 */
#include <ctype.h>
#include <stdio.h>

#include <cmark-gfm-core-extensions.h>

#include "codec/markdown_doc.h"

#define IDS_MAX 2000

struct html {
	struct buf *out;
	const struct markdown_config *config;
	struct arena *arena;
	struct {
		struct str *v;
		size_t n, cap;
	} ids;
	unsigned groups;   /* of tabs so far */
	cmark_node *table; /* being written, for its columns */
	unsigned column;
	bool in_body, in_header;
};

static void
escape(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		switch (s.ptr[i]) {
		case '&':
			buf_add(out, STR("&amp;"));
			break;
		case '<':
			buf_add(out, STR("&lt;"));
			break;
		case '>':
			buf_add(out, STR("&gt;"));
			break;
		case '"':
			buf_add(out, STR("&quot;"));
			break;
		case '\'':
			buf_add(out, STR("&#39;"));
			break;
		default:
			buf_add_char(out, s.ptr[i]);
		}
	}
}

/* An id that is used once: the second "x" becomes "x-2". */
static enum err_code
unique_id(struct html *h, struct str wish, struct str *out, struct err *err)
{
	const char *prefix = h->config->prefix != NULL ? h->config->prefix : "";
	struct str id, *slot;
	bool taken = true;

	if (h->ids.n >= IDS_MAX)
		return err_set(err, ERR_LIMIT,
		    "Markdown text has more than %d headings and tabs",
		    IDS_MAX);
	id = arena_strf(h->arena, "%s%.*s", prefix, STR_FMT(wish));
	for (unsigned n = 2; taken && id.ptr != NULL; n++) {
		taken = false;
		for (size_t i = 0; i < h->ids.n && !taken; i++)
			taken = str_eq(h->ids.v[i], id);
		if (taken)
			id = arena_strf(
			    h->arena, "%s%.*s-%u", prefix, STR_FMT(wish), n);
	}
	slot = id.ptr != NULL ? ARENA_PUSH(h->arena, &h->ids) : NULL;
	if (slot == NULL)
		return arena_fail(h->arena, err);
	*slot = *out = id;
	return ERR_NONE;
}

/* Where a link may lead: http, https, mailto, or within this site. */
static bool
url_ok(struct str url)
{
	size_t colon = str_find_char(url, ':');

	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || url.ptr[i] == '\\' ||
		    url.ptr[i] == 0x7f)
			return false;
	if (str_starts(url, STR("//")))
		return false;
	if (str_starts(url, STR("/")) || str_starts(url, STR("#")) ||
	    str_starts(url, STR("?")))
		return true;
	if (colon == url.len)
		return url.len > 0;
	return str_starts(url, STR("https://")) ||
	    str_starts(url, STR("http://")) || str_starts(url, STR("mailto:"));
}

static void
write_link(struct html *h, cmark_node *node, bool entering)
{
	struct str url = str_from(cmark_node_get_url(node));

	if (url.ptr == NULL || !url_ok(url))
		return;
	if (!entering) {
		buf_add(h->out, STR("</a>"));
		return;
	}
	buf_add(h->out, STR("<a href=\""));
	escape(h->out, url);
	buf_add_char(h->out, '"');
	if (str_starts(url, STR("http")))
		buf_add(h->out, STR(" rel=\"noopener noreferrer external\""));
	buf_add_char(h->out, '>');
}

/* The first word of a fence's info, where it is a plain name. */
static struct str
code_language(cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t n = 0;

	while (n < info.len && n < 30 &&
	    (isalnum((unsigned char)info.ptr[n]) || info.ptr[n] == '-' ||
		info.ptr[n] == '+' || info.ptr[n] == '#'))
		n++;
	return str_sub(info, 0, n);
}

static void
write_code_block(struct html *h, cmark_node *node)
{
	struct str lang = code_language(node);

	/* a long line scrolls, and so needs to take the focus */
	buf_add(h->out, STR("<pre tabindex=\"0\"><code"));
	if (lang.len > 0) {
		buf_add(h->out, STR(" class=\"language-"));
		escape(h->out, lang);
		buf_add_char(h->out, '"');
	}
	buf_add_char(h->out, '>');
	escape(h->out, str_from(cmark_node_get_literal(node)));
	buf_add(h->out, STR("</code></pre>\n"));
}

static unsigned
level_of(const struct html *h, cmark_node *node)
{
	unsigned level =
	    (unsigned)cmark_node_get_heading_level(node) + h->config->shift;

	return level > 6 ? 6 : level;
}

/* A heading is written whole: its text, without the anchor, and its id. */
static enum err_code
write_heading(struct html *h, cmark_node *node, struct err *err)
{
	struct str title, anchor, id;
	enum err_code rc;
	unsigned level = level_of(h, node);

	rc = markdown_title(h->arena, node, &title, &anchor, err);
	if (rc != ERR_NONE)
		return rc;
	if (anchor.ptr == NULL)
		anchor = markdown_slug(h->arena, title);
	if (anchor.ptr == NULL)
		return arena_fail(h->arena, err);
	rc = unique_id(h, anchor, &id, err);
	if (rc != ERR_NONE)
		return rc;
	buf_addf(h->out, "<h%u id=\"", level);
	escape(h->out, id);
	buf_add(h->out, STR("\">"));
	escape(h->out, title);
	buf_addf(h->out, "</h%u>\n", level);
	return ERR_NONE;
}

/* Paragraphs of a tight list stand without <p>. */
static bool
is_tight(cmark_node *node)
{
	cmark_node *item = cmark_node_parent(node);
	cmark_node *list = item != NULL ? cmark_node_parent(item) : NULL;

	return list != NULL && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	    cmark_node_get_list_tight(list);
}

static void
write_list(struct html *h, cmark_node *node, bool entering)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	int start = cmark_node_get_list_start(node);

	if (!entering)
		buf_add(h->out, ordered ? STR("</ol>\n") : STR("</ul>\n"));
	else if (!ordered)
		buf_add(h->out, STR("<ul>\n"));
	else if (start == 1)
		buf_add(h->out, STR("<ol>\n"));
	else
		buf_addf(h->out, "<ol start=\"%d\">\n", start);
}

static void
write_cell(struct html *h, bool entering)
{
	uint8_t *align = cmark_gfm_extensions_get_table_alignments(h->table);
	unsigned n = cmark_gfm_extensions_get_table_columns(h->table);
	const char *name = h->in_header ? "th" : "td";

	if (!entering) {
		buf_addf(h->out, "</%s>", name);
		h->column++;
		return;
	}
	buf_addf(h->out, "<%s%s", name, h->in_header ? " scope=\"col\"" : "");
	if (align != NULL && h->column < n && align[h->column] == 'r')
		buf_add(h->out, STR(" class=\"number\""));
	buf_add_char(h->out, '>');
}

static void
write_row(struct html *h, cmark_node *node, bool entering)
{
	bool header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;

	if (entering) {
		if (header)
			buf_add(h->out, STR("<thead>\n"));
		else if (!h->in_body)
			buf_add(h->out, STR("<tbody>\n"));
		h->in_body = h->in_body || !header;
		h->in_header = header;
		h->column = 0;
		buf_add(h->out, STR("<tr>"));
		return;
	}
	buf_add(h->out, STR("</tr>\n"));
	if (header)
		buf_add(h->out, STR("</thead>\n"));
}

static void
write_table(struct html *h, cmark_node *node, bool entering)
{
	if (entering) {
		h->table = node;
		h->in_body = false;
		buf_add(h->out,
		    STR("<div class=\"table\" tabindex=\"0\">"
			"<table>\n"));
		return;
	}
	if (h->in_body)
		buf_add(h->out, STR("</tbody>\n"));
	buf_add(h->out, STR("</table></div>\n"));
	h->table = NULL;
}

/* Types of the table extension are known by name alone. */
static void
write_extension(struct html *h, cmark_node *node, bool entering)
{
	struct str type = str_from(cmark_node_get_type_string(node));

	if (str_eq(type, STR("table")))
		write_table(h, node, entering);
	else if (h->table == NULL)
		return;
	else if (str_eq(type, STR("table_row")) ||
	    str_eq(type, STR("table_header")))
		write_row(h, node, entering);
	else if (str_eq(type, STR("table_cell")))
		write_cell(h, entering);
}

static void
write_pair(struct html *h, bool entering, struct str in, struct str out)
{
	buf_add(h->out, entering ? in : out);
}

static void
write_block(struct html *h, cmark_node *node, bool entering)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		write_pair(
		    h, entering, STR("<blockquote>\n"), STR("</blockquote>\n"));
		break;
	case CMARK_NODE_LIST:
		write_list(h, node, entering);
		break;
	case CMARK_NODE_ITEM:
		write_pair(h, entering, STR("<li>"), STR("</li>\n"));
		break;
	case CMARK_NODE_PARAGRAPH:
		if (!is_tight(node))
			write_pair(h, entering, STR("<p>"), STR("</p>\n"));
		break;
	case CMARK_NODE_CODE_BLOCK:
		if (entering)
			write_code_block(h, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		if (entering)
			buf_add(h->out, STR("<hr>\n"));
		break;
	default:
		write_extension(h, node, entering);
	}
}

static void
write_inline(struct html *h, cmark_node *node, bool entering)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		if (entering)
			escape(h->out, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
		if (entering)
			buf_add_char(h->out, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		if (entering)
			buf_add(h->out, STR("<br>\n"));
		break;
	case CMARK_NODE_CODE:
		if (!entering)
			break;
		buf_add(h->out, STR("<code>"));
		escape(h->out, str_from(cmark_node_get_literal(node)));
		buf_add(h->out, STR("</code>"));
		break;
	case CMARK_NODE_EMPH:
		write_pair(h, entering, STR("<em>"), STR("</em>"));
		break;
	case CMARK_NODE_STRONG:
		write_pair(h, entering, STR("<strong>"), STR("</strong>"));
		break;
	case CMARK_NODE_LINK:
		write_link(h, node, entering);
		break;
	default: /* raw HTML and images: dropped */
		break;
	}
}

static bool
is_inline(cmark_node *node)
{
	return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) ==
	    CMARK_NODE_TYPE_INLINE;
}

static enum err_code
write_tree(struct html *h, cmark_node *root, struct err *err)
{
	struct markdown_walk walk = {root, NULL, false};
	cmark_node *heading = NULL;
	enum err_code rc = ERR_NONE;

	while (rc == ERR_NONE && markdown_walk_next(&walk)) {
		cmark_node *node = walk.node;

		if (heading != NULL) { /* already written whole */
			if (node == heading)
				heading = NULL;
			continue;
		}
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING) {
			heading = node;
			rc = write_heading(h, node, err);
		} else if (is_inline(node))
			write_inline(h, node, walk.entering);
		else
			write_block(h, node, walk.entering);
	}
	return rc;
}

static enum err_code
write_tab(
    struct html *h, const struct markdown_tab *tab, bool open, struct err *err)
{
	struct str wish = arena_strf(
		       h->arena, "t%u-%.*s", h->groups, STR_FMT(tab->stack)),
		   id;
	enum err_code rc;

	if (wish.ptr == NULL)
		return arena_fail(h->arena, err);
	rc = unique_id(h, wish, &id, err);
	if (rc != ERR_NONE)
		return rc;
	buf_add(h->out, STR("<details class=\"stack\" data-stack=\""));
	escape(h->out, tab->stack);
	buf_add(h->out, STR("\" id=\""));
	escape(h->out, id);
	buf_addf(h->out, "\" name=\"%st%u\"%s><summary>",
	    h->config->prefix ? h->config->prefix : "", h->groups,
	    open ? " open" : "");
	escape(h->out, markdown_stack_name(tab->stack));
	buf_add(h->out, STR("</summary>\n"));
	rc = write_tree(h, tab->root, err);
	buf_add(h->out, STR("</details>\n"));
	return rc;
}

static enum err_code
write_tabs(struct html *h, struct markdown_tab *tabs, struct err *err)
{
	struct markdown_tab *own = markdown_own_tab(tabs, h->config->own_stack);
	enum err_code rc;

	if (own == NULL)
		own = tabs;
	h->groups++;
	buf_add(h->out, STR("<div class=\"stacks\">\n"));
	rc = write_tab(h, own, true, err);
	for (struct markdown_tab *t = tabs; t && rc == ERR_NONE; t = t->next)
		if (t != own)
			rc = write_tab(h, t, false, err);
	buf_add(h->out, STR("</div>\n"));
	return rc;
}

enum err_code
markdown_html(struct str text, const struct markdown_config *config,
    struct buf *out, struct err *err)
{
	struct html h = {.out = out, .config = config};
	struct markdown_doc doc;
	enum err_code rc = markdown_open(&doc, text, err);

	if (rc != ERR_NONE)
		return rc;
	h.arena = &doc.arena;
	for (struct markdown_piece *p = doc.first; p && rc == ERR_NONE;
	     p = p->next)
		rc = p->tabs != NULL ? write_tabs(&h, p->tabs, err)
				     : write_tree(&h, p->root, err);
	markdown_close(&doc);
	return rc;
}
