#ifndef CODEC_MARKDOWN_DOC_H
#define CODEC_MARKDOWN_DOC_H

#include <cmark-gfm.h>

#include "codec/markdown.h"

/*
 * A text cut at its tab blocks and parsed; what markdown.c hands to the
 * renderers.  Everything lies in the document's own arena, libcmark's nodes
 * too: without memory the parse is left by a jump and the arena dropped.
 */
struct markdown_tab {
	struct str stack;
	unsigned line;
	struct markdown_tab *next;
	cmark_node *root;
	struct str text;
	unsigned text_line;
};

struct markdown_piece {
	struct markdown_tab *tabs; /* or NULL: plain text */
	cmark_node *root;
	struct str text;
	unsigned text_line;
	struct markdown_piece *next;
};

struct markdown_doc {
	struct arena arena;
	struct markdown_piece *first;
};

enum err_code markdown_open(
    struct markdown_doc *doc, struct str text, struct err *err) MUST_USE;
void markdown_close(struct markdown_doc *doc);

/* Every node on the way in and on the way out, without recursion:
   struct markdown_walk walk = {root, NULL, false}; */
struct markdown_walk {
	cmark_node *root, *node;
	bool entering;
};
bool markdown_walk_next(struct markdown_walk *walk);

/* Which of the tabs is the reader's: the same stack, else the same language,
   else NULL. */
struct markdown_tab *markdown_own_tab(
    struct markdown_tab *tabs, struct str own_stack);

/* The plain text of a heading without its "{#anchor}"; *anchor is STR_NONE
   where it has none. */
enum err_code markdown_title(struct arena *arena, cmark_node *heading,
    struct str *title, struct str *anchor, struct err *err) MUST_USE;

/* "where-input-becomes-code" */
struct str markdown_slug(struct arena *arena, struct str title);

#endif
