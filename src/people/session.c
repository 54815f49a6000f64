#include "people/session.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "people/row.h"
#include "sql/account.h"
#include "sql/personal_token.h"
#include "sql/session.h"

#define ADDRESS_MAX 64
#define AGENT_MAX   256 /* the rest of a long one tells nothing */

static struct str
hash_of(struct str token, uint8_t hash[TOKEN_HASH])
{
	if (!token_hash(token, hash))
		return STR_NONE;
	return (struct str){(const char *)hash, TOKEN_HASH};
}

/* What a stranger sent, as text that the database takes. */
static struct str
tame(struct str s, size_t max)
{
	struct str cut = str_sub(s, 0, max);

	while (cut.len > 0 && !str_is_utf8(cut) && s.len - cut.len < s.len)
		cut.len--;
	if (cut.ptr == NULL || memchr(cut.ptr, '\0', cut.len) != NULL)
		return STR("");
	return cut;
}

enum err_code
session_open(struct db *db, struct arena *arena, struct id person,
    const struct visitor *visitor, bool waiting, struct str *token,
    struct err *err)
{
	char text[TOKEN_LEN + 1], csrf[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	int64_t now = clock_now();
	enum err_code rc;
	struct str copy;

	token_new(text);
	token_new(csrf);
	copy = arena_str(arena, str_from(text));
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_session_add(db,
	    &(struct sql_session_add_in){.hash = hash_of(copy, hash),
		.person = person,
		.csrf = str_from(csrf),
		.waiting = waiting,
		.created = now,
		.ends = now + (waiting ? SESSION_WAITING : SESSION_LIFE),
		.address = tame(visitor->address, ADDRESS_MAX),
		.agent = tame(visitor->agent, AGENT_MAX)},
	    NULL, err);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

enum err_code
session_find(struct db *db, struct arena *arena, struct str token, bool *found,
    struct session *out, struct err *err)
{
	struct sql_session_find_row row;
	uint8_t hash[TOKEN_HASH];
	int64_t now = clock_now();
	bool there = false;
	enum err_code rc;

	*found = false;
	if (hash_of(token, hash).ptr == NULL)
		return ERR_NONE;
	rc = sql_session_find(db, arena,
	    &(struct sql_session_find_in){.hash = hash_of(token, hash),
		.now = now,
		.seen_after = now - SESSION_IDLE},
	    &there, &row, err);
	if (rc != ERR_NONE || !there)
		return rc;
	*found = true;
	*out = (struct session){.person = PERSON_OF(&row),
	    .csrf = row.csrf,
	    .waiting = row.waiting,
	    .stale = now - row.seen > SESSION_TOUCH,
	    .created = row.created};
	return ERR_NONE;
}

enum err_code
session_touch(struct db *db, struct str token, struct err *err)
{
	uint8_t hash[TOKEN_HASH];

	if (hash_of(token, hash).ptr == NULL)
		return ERR_NONE;
	return sql_session_touch(db,
	    &(struct sql_session_touch_in){
		.hash = hash_of(token, hash), .now = clock_now()},
	    NULL, err);
}

enum err_code
session_close(struct db *db, struct str token, struct err *err)
{
	uint8_t hash[TOKEN_HASH];

	if (hash_of(token, hash).ptr == NULL)
		return ERR_NONE;
	return sql_session_end(db,
	    &(struct sql_session_end_in){.hash = hash_of(token, hash)}, NULL,
	    err);
}

enum err_code
session_close_all(struct db *db, struct id person, struct err *err)
{
	return sql_session_end_all(
	    db, &(struct sql_session_end_all_in){.person = person}, NULL, err);
}

enum err_code
session_sweep(struct db *db, struct err *err)
{
	int64_t now = clock_now();
	enum err_code rc;

	rc = sql_session_sweep(db,
	    &(struct sql_session_sweep_in){
		.now = now, .seen_after = now - SESSION_IDLE},
	    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_link_sweep(db,
		    &(struct sql_link_sweep_in){.before = now - CLOCK_DAY},
		    NULL, err);
	if (rc == ERR_NONE)
		rc = sql_personal_token_sweep(db,
		    &(struct sql_personal_token_sweep_in){.now = now}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = sql_try_sweep(db,
		    &(struct sql_try_sweep_in){.before = now - CLOCK_DAY}, NULL,
		    err);
	return rc;
}
