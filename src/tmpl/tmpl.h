#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include "base/arena.h"

/*
 * What the C made of www/templates/ calls, and the two types that decide what
 * may stand where in a page.
 *
 *	struct html	markup the program itself made; written as it is
 *	struct url	where a link or a form may lead; the only type that a
 *			href, src, action or formaction accepts
 *
 * Everything else is escaped for the place it stands in.  The README shows a
 * template, its view and its use.
 */
struct html {
	struct str text;
};

struct url {
	struct str text; /* as url_read let it through */
};

/* Markup from a writer of ours (the Markdown renderer); never from a person. */
struct html html_trusted(struct str text);

/*
 * Accepts http:, https: and mailto: URLs and relative references without a
 * scheme ("/modules/a05", "?page=2", "#top").  "//host" is refused, so are
 * "javascript:", white space, control characters, '\\' and what is not UTF-8.
 * *out borrows text.
 */
enum err_code url_read(
    struct str text, struct url *out, struct err *err) MUST_USE;

/* A literal of ours: URL("/signin"). */
#define URL(literal) ((struct url){STR(literal)})

/*
 * "/modules/{}/quiz" with each {} replaced, in order, by a percent-encoded
 * part; the pattern is ours.  No memory gives an empty URL.
 */
struct url url_join(struct arena *arena, const char *pattern,
    const struct str *parts, size_t n);
#define URL_OF(arena, pattern, ...)                               \
	url_join((arena), (pattern), (struct str[]){__VA_ARGS__}, \
	    sizeof((struct str[]){__VA_ARGS__}) / sizeof(struct str))

/* Percent-encodes all but unreserved characters (RFC 3986). */
void url_encode(struct buf *out, struct str part);

/* & < > " ' become entities; bytes that are not UTF-8 become U+FFFD, and
   control characters HTML forbids are dropped.  Right in text and in quoted
   attributes alike. */
void tmpl_text(struct buf *out, struct str text);
void tmpl_html(struct buf *out, struct html html);
void tmpl_url(struct buf *out, struct url url);
void tmpl_int(struct buf *out, int64_t n);
void tmpl_date(struct buf *out, int64_t at);    /* 2026-11-21 */
void tmpl_time(struct buf *out, int64_t at);    /* 2026-11-21 05:27 UTC */
void tmpl_instant(struct buf *out, int64_t at); /* 2026-11-21T05:27:00Z */

#endif
