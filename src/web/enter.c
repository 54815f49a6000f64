#include "web/enter.h"

#include "http/route.h"
#include "ledger/ledger.h"
#include "people/organisation.h"
#include "templates/error.h"
#include "web/nav.h"
#include "web/pages.h"
#include <stdio.h>

/*
 * One door for all pages:
 *
 *	session > set up? > may this role come in? > token of the form > page
 *
 * A browser names a session by cookie; a stranger's form is tied to a cookie
 * of its own, so that nobody can be signed in by somebody else's page.
 */
#define GUEST_TOKEN 32
#define SETTLE_MS   2000

static struct str
cookie_name(const struct http_request *rq)
{
	return rq->secure ? STR("__Host-assay") : STR("assay");
}

static struct str
guest_cookie_name(const struct http_request *rq)
{
	return rq->secure ? STR("__Host-assay-form") : STR("assay-form");
}

struct look {
	struct call *call;
	struct str cookie;
};

static enum err_code
look_up(struct db *db, void *ctx, struct err *err)
{
	const struct look *look = ctx;
	struct call *call = look->call;
	struct organisation organisation = {0};
	bool found = false, set_up;
	enum err_code rc;

	rc = organisation_get(db, call->arena, &set_up, &organisation, err);
	if (rc == ERR_NONE && look->cookie.len > 0)
		rc = session_find(
		    db, call->arena, look->cookie, &found, &call->session, err);
	if (rc != ERR_NONE)
		return rc;
	if (set_up)
		atomic_store(&call->web->set_up, true);
	call->frame.organisation = organisation.name;
	call->public_url = organisation.public_url;
	call->signed_in = found && !call->session.waiting;
	call->token = found ? look->cookie : STR_NONE;
	return ERR_NONE;
}

static enum err_code
touch(struct db *db, void *ctx, struct err *err)
{
	const struct call *call = ctx;

	return session_touch(db, call->token, err);
}

/* The stranger's token: from the cookie, or a new one for a form to come. */
static enum err_code
guest_token(struct call *call, struct err *err)
{
	struct str have =
	    http_get(&call->rq->cookies, guest_cookie_name(call->rq));
	uint8_t random[GUEST_TOKEN / 2];
	char text[GUEST_TOKEN + 1];

	call->csrf = have;
	if (have.len == GUEST_TOKEN || !call->page->guest_form ||
	    call->rq->method == HTTP_POST)
		return ERR_NONE;
	random_bytes(random, sizeof(random));
	for (size_t i = 0; i < sizeof(random); i++)
		snprintf(text + 2 * i, 3, "%02x", random[i]);
	call->csrf = arena_str(call->arena, str_from(text));
	if (call->csrf.ptr == NULL)
		return arena_fail(call->arena, err);
	return http_set_cookie(call->rq, call->re, guest_cookie_name(call->rq),
	    call->csrf, 0, err);
}

static bool
same(struct str a, struct str b)
{
	unsigned char diff = 0;

	if (a.len != b.len || a.len == 0)
		return false;
	for (size_t i = 0; i < a.len; i++)
		diff |= (unsigned char)(a.ptr[i] ^ b.ptr[i]);
	return diff == 0;
}

/* What a browser says of where a form came from, where it says something. */
static bool
from_here(const struct http_request *rq)
{
	struct str site = http_header(rq, STR("Sec-Fetch-Site"));
	struct str origin = http_header(rq, STR("Origin"));
	struct str scheme = rq->secure ? STR("https://") : STR("http://");

	if (site.len > 0 && !str_eq(site, STR("same-origin")) &&
	    !str_eq(site, STR("none")))
		return false;
	return origin.len == 0 ||
	    (str_starts(origin, scheme) &&
		str_eq_case(str_from_at(origin, scheme.len), rq->host));
}

static enum err_code
check_form(struct call *call, struct err *err)
{
	if (call->rq->method != HTTP_POST)
		return ERR_NONE;
	if (!from_here(call->rq))
		return err_set(
		    err, ERR_DENIED, "the form was sent from another site");
	if (!same(page_form(call, "csrf"), call->csrf))
		return err_set(err, ERR_DENIED,
		    "the form is not of this session: open the page again");
	return ERR_NONE;
}

