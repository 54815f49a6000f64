#ifndef CODEC_MARKDOWN_H
#define CODEC_MARKDOWN_H

#include "base/arena.h"

/*
 * Markdown (CommonMark with tables and bare links) as safe HTML, or as text
 * for a terminal.  Two things are added to it:
 *
 *	## Where input becomes code {#where}	a heading with its anchor
 *
 *	:::tabs					one idea in several stacks
 *	:::tab python-flask
 *	...
 *	:::tab javascript-express
 *	...
 *	:::
 *
 * Tabs need no script: each is a <details> within <div class="stacks">, the
 * reader's own first and open.  Raw HTML and images are dropped (of an image
 * its text stays), links lead to http, https, mailto or within the site.
 * Only the elements and attributes of markdown_html.c ever come out, however
 * the text was made.
 */
#define MARKDOWN_MAX ((size_t)1 << 20)

struct markdown_config {
	struct str own_stack; /* "python-flask", or STR_NONE */
	unsigned shift;       /* 1: "#" becomes <h2>, and so on to <h6> */
	const char *prefix;   /* before every id, or NULL */
	unsigned width;       /* of a terminal; 0: 80 */
	bool colour;          /* of a terminal */
};

/* Both append to out.  ERR_SYNTAX "line 12: ...": a tab block not as above. */
enum err_code markdown_html(struct str text,
    const struct markdown_config *config, struct buf *out,
    struct err *err) MUST_USE;

/* With own_stack set and present, only that one of the tabs is shown. */
enum err_code markdown_text(struct str text,
    const struct markdown_config *config, struct buf *out,
    struct err *err) MUST_USE;

/* As Markdown that any reader knows: of tabs own_stack's where it is there,
   else all, each under its name in bold.  Cannot fail but by out. */
void markdown_plain(struct str text, struct str own_stack, struct buf *out);

/* "Python, Flask" for "python-flask"; the id itself where it is not known. */
struct str markdown_stack_name(struct str id);

/* The headings of a text with their anchors, and its code blocks: for those
   who check it.  Lines count from 1 within the text. */
struct markdown_heading {
	struct str anchor, title; /* anchor made up where none was given */
	unsigned level, line, next_line; /* of the next heading as high, or 0 */
	bool given;
};
struct markdown_code {
	struct str lang, text, stack; /* stack: of the tab around it */
	unsigned line;                /* of its first line of code */
};
struct markdown_outline {
	struct {
		struct markdown_heading *v;
		size_t n, cap;
	} headings;
	struct {
		struct markdown_code *v;
		size_t n, cap;
	} codes;
	struct {
		struct markdown_code
		    *v; /* text: the stack; line: its ":::tab" */
		size_t n, cap;
	} tabs;
	size_t words;      /* outside code; of tabs the longest one counts */
	size_t code_lines; /* likewise */
};
enum err_code markdown_outline(struct str text, struct arena *arena,
    struct markdown_outline *out, struct err *err) MUST_USE;

#endif
