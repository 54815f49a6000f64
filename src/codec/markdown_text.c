/* A parsed text for a terminal: wrapped, indented, no control bytes. */
#include "codec/markdown_doc.h"

#define INDENT_MAX 24
#define LINE_MAX   ((size_t)64 << 10) /* of one paragraph */

struct text {
	struct buf *out;
	const struct markdown_config *config;
	struct arena *arena;
	struct buf line;  /* the inline text being collected */
	unsigned indent;  /* columns */
	int number;       /* of the next item, -1 in a bullet list */
	bool bullet;      /* the next paragraph starts an item */
	bool blank;       /* an empty line is owed before the next block */
	unsigned columns; /* of a table row so far */
};

static unsigned
width_of(const struct text *t)
{
	unsigned width = t->config->width > 0 ? t->config->width : 80;

	return width < t->indent + 20 ? t->indent + 20 : width;
}

/* Without the bytes that steer a terminal. */
static void
add_plain(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == 0xc2 && i + 1 < s.len &&
		    (unsigned char)s.ptr[i + 1] < 0xa0)
			i++; /* C1 controls */
		else if (c == '\n' || (c >= ' ' && c != 0x7f))
			buf_add_char(out, (char)c);
		else if (c == '\t')
			buf_add(out, STR("    "));
	}
}

static void
style(struct text *t, const char *on)
{
	if (t->config->colour)
		buf_addf(&t->line, "\033[%sm", on);
}

static void
spaces(struct buf *out, unsigned n)
{
	while (n-- > 0)
		buf_add_char(out, ' ');
}

/* Columns a word takes: its code points, terminal sequences not counted. */
static unsigned
columns_of(struct str word)
{
	unsigned n = 0;

	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\033') {
			while (i < word.len && word.ptr[i] != 'm')
				i++;
			continue;
		}
		if (((unsigned char)word.ptr[i] & 0xc0) != 0x80)
			n++;
	}
	return n;
}

static void
start_block(struct text *t)
{
	if (t->blank)
		buf_add_char(t->out, '\n');
	t->blank = false;
}

/* The margin of a first line: the item's bullet or number stands in it. */
static void
margin(struct text *t)
{
	if (!t->bullet || t->indent < 3) {
		spaces(t->out, t->indent);
		return;
	}
	t->bullet = false;
	if (t->number >= 0) {
		spaces(t->out, t->indent - 4);
		buf_addf(t->out, "%2d. ", t->number);
	} else {
		spaces(t->out, t->indent - 2);
		buf_add(t->out, STR("- "));
	}
}

/* Writes what was collected, words wrapped at the margin. */
static void
flush(struct text *t)
{
	struct str rest = buf_view(&t->line), word;
	unsigned at = t->indent, max = width_of(t);
	bool first = true;

	if (str_trim(rest).len == 0) {
		buf_reset(&t->line);
		return;
	}
	start_block(t);
	margin(t);
	while (str_next(&rest, ' ', &word)) {
		unsigned n = columns_of(word);

		if (word.len == 0)
			continue;
		if (!first && at + 1 + n > max) {
			buf_add_char(t->out, '\n');
			spaces(t->out, t->indent);
			at = t->indent;
		} else if (!first) {
			buf_add_char(t->out, ' ');
			at++;
		}
		buf_add(t->out, word);
		at += n;
		first = false;
	}
	buf_add_char(t->out, '\n');
	buf_reset(&t->line);
}

static void
write_code_block(struct text *t, cmark_node *node)
{
	struct str rest = str_from(cmark_node_get_literal(node)), line;

	start_block(t);
	while (str_cut_line(&rest, &line)) {
		spaces(t->out, t->indent + 4);
		add_plain(t->out, line);
		buf_add_char(t->out, '\n');
	}
	t->blank = true;
}

static void
write_heading(struct text *t, cmark_node *node, bool entering)
{
	struct str anchor;

	if (entering) {
		style(t, "1");
		return;
	}
	for (size_t i = t->line.len; i > 0; i--) {
		struct str tail = str_from_at(buf_view(&t->line), i - 1);

		if (!str_starts(tail, STR("{#")))
			continue;
		anchor = str_trim(tail);
		if (str_ends(anchor, STR("}")))
			buf_cut(&t->line, i - 1);
		break;
	}
	style(t, "0");
	(void)node;
	flush(t);
	t->blank = true;
}

static void
write_link(struct text *t, cmark_node *node, bool entering)
{
	struct str url = str_from(cmark_node_get_url(node));

	if (entering || !str_starts(url, STR("http")) ||
	    str_ends(buf_view(&t->line), url))
		return;
	buf_add(&t->line, STR(" ("));
	add_plain(&t->line, url);
	buf_add_char(&t->line, ')');
}