static void
fill_frame(struct call *call)
{
	call->frame.program = call->web->config.program;
	call->frame.csrf = call->csrf;
	call->frame.signed_in = call->signed_in;
	call->frame.signed_out = !call->signed_in &&
	    !str_starts(call->rq->path, STR("/signin")) &&
	    atomic_load(&call->web->set_up);
	call->frame.person = call->session.person.name;
	nav_fill(call);
}

static enum err_code
ask_to_sign_in(struct call *call, struct err *err)
{
	const struct http_request *rq = call->rq;
	struct str to = rq->path;

	if (call->token.len > 0 && call->session.waiting)
		return page_go(call, URL("/signin/second-factor"), err);
	if (rq->method == HTTP_POST || to.len <= 1)
		return page_go(call, URL("/signin"), err);
	return page_go(call, URL_OF(call->arena, "/signin?to={}", to), err);
}

static enum err_code
run(struct call *call, struct err *err)
{
	const struct page *page = call->page;
	enum err_code rc;
	uint64_t me = WHO_GUEST;

	if (call->token.len > 0)
		me = call->session.waiting ? WHO_HALFWAY
					   : WHO(call->session.person.role);
	call->csrf = call->session.csrf;
	if (call->token.len == 0) {
		rc = guest_token(call, err);
		if (rc != ERR_NONE)
			return rc;
	}
	fill_frame(call);
	if (!atomic_load(&call->web->set_up) && page->fn != page_setup &&
	    page->fn != page_setup_post)
		return page_go(call, URL("/setup"), err);
	if (!(page->who & me) && me != (me & WHO_MEMBER))
		return ask_to_sign_in(call, err);
	if (!(page->who & me) && page->guest_form)
		return page_go(call, URL("/"), err);
	if (!(page->who & me))
		return err_set(err, ERR_DENIED,
		    "this page is not for the role %s",
		    role_name(call->session.person.role));
	rc = check_form(call, err);
	return rc == ERR_NONE ? page->fn(call, err) : rc;
}

static void
say(struct call *call, unsigned status, const struct err *why)
{
	static const struct {
		unsigned status;
		const char *headline, *text;
	} known[] = {
	    {403, "Not for you", "Your role does not open this page."},
	    {404, "There is no such page",
		"Perhaps it was moved, or it is not yours to see."},
	    {413, "Too large", "What was sent is over the limit."},
	    {503, "Busy", "Too much at once. Try again in a moment."},
	    {507, "No room", "The disk is full; nothing was changed."},
	};
	struct tmpl_error v = {.frame = page_frame(call, "Error"),
	    .status = status,
	    .headline = status < 500 ? STR("That did not work")
				     : STR("Something broke here"),
	    .text = status < 500 && why->text[0]
		? show_sentence(call->arena, str_from(why->text))
		: STR("It is in the log. Nothing was half done."),
	    .href = URL("/"),
	    .link = STR("Home"),
	    .request = show_id(call->arena, call->rq->id)};

	for (size_t i = 0; i < NELEM(known); i++) {
		if (known[i].status != status)
			continue;
		v.headline = str_from(known[i].headline);
		if (status != 403 || why->text[0] == '\0')
			v.text = str_from(known[i].text);
	}
	call->re->status = status;
	buf_reset(call->re->body);
	tmpl_error(call->re->body, &v);
}

enum err_code
web_enter(
    struct http_request *rq, struct http_reply *re, void *app, struct err *err)
{
	const struct web_door *door = app;
	struct call call = {.web = door->web,
	    .page = door->page,
	    .rq = rq,
	    .re = re,
	    .arena = rq->arena,
	    .learn = &door->web->learn};
	struct look look = {&call, http_get(&rq->cookies, cookie_name(rq))};
	enum err_code rc =
	    store_read(door->web->config.store, look_up, &look, err);

