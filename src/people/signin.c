#include "people/signin.h"

#include "base/clock.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "people/limit.h"
#include "people/link.h"
#include "people/organisation.h"
#include "people/outbox.h"
#include "people/second.h"
#include "sql/account.h"
#include "sql/session.h"

/* One sign-in on its way through the transactions. */
struct entry {
	struct arena *arena;
	const struct visitor *visitor;
	struct str email, password, link, token, code;
	struct id person;
	bool known;          /* an open account */
	struct str hash;     /* its password, or STR_NONE */
	bool second;         /* its second factor is on */
	struct str new_hash; /* to be stored, or STR_NONE */
	enum link_purpose purpose;
	enum err_code verdict; /* kept apart from the transaction's end */
	struct err why;
	struct signed_in out;
};

static struct str
address_of(const struct visitor *visitor)
{
	return visitor->address.ptr != NULL ? visitor->address : STR("?");
}

/* The counts stay, whatever comes of the try: so the error is put aside. */
static enum err_code
put_aside(struct entry *e, enum err_code rc, struct err *err)
{
	if (rc != ERR_LIMIT && rc != ERR_DENIED)
		return rc;
	e->verdict = rc;
	e->why = *err;
	return ERR_NONE;
}

static enum err_code
verdict(const struct entry *e, enum err_code rc, struct err *err)
{
	if (rc == ERR_NONE && e->verdict != ERR_NONE)
		*err = e->why;
	return rc == ERR_NONE ? e->verdict : rc;
}

static enum err_code
find_account(struct db *db, struct entry *e, struct err *err)
{
	struct sql_account_by_email_row row;
	bool found = false;
	enum err_code rc;

	rc = sql_account_by_email(db, e->arena,
	    &(struct sql_account_by_email_in){.email = e->email}, &found, &row,
	    err);
	e->known = rc == ERR_NONE && found && !row.closed;
	e->hash = STR_NONE;
	if (!e->known)
		return rc;
	e->person = row.person;
	e->hash = row.password;
	e->second = row.totp_on;
	return rc;
}

static enum err_code
count_and_find(struct db *db, void *ctx, struct err *err)
{
	struct entry *e = ctx;
	enum err_code rc;

	e->verdict = ERR_NONE;
	rc = limit_count(db, LIMIT_ADDRESS, address_of(e->visitor), err);
	if (rc == ERR_NONE)
		rc = limit_count(db, LIMIT_ACCOUNT, e->email, err);
	if (rc == ERR_NONE)
		rc = find_account(db, e, err);
	return put_aside(e, rc, err);
}

static enum err_code
store_hash(struct db *db, const struct entry *e, struct err *err)
{
	return sql_account_set_password(db,
	    &(struct sql_account_set_password_in){.person = e->person,
		.password = e->new_hash,
		.at = clock_now()},
	    NULL, err);
}

static enum err_code
let_in(struct db *db, void *ctx, struct err *err)
{
	struct entry *e = ctx;
	enum err_code rc;

	rc = limit_clear(db, LIMIT_ACCOUNT, e->email, err);
	if (rc == ERR_NONE && e->new_hash.ptr != NULL)
		rc = store_hash(db, e, err);
	if (rc == ERR_NONE)
		rc = session_open(db, e->arena, e->person, e->visitor,
		    e->second, &e->out.token, err);
	e->out.waiting = e->second;
	return rc;
}

static enum err_code
hash_password(struct entry *e, struct str password, struct err *err)
{
	char text[PASSWORD_HASH_MAX];
	enum err_code rc;

	rc = password_hash(password, text, err);
	if (rc != ERR_NONE)
		return rc;
	e->new_hash = arena_str(e->arena, str_from(text));
	return e->new_hash.ptr != NULL ? ERR_NONE : arena_fail(e->arena, err);
}

static enum err_code
no_match(struct err *err)
{
	return err_set(err, ERR_DENIED,
	    "this e-mail address and this password do not match");
}

enum err_code
signin_password(struct store *store, struct arena *arena, struct str email,
    struct str password, const struct visitor *visitor, struct signed_in *out,
    struct err *err)
{
	struct entry e = {
	    .arena = arena, .visitor = visitor, .password = password};
	enum err_code rc;

