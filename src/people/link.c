#include "people/link.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "people/organisation.h"
#include "people/outbox.h"
#include "people/person.h"
#include "sql/account.h"
#include "sql/session.h"

static const struct {
	const char *name;
	int64_t life;
	const char *path;
} kinds[] = {
    [LINK_SIGNIN] = {"signin", LINK_SIGNIN_LIFE, "/signin/link/"},
    [LINK_INVITE] = {"invite", LINK_INVITE_LIFE, "/signin/link/"},
    [LINK_RESET] = {"reset", LINK_RESET_LIFE, "/reset/"},
};

enum err_code
link_make(struct db *db, struct arena *arena, struct id person,
    enum link_purpose purpose, int64_t life, struct str *token, struct err *err)
{
	int64_t now = clock_now();
	char text[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	struct str copy;
	enum err_code rc;

	token_new(text);
	token_hash(str_from(text), hash);
	copy = arena_str(arena, str_from(text));
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_link_add(db,
	    &(struct sql_link_add_in){.hash = {(char *)hash, sizeof(hash)},
		.person = person,
		.purpose = str_from(kinds[purpose].name),
		.created = now,
		.ends = now + (life != 0 ? life : kinds[purpose].life)},
	    NULL, err);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

static enum err_code
look(struct db *db, struct str token, uint8_t hash[TOKEN_HASH], bool *found,
    struct id *person, enum link_purpose *purpose, struct err *err)
{
	struct sql_link_peek_row row;
	struct arena arena;
	bool there = false;
	enum err_code rc;

	*found = false;
	if (!token_hash(token, hash))
		return ERR_NONE;
	arena_init(&arena, 4096);
	rc = sql_link_peek(db, &arena,
	    &(struct sql_link_peek_in){
		.hash = {(char *)hash, TOKEN_HASH}, .now = clock_now()},
	    &there, &row, err);
	for (size_t i = 0; rc == ERR_NONE && there && i < NELEM(kinds); i++)
		if (str_eq(row.purpose, str_from(kinds[i].name))) {
			*found = true;
			*person = row.person;
			*purpose = (enum link_purpose)i;
		}
	arena_release(&arena);
	return rc;
}

enum err_code
link_peek(struct db *db, struct str token, bool *found, struct id *person,
    enum link_purpose *purpose, struct err *err)
{
	uint8_t hash[TOKEN_HASH];

	return look(db, token, hash, found, person, purpose, err);
}

enum err_code
link_use(struct db *db, struct str token, bool *found, struct id *person,
    enum link_purpose *purpose, struct err *err)
{
	uint8_t hash[TOKEN_HASH];
	uint64_t changed = 0;
	enum err_code rc;

	rc = look(db, token, hash, found, person, purpose, err);
	if (rc != ERR_NONE || !*found)
		return rc;
	rc = sql_link_use(db,
	    &(struct sql_link_use_in){
		.hash = {(char *)hash, TOKEN_HASH}, .now = clock_now()},
	    &changed, err);
	*found = changed == 1; /* two at once: one of them has it */
	return rc;
}

struct str
link_url(struct arena *arena, struct str public_url, enum link_purpose purpose,
    struct str token)
{
	return arena_strf(arena, "%.*s%s%.*s", STR_FMT(public_url),
	    kinds[purpose].path, STR_FMT(token));
}

static enum err_code
mail_invitation(struct db *db, struct arena *arena, struct str recipient,
    struct str token, struct err *err)
{
	struct organisation org;
	struct mail mail = {0};
	bool found = false;
	struct str url;
	enum err_code rc;

	rc = organisation_get(db, arena, &found, &org, err);
	if (rc == ERR_NONE && !found)
		return err_set(err, ERR_CONFLICT,
		    "this database is not set up yet: run assay setup");
	if (rc != ERR_NONE)
		return rc;
	url = link_url(arena, org.public_url, LINK_INVITE, token);
	mail.recipient = recipient;
	mail.subject = arena_strf(
	    arena, "Your training account at %.*s", STR_FMT(org.name));
	mail.body = arena_strf(arena,
	    "%.*s uses assay for secure development training.\n\n"
	    "This link signs you in once, within seven days, and lets you "
	    "choose a password:\n\n    %.*s\n\n"
	    "You will find one next thing to do, and why.\n",
	    STR_FMT(org.name), STR_FMT(url));
	mail.not_before = 0;
	if (url.ptr == NULL || mail.subject.ptr == NULL ||
	    mail.body.ptr == NULL)
		return arena_fail(arena, err);
	return outbox_add(db, &mail, err);
}

enum err_code
link_invite(
    struct db *db, struct arena *arena, struct id person, struct err *err)
{
	struct sql_account_get_row account;
	bool found = false;
	struct str token;
	enum err_code rc;

	rc = sql_account_get(db, arena,
	    &(struct sql_account_get_in){.person = person}, &found, &account,
	    err);
	if (rc == ERR_NONE && (!found || account.closed))
		return err_set(err, ERR_NOT_FOUND, "there is no such person");
	if (rc == ERR_NONE)
		rc = link_make(db, arena, person, LINK_INVITE, 0, &token, err);
	if (rc == ERR_NONE)
		rc = mail_invitation(db, arena, account.email, token, err);
	return rc;
}