	if (rc != ERR_NONE)
		return rc;
	if (call.token.len > 0 && call.session.stale && !rq->on_worker) {
		re->on_worker = true; /* noting it waits for a commit */
		return ERR_NONE;
	}
	if (call.token.len > 0 && call.session.stale &&
	    store_write(door->web->config.store, touch, &call, err) != ERR_NONE)
		call.session.stale = true; /* the next request notes it */
	rc = run(&call, err);
	if (rc == ERR_NONE)
		return buf_finish(re->body, err);
	if (re->status < 400)
		re->status = http_status(rc);
	if (re->status >= 500)
		return rc; /* the server logs it and asks web_on_error */
	say(&call, re->status, err);
	return ERR_NONE;
}

void
web_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re)
{
	static const struct page nowhere = {.pattern = ""};
	struct call call = {.web = ctx,
	    .page = &nowhere,
	    .rq = rq,
	    .re = re,
	    .arena = rq->arena};

	call.frame.program = call.web->config.program;
	say(&call, re->status, err);
}

/* --- what pages ask of their call ------------------------------------- */

const struct tmpl_frame_head *
page_frame_str(struct call *call, struct str title)
{
	call->frame.css = call->web->css;
	call->frame.js = call->web->js;
	call->frame.icon = call->web->icon;
	call->frame.office = call->web->office;
	call->frame.title = title;
	return &call->frame;
}

const struct tmpl_frame_head *
page_frame(struct call *call, const char *title)
{
	return page_frame_str(call, str_from(title));
}

bool
page_opens(const struct call *call, struct str path)
{
	const struct http_table tables[] = {
	    {.routes = call->web->routes}, {.routes = NULL}};
	struct str pure = str_sub(path, 0, str_find_char(path, '?'));
	struct http_match match;
	struct err err;

	return http_route_find(tables, HTTP_GET, pure, call->arena, &match,
		   &err) == ERR_NONE &&
	    match.route != NULL &&
	    match.route->rights & WHO(call->session.person.role);
}

static struct str
value(const struct http_pairs *pairs, const char *name)
{
	struct str v = http_get(pairs, str_from(name));

	return v.ptr ? v : STR("");
}

struct str
page_form(const struct call *call, const char *name)
{
	return value(&call->rq->form, name);
}

struct str
page_query(const struct call *call, const char *name)
{
	return value(&call->rq->query, name);
}

enum err_code
page_id(const struct call *call, struct id *out, struct err *err)
{
	if (!id_read(http_get(&call->rq->params, STR("id")), out))
		return err_set(err, ERR_NOT_FOUND, "no such page");
	return ERR_NONE;
}

enum err_code
page_module(
    const struct call *call, const struct catalog_module **out, struct err *err)
{
	*out = catalog_module(
	    call->web->config.catalog, http_get(&call->rq->params, STR("id")));
	if (*out == NULL)
		return err_set(err, ERR_NOT_FOUND, "no such module");
	return ERR_NONE;
}

enum err_code
page_go(struct call *call, struct url to, struct err *err)
{
	if (to.text.len == 0)
		return arena_fail(call->arena, err);
	return http_redirect(call->rq, call->re, to.text, err);
}

struct str
page_local(struct str to)
{
	struct url url;
	struct err err;

	if (!str_starts(to, STR("/")) || str_starts(to, STR("//")) ||
	    url_read(to, &url, &err) != ERR_NONE)
		return STR("/");
	return to;
}

void
page_settle(struct call *call)
{
	struct err err;

	ledger_wake();
	if (ledger_wait_all(call->web->config.store, SETTLE_MS, &err) !=
	    ERR_NONE)
		return; /* the fact is safe; its page comes later */
}

struct visitor
page_visitor(const struct call *call)
{
	return (struct visitor){
	    call->rq->remote, http_header(call->rq, STR("User-Agent"))};
}

enum err_code
page_set_session(struct call *call, struct str token, struct err *err)
{
	struct str name = cookie_name(call->rq);

	if (token.len == 0)
		return http_set_cookie(
		    call->rq, call->re, name, STR(""), -1, err);
	return http_set_cookie(
	    call->rq, call->re, name, token, SESSION_LIFE / CLOCK_SECOND, err);
}
