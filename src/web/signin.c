#include "people/signin.h"

#include "templates/reset.h"
#include "templates/reset_set.h"
#include "templates/second_factor.h"
#include "templates/signin.h"
#include "web/pages.h"

/* The ways in that begin with an address and a password. */
static enum err_code
show_signin(struct call *call, const char *problem)
{
	struct tmpl_signin v = {.frame = page_frame(call, "Sign in"),
	    .problem = str_from(problem),
	    .email = page_form(call, "email"),
	    .to = page_local(call->rq->method == HTTP_POST
		    ? page_form(call, "to")
		    : page_query(call, "to"))};

	if (str_eq(page_query(call, "note"), STR("password")))
		v.note = STR("The password is set. Sign in with it.");
	else if (str_eq(page_query(call, "note"), STR("out")))
		v.note = STR("You are signed out.");
	if (problem[0])
		call->re->status = 401;
	tmpl_signin(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_signin(struct call *call, struct err *err)
{
	(void)err;
	return show_signin(call, "");
}

enum err_code
page_signin_post(struct call *call, struct err *err)
{
	struct str to = page_local(page_form(call, "to"));
	struct visitor visitor = page_visitor(call);
	struct signed_in in;
	enum err_code rc = signin_password(call->web->config.store, call->arena,
	    str_trim(page_form(call, "email")), page_form(call, "password"),
	    &visitor, &in, err);

	if (rc == ERR_DENIED || rc == ERR_INVALID)
		return show_signin(
		    call, "This address and password do not belong together.");
	if (rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		rc = show_signin(call, why.ptr ? why.ptr : "");
		call->re->status = 429;
		return rc;
	}
	if (rc == ERR_NONE)
		rc = page_set_session(call, in.token, err);
	if (rc != ERR_NONE)
		return rc;
	if (in.waiting)
		return page_go(call,
		    URL_OF(call->arena, "/signin/second-factor?to={}", to),
		    err);
	return http_redirect(call->rq, call->re, to, err);
}

static enum err_code
show_second(struct call *call, const char *problem, unsigned status)
{
	struct tmpl_second_factor v = {
	    .frame = page_frame(call, "Second factor"),
	    .problem = str_from(problem),
	    .to = page_local(call->rq->method == HTTP_POST
		    ? page_form(call, "to")
		    : page_query(call, "to"))};

	call->re->status = status;
	tmpl_second_factor(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_second(struct call *call, struct err *err)
{
	(void)err;
	return show_second(call, "", 200);
}

enum err_code
page_second_post(struct call *call, struct err *err)
{
	struct visitor visitor = page_visitor(call);
	struct signed_in in;
	enum err_code rc = signin_second(call->web->config.store, call->arena,
	    call->token, str_trim(page_form(call, "code")), &visitor, &in, err);

	if (rc == ERR_DENIED || rc == ERR_INVALID)
		return show_second(call, "That code is not right.", 401);
	if (rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show_second(call, why.ptr ? why.ptr : "", 429);
	}
	if (rc == ERR_NONE)
		rc = page_set_session(call, in.token, err);
	if (rc != ERR_NONE)
		return rc;
	return http_redirect(
	    call->rq, call->re, page_local(page_form(call, "to")), err);
}

static enum err_code
close_session(struct db *db, void *ctx, struct err *err)
{
	const struct call *call = ctx;

	return session_close(db, call->token, err);
}

enum err_code
page_signout(struct call *call, struct err *err)
{
	enum err_code rc =
	    store_write(call->web->config.store, close_session, call, err);

	if (rc == ERR_NONE)
		rc = page_set_session(call, STR_NONE, err);
	return rc == ERR_NONE ? page_go(call, URL("/signin?note=out"), err)
			      : rc;
}

/* --- a forgotten password ---------------------------------------------- */

enum err_code
page_reset(struct call *call, struct err *err)
{
	struct tmpl_reset v = {.frame = page_frame(call, "A new password"),
	    .sent = str_eq(page_query(call, "sent"), STR("yes"))};

	(void)err;
	tmpl_reset(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_reset_post(struct call *call, struct err *err)
{
	struct visitor visitor = page_visitor(call);
	enum err_code rc = signin_reset_ask(call->web->config.store,
	    call->arena, str_trim(page_form(call, "email")), &visitor, err);

	/* A stranger learns nothing from the answer. */
	if (rc != ERR_NONE && rc != ERR_INVALID && rc != ERR_LIMIT)
		return rc;
	return page_go(call, URL("/reset?sent=yes"), err);
}

static enum err_code
show_reset_set(struct call *call, bool usable, const char *problem)
{
	struct tmpl_reset_set v = {.frame = page_frame(call, "A new password"),
	    .heading = STR("A new password"),
	    .problem = str_from(problem),
	    .usable = usable,
	    .action = URL_OF(call->arena, "/reset/{}",
		http_get(&call->rq->params, STR("token")))};

	if (problem[0])
		call->re->status = 422;
	tmpl_reset_set(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_reset_set(struct call *call, struct err *err)
{
	(void)err;
	return show_reset_set(call, true, "");
}

enum err_code
page_reset_set_post(struct call *call, struct err *err)
{
	enum err_code rc = signin_reset(call->web->config.store, call->arena,
	    http_get(&call->rq->params, STR("token")),
	    page_form(call, "password"), err);

	if (rc == ERR_DENIED)
		return show_reset_set(
		    call, false, "This link is used up or too old.");
	if (rc == ERR_INVALID || rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show_reset_set(call, true, why.ptr ? why.ptr : "");
	}
	if (rc != ERR_NONE)
		return rc;
	return page_go(call, URL("/signin?note=password"), err);
}