static void
write_list(struct text *t, cmark_node *node, bool entering)
{
	cmark_node *outer = cmark_node_parent(node);

	if (entering) {
		t->number = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
		    ? cmark_node_get_list_start(node) - 1
		    : -1;
		return;
	}
	t->blank = true;
	t->number = -1;
	if (outer == NULL || cmark_node_get_type(outer) != CMARK_NODE_ITEM)
		return;
	node = cmark_node_parent(outer);
	if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
		t->number = cmark_node_get_list_start(node) - 1;
		for (; outer != NULL; outer = cmark_node_previous(outer))
			t->number++;
	}
}

static void
write_item(struct text *t, bool entering)
{
	if (entering) {
		if (t->number >= 0)
			t->number++;
		t->bullet = true;
		t->indent += 4;
	} else {
		t->bullet = false;
		t->indent -= 4;
	}
}

static void
write_paragraph(struct text *t, cmark_node *node, bool entering)
{
	cmark_node *item = cmark_node_parent(node);
	cmark_node *list = item != NULL ? cmark_node_parent(item) : NULL;

	if (entering)
		return;
	flush(t);
	t->blank = list == NULL ||
	    cmark_node_get_type(list) != CMARK_NODE_LIST ||
	    !cmark_node_get_list_tight(list);
}

static void
write_extension(struct text *t, cmark_node *node, bool entering)
{
	struct str type = str_from(cmark_node_get_type_string(node));

	if (str_eq(type, STR("table")))
		t->blank = true;
	else if (str_starts(type, STR("table_")) &&
	    !str_eq(type, STR("table_cell"))) {
		t->columns = 0;
		if (entering) /* rows stand together, the table apart */
			return;
		flush(t);
		t->blank = false;
	} else if (str_eq(type, STR("table_cell")) && entering &&
	    t->columns++ > 0)
		buf_add(&t->line, STR(" | "));
}

static void
write_inline(struct text *t, cmark_node *node, bool entering)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		if (entering)
			add_plain(
			    &t->line, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		if (entering)
			buf_add_char(&t->line, ' ');
		break;
	case CMARK_NODE_CODE:
		if (!entering)
			break;
		buf_add(&t->line, STR("`"));
		add_plain(&t->line, str_from(cmark_node_get_literal(node)));
		buf_add(&t->line, STR("`"));
		break;
	case CMARK_NODE_STRONG:
		style(t, entering ? "1" : "0");
		break;
	case CMARK_NODE_LINK:
		write_link(t, node, entering);
		break;
	default:
		break;
	}
}

static void
write_node(struct text *t, cmark_node *node, bool entering)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		write_heading(t, node, entering);
		break;
	case CMARK_NODE_PARAGRAPH:
		write_paragraph(t, node, entering);
		break;
	case CMARK_NODE_CODE_BLOCK:
		if (entering)
			write_code_block(t, node);
		break;
	case CMARK_NODE_LIST:
		write_list(t, node, entering);
		break;
	case CMARK_NODE_ITEM:
		write_item(t, entering);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		t->indent = entering ? t->indent + 2 : t->indent - 2;
		break;
	default:
		if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) ==
		    CMARK_NODE_TYPE_INLINE)
			write_inline(t, node, entering);
		else
			write_extension(t, node, entering);
	}
}

static void
write_tree(struct text *t, cmark_node *root)
{
	struct markdown_walk walk = {root, NULL, false};

	t->indent = 0;
	t->number = -1;
	while (markdown_walk_next(&walk))
		write_node(t, walk.node, walk.entering);
}

static void
write_tabs(struct text *t, struct markdown_tab *tabs)
{
	struct markdown_tab *own = markdown_own_tab(tabs, t->config->own_stack);

	for (struct markdown_tab *tab = tabs; tab != NULL; tab = tab->next) {
		if (own != NULL && tab != own)
			continue;
		t->blank = true;
		t->indent = 0;
		style(t, "2");
		buf_add(&t->line, STR("-- "));
		add_plain(&t->line, markdown_stack_name(tab->stack));
		buf_add(&t->line, STR(" --"));
		style(t, "0");
		flush(t);
		t->blank = true;
		write_tree(t, tab->root);
	}
	t->blank = true;
}

enum err_code
markdown_text(struct str text, const struct markdown_config *config,
    struct buf *out, struct err *err)
{
	struct text t = {.out = out, .config = config};
	struct markdown_doc doc;
	enum err_code rc = markdown_open(&doc, text, err);

	if (rc != ERR_NONE)
		return rc;
	buf_init(&t.line, LINE_MAX);
	for (struct markdown_piece *p = doc.first; p != NULL; p = p->next) {
		if (p->tabs != NULL)
			write_tabs(&t, p->tabs);
		else
			write_tree(&t, p->root);
	}
	rc = buf_finish(&t.line, err);
	buf_release(&t.line);
	markdown_close(&doc);
	return rc;
}
