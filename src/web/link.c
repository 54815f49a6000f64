#include "people/link.h"

#include "people/signin.h"
#include "templates/link.h"
#include "web/pages.h"

/*
 * A one-time link opens a page with a button, and the button uses it up: mail
 * scanners and chat previews open links, they do not press buttons.
 */
struct peek {
	struct str token;
	bool found;
	struct id person;
	enum link_purpose purpose;
};

static enum err_code
peek(struct db *db, void *ctx, struct err *err)
{
	struct peek *p = ctx;

	return link_peek(db, p->token, &p->found, &p->person, &p->purpose, err);
}

static enum err_code
show(struct call *call, bool usable, bool invited, unsigned status)
{
	struct tmpl_link v = {.frame = page_frame(call, "Sign in"),
	    .heading = invited ? STR("Welcome") : STR("Sign in with your link"),
	    .explain = invited
		? STR("This link signs you in once; then you choose a "
		      "password. It is used up when you press the button, "
		      "not when it is opened.")
		: STR("This link signs you in once. It is used up when you "
		      "press the button, not when it is opened."),
	    .button = STR("Sign in"),
	    .usable = usable,
	    .action = URL_OF(call->arena, "/signin/link/{}",
		http_get(&call->rq->params, STR("token"))),
	    .problem = STR("This link is used up, too old, or not whole.")};

	call->re->status = status;
	tmpl_link(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_link(struct call *call, struct err *err)
{
	struct peek p = {.token = http_get(&call->rq->params, STR("token"))};
	enum err_code rc = store_read(call->web->config.store, peek, &p, err);

	if (rc != ERR_NONE)
		return rc;
	if (!p.found || p.purpose == LINK_RESET)
		return show(call, false, false, 404);
	return show(call, true, p.purpose == LINK_INVITE, 200);
}

enum err_code
page_link_post(struct call *call, struct err *err)
{
	struct peek p = {.token = http_get(&call->rq->params, STR("token"))};
	struct visitor visitor = page_visitor(call);
	struct signed_in in;
	enum err_code rc = store_read(call->web->config.store, peek, &p, err);

	if (rc == ERR_NONE)
		rc = signin_link(call->web->config.store, call->arena, p.token,
		    &visitor, &in, err);
	if (rc == ERR_DENIED || rc == ERR_INVALID)
		return show(call, false, false, 404);
	if (rc == ERR_NONE)
		rc = page_set_session(call, in.token, err);
	if (rc != ERR_NONE)
		return rc;
	if (in.waiting)
		return page_go(call, URL("/signin/second-factor"), err);
	if (p.found && p.purpose == LINK_INVITE)
		return page_go(call, URL("/account?note=welcome"), err);
	return page_go(call, URL("/"), err);
}
