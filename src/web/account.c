#include "templates/account.h"
#include "learn/review.h"
#include "people/second.h"
#include "people/signin.h"
#include "templates/recovery.h"
#include "web/pages.h"

/* One's own account: who one is here, the password, the second factor. */
struct read_account {
	const struct call *call;
	bool second_on;
};

static enum err_code
read_account(struct db *db, void *ctx, struct err *err)
{
	struct read_account *r = ctx;

	return second_is_on(db, r->call->session.person.id, &r->second_on, err);
}

static enum err_code
show(struct call *call, const struct second_offer *offer, const char *problem,
    struct err *err)
{
	const struct person *me = &call->session.person;
	struct read_account r = {.call = call};
	struct tmpl_account v = {.frame = page_frame(call, "Account"),
	    .problem = str_from(problem),
	    .name = me->name,
	    .email = me->email,
	    .role = str_from(role_title(me->role)),
	    .team = me->team_name.len > 0 ? me->team_name : STR("none")};
	struct tmpl_account_enrol enrol = {.frame = v.frame};
	enum err_code rc =
	    store_read(call->web->config.store, read_account, &r, err);

	if (rc == ERR_NONE)
		rc = review_mail_wanted(call->learn, me->id, &v.mail_on, err);
	if (rc != ERR_NONE)
		return rc;
	if (str_eq(page_query(call, "note"), STR("welcome")))
		v.note = STR("Welcome. Choose a password, so that you can "
			     "come back.");
	if (str_eq(page_query(call, "note"), STR("mails")))
		v.note = v.mail_on
		    ? STR("A question comes by mail when one is due.")
		    : STR("No question comes by mail any more.");
	if (r.second_on)
		v.totp_on = show_mark(call, MARK_CURRENT, STR("On"));
	else if (offer) {
		enrol.secret = offer->secret;
		enrol.uri = offer->url;
		v.enrol = &enrol;
	} else
		v.totp_off = true;
	if (problem[0])
		call->re->status = 422;
	tmpl_account(call->re->body, &v);
	return ERR_NONE;
}

enum err_code
page_account(struct call *call, struct err *err)
{
	return show(call, NULL, "", err);
}

enum err_code
page_account_password(struct call *call, struct err *err)
{
	enum err_code rc = signin_change_password(call->web->config.store,
	    call->arena, call->session.person.id, page_form(call, "old"),
	    page_form(call, "new"), err);

	if (rc == ERR_DENIED)
		return show(
		    call, NULL, "The present password is not right.", err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT) {
		struct str why =
		    show_sentence(call->arena, str_from(err->text));

		return show(call, NULL, why.ptr ? why.ptr : "", err);
	}
	if (rc == ERR_NONE)
		rc = page_set_session(call, STR_NONE, err);
	return rc == ERR_NONE ? page_go(call, URL("/signin?note=password"), err)
			      : rc;
}

enum err_code
page_account_review_mail(struct call *call, struct err *err)
{
	enum err_code rc = review_mail_set(call->learn, call->session.person.id,
	    str_eq(page_form(call, "on"), STR("1")), err);

	return rc == ERR_NONE ? page_go(call, URL("/account?note=mails"), err)
			      : rc;
}

/* --- the second factor -------------------------------------------------- */

struct offer {
	const struct call *call;
	struct second_offer offer;
};

static enum err_code
make_offer(struct db *db, void *ctx, struct err *err)
{
	struct offer *o = ctx;

	return second_offer(
	    db, o->call->arena, o->call->session.person.id, &o->offer, err);
}

enum err_code
page_totp_start(struct call *call, struct err *err)
{
	struct offer o = {.call = call};
	enum err_code rc =
	    store_write(call->web->config.store, make_offer, &o, err);

	if (rc == ERR_CONFLICT)
		return page_go(call, URL("/account"), err);
	return rc == ERR_NONE ? show(call, &o.offer, "", err) : rc;
}

struct confirm {
	const struct call *call;
	struct second_codes codes;
};

static enum err_code
confirm(struct db *db, void *ctx, struct err *err)
{
	struct confirm *c = ctx;

	return second_confirm(db, c->call->arena, c->call->session.person.id,
	    str_trim(page_form(c->call, "code")), &c->codes, err);
}

enum err_code
page_totp_confirm(struct call *call, struct err *err)
{
	struct confirm c = {.call = call};
	struct tmpl_recovery v = {.frame = page_frame(call, "Recovery codes")};
	enum err_code rc =
	    store_write(call->web->config.store, confirm, &c, err);

	if (rc == ERR_DENIED || rc == ERR_INVALID)
		return show(call, NULL,
		    "That code is not right; nothing was turned on. Set up "
		    "the authenticator again.",
		    err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < SECOND_CODES; i++) {
		struct str *code = ARENA_PUSH(call->arena, &v.codes);

		if (code == NULL)
			return arena_fail(call->arena, err);
		*code = c.codes.v[i];
	}
	tmpl_recovery(call->re->body, &v);
	return ERR_NONE;
}
