#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stdatomic.h>

#include "codec/markdown.h"
#include "http/static.h"
#include "learn/assignment.h"
#include "people/session.h"
#include "templates/frame_head.h"
#include "templates/mark.h"
#include "web/web.h"

/*
 * What every page of this folder shares.  enter.c makes the call: when a page
 * runs, the session is known, the role is one of those in its row and a POST
 * carries the session's token.  What the person may see of the data is not
 * decided here but in the queries.
 *
 *	static enum err_code
 *	show(struct call *call, struct err *err)
 *	{
 *		struct tmpl_team v = {.frame = page_frame(call, "Team")};
 *		...
 *		tmpl_team(call->re->body, &v);
 *		return ERR_NONE;
 *	}
 */
struct call {
	struct web *web;
	const struct page *page;
	struct http_request *rq;
	struct http_reply *re;
	struct arena *arena;
	const struct learn *learn;
	bool signed_in;
	struct session session; /* of whom, when signed_in or halfway */
	struct str token;       /* the cookie's, when it names a session */
	struct str csrf;        /* what the page's forms must send back */
	struct str public_url;  /* of the organisation */
	struct tmpl_frame_head frame;
};

typedef enum err_code page_fn(struct call *call, struct err *err);

/* Who may come in: bits by enum person_role, and two more. */
#define WHO(role)   (UINT64_C(1) << (role))
#define WHO_GUEST   (UINT64_C(1) << 62) /* nobody signed in yet */
#define WHO_HALFWAY (UINT64_C(1) << 61) /* password given, code not yet */
#define WHO_MEMBER                                                \
	(WHO(ROLE_DEVELOPER) | WHO(ROLE_LEAD) | WHO(ROLE_ADMIN) | \
	    WHO(ROLE_SECURITY_LEAD) | WHO(ROLE_AUDITOR))
#define WHO_TEAM       WHO(ROLE_LEAD)
#define WHO_AUTHOR     (WHO(ROLE_ADMIN) | WHO(ROLE_SECURITY_LEAD))
#define WHO_EVIDENCE   (WHO(ROLE_AUDITOR) | WHO(ROLE_ADMIN))
#define WHO_DEPARTURES (WHO_TEAM | WHO_AUTHOR | WHO(ROLE_AUDITOR))
#define WHO_OVERSIGHT  (WHO_AUTHOR | WHO(ROLE_AUDITOR))
#define WHO_ANYONE     (WHO_MEMBER | WHO_GUEST | WHO_HALFWAY)

struct page {
	enum http_method method;
	const char *pattern;
	page_fn *fn;
	uint64_t who;
	enum http_where where; /* on SQLite; always a worker on PostgreSQL */
	size_t body_max;
	bool guest_form; /* strangers send its form: they need a token */
};

#define FORM_MAX ((size_t)16 << 10)
/* A roster by hand; `assay roster import` takes larger ones.  Its second form
   is encoded, up to three times as long. */
#define FILE_MAX ((size_t)1 << 20)

extern const struct page pages[]; /* pages.c; ends with a NULL pattern */

/* A status: its punch and its word. */
enum mark {
	MARK_CURRENT,
	MARK_DUE,
	MARK_OVERDUE,
	MARK_FAILED,
	MARK_STARTED,
	MARK_NONE,
	MARK_OPEN,
	MARK_CLOSED,
	MARKS
};
extern const char *const mark_names[MARKS]; /* in marks.svg, in the style */

struct web {
	struct web_config config;
	struct learn learn;
	struct arena arena;        /* routes, addresses */
	struct http_route *routes; /* of pages and files */
	struct http_static *files; /* style, script, pictures */
	struct url css, js, editor, icon, office, marks[MARKS];
	struct web_texts *texts; /* rendered Markdown, text.c */
	struct tallies *tallies; /* of the pages of controls; over the engine */
	atomic_bool set_up;      /* known to be; never becomes false again */
};

/* The frame around a page, for its view. */
const struct tmpl_frame_head *page_frame(struct call *call, const char *title);
const struct tmpl_frame_head *page_frame_str(
    struct call *call, struct str title);

/* A value of the form, of the query, of the path; "" where there is none. */
struct str page_form(const struct call *call, const char *name);
struct str page_query(const struct call *call, const char *name);
enum err_code page_id(
    const struct call *call, struct id *out, struct err *err) MUST_USE;
enum err_code page_module(const struct call *call,
    const struct catalog_module **out, struct err *err) MUST_USE;

/* Whether who asks may open the page at a path of ours, query and all. */
bool page_opens(const struct call *call, struct str path);

/* 303 to a place of ours. */
enum err_code page_go(
    struct call *call, struct url to, struct err *err) MUST_USE;

/* Only a path of this site is a place to go to after signing in: "/" and
   what follows, but not "//host", nor a backslash or a control character. */
struct str page_local(struct str to);

/* The reader's stack: that of a file at path, what they chose, or their first;
   STR_NONE where nothing is known. */
struct str page_stack(const struct call *call, struct str path);

/* After facts were appended: waits a moment until the pages show them, so that
   who acted sees what they did. */
void page_settle(struct call *call);

struct visitor page_visitor(const struct call *call);

/* The cookie of a new session; STR_NONE takes it away. */
enum err_code page_set_session(
    struct call *call, struct str token, struct err *err) MUST_USE;

/* --- how things are shown: show.c ------------------------------------- */

/* NULL without memory. */
const struct tmpl_mark *show_mark(
    const struct call *call, enum mark mark, struct str word);

struct str show_date(struct arena *arena, int64_t at); /* 0: "" */
struct str show_time(
    struct arena *arena, int64_t at); /* 2026-11-21 05:27 UTC */
struct str show_percent(struct arena *arena, unsigned n);
struct str show_id(struct arena *arena, struct id id);
struct str show_count(
    struct arena *arena, uint64_t n, const char *one, const char *many);

struct str show_where(struct arena *arena, struct str path, int64_t line);
const struct tmpl_mark *show_assignment(
    const struct call *call, const struct assignment *a);

/* "Due 2027-03-03, because you completed ..."; of what is completed: until
   when that stands. */
struct str show_due(const struct call *call, const struct assignment *a);

/* A sentence begins with a capital and ends with a stop. */
struct str show_sentence(struct arena *arena, struct str text);

/* Markdown of ours as HTML: whole, or a single paragraph without its <p>. */
enum err_code show_markdown(struct arena *arena, struct str text,
    const struct markdown_config *config, struct html *out,
    struct err *err) MUST_USE;
enum err_code show_line(struct arena *arena, struct str text, struct html *out,
    struct err *err) MUST_USE;

/* The module's text for readers of a stack; kept after the first time. */
enum err_code show_module(struct web *web, const struct catalog_module *module,
    struct str stack, struct html *out, struct err *err) MUST_USE;

#endif
