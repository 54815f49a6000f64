#include "templates/account.h"
#include "learn/review.h"
#include "people/calendar_token.h"
#include "people/personal_token.h"
#include "people/second.h"
#include "people/signin.h"
#include "templates/recovery.h"
#include "web/pages.h"

/* One's own account: who one is here, the password, the second factor, what
   one's terminal signs in with. */
struct read_account {
	const struct call *call;
	bool second_on;
	struct personal_tokens tokens;
	int64_t calendar; /* made; 0: there is none */
};

/* What the page says besides, after one of its forms. */
struct said {
	const struct second_offer *offer;
	const char *problem;
	struct str token;    /* just made */
	struct str calendar; /* likewise */
};

static enum err_code
read_account(struct db *db, void *ctx, struct err *err)
{
	struct read_account *r = ctx;
	struct id me = r->call->session.person.id;
	enum err_code rc = second_is_on(db, me, &r->second_on, err);

	if (rc == ERR_NONE)
		rc = personal_token_list(
		    db, r->call->arena, me, &r->tokens, err);
	return rc == ERR_NONE
	    ? calendar_token_made(db, r->call->arena, me, &r->calendar, err)
	    : rc;
}

static enum err_code
add_tokens(struct call *call, const struct personal_tokens *from,
    struct tmpl_account *v, struct err *err)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct personal_token *t = &from->v[i];
		struct tmpl_account_tokens *row =
		    ARENA_PUSH(call->arena, &v->tokens);

		if (row == NULL)
			return arena_fail(call->arena, err);
		row->frame = v->frame;
		row->label = t->label;
		row->made = show_date(call->arena, t->created);
		row->ends = show_date(call->arena, t->ends);
		row->used = t->used > 0 ? show_time(call->arena, t->used)
					: STR("never");
		row->drop = URL_OF(call->arena, "/account/tokens/{}/drop",
		    show_id(call->arena, t->id));
	}
	v->has_tokens = v->tokens.n > 0;
	return ERR_NONE;
}

static enum err_code
show(struct call *call, const struct said *said, struct err *err)
{
	const struct person *me = &call->session.person;
	struct read_account r = {.call = call};
	struct tmpl_account v = {.frame = page_frame(call, "Account"),
	    .problem = str_from(said->problem),
	    .new_token = said->token,
	    .new_calendar = said->calendar,
	    .name = me->name,
	    .email = me->email,
	    .role = str_from(role_title(me->role)),
	    .team = me->team_name.len > 0 ? me->team_name : STR("none")};
	struct tmpl_account_enrol enrol = {.frame = v.frame};
	enum err_code rc =
	    store_read(call->web->config.store, read_account, &r, err);

	if (rc == ERR_NONE)
		rc = add_tokens(call, &r.tokens, &v, err);
	if (rc == ERR_NONE)
		rc = review_mail_wanted(call->learn, me->id, &v.mail_on, err);
	if (rc != ERR_NONE)
		return rc;
	v.calendar_made =
	    r.calendar > 0 ? show_date(call->arena, r.calendar) : STR("");
	if (str_eq(page_query(call, "note"), STR("welcome")))
		v.note = STR("Welcome. Choose a password, so that you can "
			     "come back.");
	if (str_eq(page_query(call, "note"), STR("mails")))
		v.note = v.mail_on
		    ? STR("A question comes by mail when one is due.")
		    : STR("No question comes by mail any more.");
	if (r.second_on)
		v.totp_on = show_mark(call, MARK_CURRENT, STR("On"));
	else if (said->offer) {
		enrol.secret = said->offer->secret;
		enrol.uri = said->offer->url;
		v.enrol = &enrol;
	} else
		v.totp_off = true;
	if (said->problem)
		call->re->status = 422;
	tmpl_account(call->re->body, &v);
	return ERR_NONE;
}

static enum err_code
show_problem(struct call *call, const char *problem, struct err *err)
{
	return show(call, &(struct said){.problem = problem}, err);
}

/* What the person got wrong, in the words of who refused it. */
static enum err_code
show_refusal(struct call *call, struct err *err)
{
	struct str why = show_sentence(call->arena, str_from(err->text));

	return show_problem(call, why.ptr ? why.ptr : "", err);
}

enum err_code
page_account(struct call *call, struct err *err)
{
	return show(call, &(struct said){0}, err);
}

enum err_code
page_account_password(struct call *call, struct err *err)
{
	enum err_code rc = signin_change_password(call->web->config.store,
	    call->arena, call->session.person.id, page_form(call, "old"),
	    page_form(call, "new"), err);

	if (rc == ERR_DENIED)
		return show_problem(
		    call, "The present password is not right.", err);
	if (rc == ERR_INVALID || rc == ERR_LIMIT)
		return show_refusal(call, err);
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
	return rc == ERR_NONE
	    ? show(call, &(struct said){.offer = &o.offer}, err)
	    : rc;
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
		return show_problem(call,
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

/* --- tokens of one's own ------------------------------------------------ */

struct token {
	const struct call *call;
	struct id id;
	struct str text;
};

static enum err_code
make_token(struct db *db, void *ctx, struct err *err)
{
	struct token *t = ctx;

	return personal_token_make(db, t->call->arena,
	    t->call->session.person.id, str_trim(page_form(t->call, "label")),
	    &t->text, err);
}

enum err_code
page_token_make(struct call *call, struct err *err)
{
	struct token t = {.call = call};
	enum err_code rc =
	    store_write(call->web->config.store, make_token, &t, err);

	if (rc == ERR_INVALID || rc == ERR_LIMIT)
		return show_refusal(call, err);
	return rc == ERR_NONE ? show(call, &(struct said){.token = t.text}, err)
			      : rc;
}

static enum err_code
drop_token(struct db *db, void *ctx, struct err *err)
{
	struct token *t = ctx;

	return personal_token_drop(db, t->call->session.person.id, t->id, err);
}

enum err_code
page_token_drop(struct call *call, struct err *err)
{
	struct token t = {.call = call};
	enum err_code rc = page_id(call, &t.id, err);

	if (rc == ERR_NONE)
		rc = store_write(call->web->config.store, drop_token, &t, err);
	return rc == ERR_NONE ? page_go(call, URL("/account#tokens"), err) : rc;
}

/* --- the calendar -------------------------------------------------------- */

static enum err_code
make_calendar(struct db *db, void *ctx, struct err *err)
{
	struct token *t = ctx;

	return calendar_token_make(
	    db, t->call->arena, t->call->session.person.id, &t->text, err);
}

static enum err_code
drop_calendar(struct db *db, void *ctx, struct err *err)
{
	struct token *t = ctx;

	return calendar_token_drop(db, t->call->session.person.id, err);
}

enum err_code
page_account_calendar(struct call *call, struct err *err)
{
	bool on = str_eq(page_form(call, "on"), STR("1"));
	struct token t = {.call = call};
	struct said said = {0};
	enum err_code rc = store_write(call->web->config.store,
	    on ? make_calendar : drop_calendar, &t, err);

	if (rc != ERR_NONE)
		return rc;
	if (!on)
		return page_go(call, URL("/account#calendar"), err);
	said.calendar = arena_strf(call->arena, "%.*s/calendar/%.*s.ics",
	    STR_FMT(call->public_url), STR_FMT(t.text));
	return said.calendar.ptr ? show(call, &said, err)
				 : arena_fail(call->arena, err);
}