	if (person_email_read(email, arena, &e.email, err) != ERR_NONE)
		return err->code == ERR_INVALID ? no_match(err) : err->code;
	rc = store_write(store, count_and_find, &e, err);
	rc = verdict(&e, rc, err);
	if (rc != ERR_NONE)
		return rc;
	rc = password_verify(password, e.hash, err);
	if (rc == ERR_DENIED)
		return no_match(err);
	if (rc == ERR_NONE && password_outdated(e.hash))
		rc = hash_password(&e, password, err);
	if (rc == ERR_NONE)
		rc = store_write(store, let_in, &e, err);
	if (rc == ERR_NONE)
		*out = e.out;
	return rc;
}

static enum err_code
use_link(struct db *db, void *ctx, struct err *err)
{
	struct entry *e = ctx;
	bool found = false;
	enum err_code rc;

	e->verdict = ERR_NONE;
	rc = limit_count(db, LIMIT_ADDRESS, address_of(e->visitor), err);
	if (rc == ERR_NONE)
		rc = link_peek(
		    db, e->link, &found, &e->person, &e->purpose, err);
	if (rc == ERR_NONE && found && e->purpose != LINK_RESET)
		rc =
		    link_use(db, e->link, &found, &e->person, &e->purpose, err);
	if (rc == ERR_NONE && (!found || e->purpose == LINK_RESET))
		rc = err_set(err, ERR_DENIED,
		    "this link was used, is over, or was never made: ask for "
		    "another");
	if (rc == ERR_NONE)
		rc = second_is_on(db, e->person, &e->second, err);
	if (rc == ERR_NONE)
		rc = session_open(db, e->arena, e->person, e->visitor,
		    e->second, &e->out.token, err);
	e->out.waiting = e->second;
	return put_aside(e, rc, err);
}

enum err_code
signin_link(struct store *store, struct arena *arena, struct str link,
    const struct visitor *visitor, struct signed_in *out, struct err *err)
{
	struct entry e = {.arena = arena, .visitor = visitor, .link = link};
	enum err_code rc;

	rc = verdict(&e, store_write(store, use_link, &e, err), err);
	if (rc == ERR_NONE)
		*out = e.out;
	return rc;
}

static enum err_code
check_second(struct db *db, void *ctx, struct err *err)
{
	struct session session;
	struct entry *e = ctx;
	bool found = false, right = false;
	char key[ID_TEXT_LEN + 1];
	enum err_code rc;

	e->verdict = ERR_NONE;
	rc = session_find(db, e->arena, e->token, &found, &session, err);
	if (rc == ERR_NONE && (!found || !session.waiting))
		rc = err_set(err, ERR_DENIED, "sign in again");
	if (rc != ERR_NONE)
		return put_aside(e, rc, err);
	e->person = session.person.id;
	id_write(e->person, key);
	rc = limit_count(db, LIMIT_SECOND, str_from(key), err);
	if (rc == ERR_NONE)
		rc = second_check(db, e->person, e->code, &right, err);
	if (rc == ERR_NONE && !right)
		rc = err_set(err, ERR_DENIED,
		    "that code does not fit, or was used before");
	if (rc == ERR_NONE)
		rc = limit_clear(db, LIMIT_SECOND, str_from(key), err);
	if (rc == ERR_NONE)
		rc = session_close(db, e->token, err);
	if (rc == ERR_NONE)
		rc = session_open(db, e->arena, e->person, e->visitor, false,
		    &e->out.token, err);
	return put_aside(e, rc, err);
}

enum err_code
signin_second(struct store *store, struct arena *arena, struct str token,
    struct str code, const struct visitor *visitor, struct signed_in *out,
    struct err *err)
{
	struct entry e = {
	    .arena = arena, .visitor = visitor, .token = token, .code = code};
	enum err_code rc;

	rc = verdict(&e, store_write(store, check_second, &e, err), err);
	if (rc == ERR_NONE)
		*out = e.out;
	return rc;
}

static enum err_code
mail_reset(struct db *db, struct entry *e, struct err *err)
{
	struct organisation org;
	struct str token, url;
	struct mail mail = {0};
	bool found = false;
	enum err_code rc;

	rc = organisation_get(db, e->arena, &found, &org, err);
	if (rc == ERR_NONE && found)
		rc = link_make(
		    db, e->arena, e->person, LINK_RESET, 0, &token, err);
	if (rc != ERR_NONE || !found)
		return rc;
	url = link_url(e->arena, org.public_url, LINK_RESET, token);
	mail.recipient = e->email;
	mail.subject = STR("A new password for your training account");
	mail.body = arena_strf(e->arena,
	    "Somebody, most likely you, asked for a new password.\n\n"
	    "This link is good for an hour and for one use:\n\n    %.*s\n\n"
	    "If it was not you, do nothing: the old password stays.\n",
	    STR_FMT(url));
	if (url.ptr == NULL || mail.body.ptr == NULL)
		return arena_fail(e->arena, err);
	return outbox_add(db, &mail, err);
}

