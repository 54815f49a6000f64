#include "people/setup.h"

#include "ledger/ledger.h"
#include "people/signin.h"
#include "templates/setup.h"
#include "web/pages.h"

/*
 * The first visit: the organisation and its first administrator, with the
 * token that `assay serve` printed.  Afterwards the page is gone.
 */
static enum err_code
show(struct call *call, const char *problem)
{
	struct tmpl_setup v = {.frame = page_frame(call, "Set up"),
	    .problem = str_from(problem),
	    .token = page_form(call, "token"),
	    .organisation = page_form(call, "organisation"),
	    .url = page_form(call, "url"),
	    .name = page_form(call, "name"),
	    .email = page_form(call, "email"),
	    .mail_from = page_form(call, "mail_from")};

	if (v.url.len == 0)
		v.url = arena_strf(call->arena, "%s://%.*s",
		    call->rq->secure ? "https" : "http",
		    STR_FMT(call->rq->host));
	if (problem[0])
		call->re->status = 422;
	tmpl_setup(call->re->body, &v);
	return ERR_NONE;
}

static bool
token_is_right(const struct call *call)
{
	struct str want = call->web->config.setup_token;
	struct str have = str_trim(page_form(call, "token"));
	unsigned char diff = 0;

	if (want.len == 0 || have.len != want.len)
		return false;
	for (size_t i = 0; i < want.len; i++)
		diff |= (unsigned char)(want.ptr[i] ^ have.ptr[i]);
	return diff == 0;
}

enum err_code
page_setup(struct call *call, struct err *err)
{
	if (atomic_load(&call->web->set_up))
		return page_go(call, URL("/"), err);
	return show(call, "");
}

static enum err_code
set_up(struct call *call, struct err *err)
{
	struct setup in = {
	    .name = str_trim(page_form(call, "organisation")),
	    .public_url = str_trim(page_form(call, "url")),
	    .mail_from = str_trim(page_form(call, "mail_from")),
	    .admin_name = str_trim(page_form(call, "name")),
	    .admin_email = str_trim(page_form(call, "email")),
	    .password = page_form(call, "password"),
	};
	struct id admin;

	if (!token_is_right(call))
		return err_set(err, ERR_INVALID,
		    "this is not the setup token of this server");
	if (in.password.len < PASSWORD_MIN || in.password.len > PASSWORD_MAX)
		return err_set(err, ERR_INVALID,
		    "the password must have %d to %d characters", PASSWORD_MIN,
		    PASSWORD_MAX);
	if (in.mail_from.len == 0)
		in.mail_from = STR_NONE;
	return setup_run(
	    call->web->config.store, call->arena, &in, &admin, err);
}

enum err_code
page_setup_post(struct call *call, struct err *err)
{
	enum err_code rc;

	if (atomic_load(&call->web->set_up))
		return page_go(call, URL("/"), err);
	rc = set_up(call, err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, why.ptr ? why.ptr : "");
	}
	if (rc != ERR_NONE && rc != ERR_CONFLICT) /* somebody was quicker */
		return rc;
	page_settle(call);
	atomic_store(&call->web->set_up, true);
	return page_go(call, URL("/signin"), err);
}
