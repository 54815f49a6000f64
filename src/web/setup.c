#include "templates/setup.h"
#include "ledger/ledger.h"
#include "people/organisation.h"
#include "people/signin.h"
#include "web/pages.h"

/*
 * The first visit: the organisation and its first administrator, with the
 * token that `assay serve` printed.  Afterwards the page is gone.
 */
struct setup {
	const struct call *call;
	struct organisation organisation;
	struct person_new admin;
	struct id person;
};

static enum err_code
make(struct db *db, void *ctx, struct err *err)
{
	struct setup *s = ctx;
	enum err_code rc =
	    organisation_make(db, s->call->arena, &s->organisation, err);

	if (rc != ERR_NONE)
		return rc;
	return person_add(
	    db, s->call->arena, PERSON_PROGRAM, &s->admin, &s->person, err);
}

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
read_form(const struct call *call, struct setup *s, struct err *err)
{
	struct str password = page_form(call, "password");
	struct str mail_from = str_trim(page_form(call, "mail_from"));
	enum err_code rc;

	*s = (struct setup){.call = call,
	    .organisation = {.name = str_trim(page_form(call, "organisation")),
		.created = call->rq->received},
	    .admin = {.name = str_trim(page_form(call, "name")),
		.role = ROLE_ADMIN,
		.source = STR("setup")}};
	if (!token_is_right(call))
		return err_set(err, ERR_INVALID,
		    "the setup token is not the one that was printed");
	if (password.len < PASSWORD_MIN || password.len > PASSWORD_MAX)
		return err_set(err, ERR_INVALID,
		    "the password must have %d to %d characters", PASSWORD_MIN,
		    PASSWORD_MAX);
	rc = organisation_url_read(
	    str_trim(page_form(call, "url")), &s->organisation.public_url, err);
	if (rc == ERR_NONE)
		rc = person_email_read(str_trim(page_form(call, "email")),
		    call->arena, &s->admin.email, err);
	if (rc == ERR_NONE && mail_from.len > 0)
		rc = person_email_read(
		    mail_from, call->arena, &s->organisation.mail_from, err);
	return rc;
}

enum err_code
page_setup_post(struct call *call, struct err *err)
{
	struct store *store = call->web->config.store;
	struct setup s;
	enum err_code rc;

	if (atomic_load(&call->web->set_up))
		return page_go(call, URL("/"), err);
	rc = read_form(call, &s, err);
	if (rc == ERR_NONE)
		rc = store_write(store, make, &s, err);
	if (rc == ERR_INVALID) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, why.ptr ? why.ptr : "");
	}
	if (rc != ERR_NONE)
		return rc;
	ledger_wake();
	rc = signin_set_password(
	    store, call->arena, s.person, page_form(call, "password"), err);
	if (rc != ERR_NONE)
		return rc;
	atomic_store(&call->web->set_up, true);
	return page_go(call, URL("/signin"), err);
}