/* Past the account's own limit nothing is sent and nothing is said. */
static enum err_code
ask_reset(struct db *db, void *ctx, struct err *err)
{
	struct entry *e = ctx;
	enum err_code rc;

	e->verdict = ERR_NONE;
	rc = limit_count(db, LIMIT_ADDRESS, address_of(e->visitor), err);
	if (rc != ERR_NONE)
		return put_aside(e, rc, err);
	rc = limit_count(db, LIMIT_RESET, e->email, err);
	if (rc == ERR_LIMIT)
		return ERR_NONE;
	if (rc == ERR_NONE)
		rc = find_account(db, e, err);
	if (rc == ERR_NONE && e->known)
		rc = mail_reset(db, e, err);
	return rc;
}

enum err_code
signin_reset_ask(struct store *store, struct arena *arena, struct str email,
    const struct visitor *visitor, struct err *err)
{
	struct entry e = {.arena = arena, .visitor = visitor};
	enum err_code rc;

	if (person_email_read(email, arena, &e.email, err) != ERR_NONE)
		return err->code == ERR_INVALID ? ERR_NONE : err->code;
	rc = store_write(store, ask_reset, &e, err);
	return verdict(&e, rc, err);
}

static enum err_code
end_all(struct db *db, const struct entry *e, struct err *err)
{
	enum err_code rc;

	rc = store_hash(db, e, err);
	if (rc == ERR_NONE)
		rc = session_close_all(db, e->person, err);
	if (rc == ERR_NONE)
		rc = sql_link_drop_all(db,
		    &(struct sql_link_drop_all_in){.person = e->person}, NULL,
		    err);
	return rc;
}

static enum err_code
reset(struct db *db, void *ctx, struct err *err)
{
	struct entry *e = ctx;
	bool found = false;
	enum err_code rc;

	rc = link_use(db, e->link, &found, &e->person, &e->purpose, err);
	if (rc == ERR_NONE && (!found || e->purpose == LINK_SIGNIN))
		return err_set(err, ERR_DENIED,
		    "this link was used, is over, or was never made: ask for "
		    "another");
	return rc == ERR_NONE ? end_all(db, e, err) : rc;
}

enum err_code
signin_reset(struct store *store, struct arena *arena, struct str link,
    struct str password, struct err *err)
{
	struct entry e = {.arena = arena, .link = link};
	enum err_code rc;

	rc = password_check(password, err);
	if (rc == ERR_NONE)
		rc = hash_password(&e, password, err);
	return rc == ERR_NONE ? store_write(store, reset, &e, err) : rc;
}

static enum err_code
find_hash(struct db *db, void *ctx, struct err *err)
{
	struct sql_account_get_row row;
	struct entry *e = ctx;
	bool found = false;
	enum err_code rc;

	rc = sql_account_get(db, e->arena,
	    &(struct sql_account_get_in){.person = e->person}, &found, &row,
	    err);
	if (rc == ERR_NONE && (!found || row.closed))
		return err_set(err, ERR_NOT_FOUND, "there is no such person");
	if (rc == ERR_NONE)
		e->hash = row.password;
	return rc;
}

static enum err_code
change(struct db *db, void *ctx, struct err *err)
{
	return end_all(db, ctx, err);
}

enum err_code
signin_set_password(struct store *store, struct arena *arena, struct id person,
    struct str password, struct err *err)
{
	struct entry e = {.arena = arena, .person = person};
	enum err_code rc;

	rc = password_check(password, err);
	if (rc == ERR_NONE)
		rc = store_read(store, find_hash, &e, err);
	if (rc == ERR_NONE)
		rc = hash_password(&e, password, err);
	return rc == ERR_NONE ? store_write(store, change, &e, err) : rc;
}

enum err_code
signin_change_password(struct store *store, struct arena *arena,
    struct id person, struct str old, struct str password, struct err *err)
{
	struct entry e = {.arena = arena, .person = person};
	enum err_code rc;

	rc = store_read(store, find_hash, &e, err);
	if (rc == ERR_NONE && e.hash.ptr != NULL) {
		rc = password_verify(old, e.hash, err);
		if (rc == ERR_DENIED)
			return err_set(err, ERR_DENIED,
			    "the present password is another one");
	}
	return rc == ERR_NONE
	    ? signin_set_password(store, arena, person, password, err)
	    : rc;
}
