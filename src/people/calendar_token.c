#include "people/calendar_token.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "sql/calendar.h"

enum err_code
calendar_token_make(struct db *db, struct arena *arena, struct id person,
    struct str *token, struct err *err)
{
	char text[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	struct str copy;
	enum err_code rc;

	token_new(text);
	token_hash(str_from(text), hash);
	copy = arena_str(arena, str_from(text));
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_calendar_token_set(db,
	    &(struct sql_calendar_token_set_in){.person = person,
		.hash = {(char *)hash, sizeof(hash)},
		.now = clock_now()},
	    NULL, err);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

enum err_code
calendar_token_drop(struct db *db, struct id person, struct err *err)
{
	return sql_calendar_token_drop(db,
	    &(struct sql_calendar_token_drop_in){.person = person}, NULL, err);
}

enum err_code
calendar_token_made(struct db *db, struct arena *arena, struct id person,
    int64_t *out, struct err *err)
{
	struct sql_calendar_token_of_row row;
	bool found = false;
	enum err_code rc = sql_calendar_token_of(db, arena,
	    &(struct sql_calendar_token_of_in){.person = person}, &found, &row,
	    err);

	if (rc == ERR_NONE)
		*out = found ? row.made : 0;
	return rc;
}

enum err_code
calendar_token_use(struct db *db, struct arena *arena, struct str token,
    bool *found, struct id *person, struct err *err)
{
	struct sql_calendar_token_find_row row;
	uint8_t hash[TOKEN_HASH];
	enum err_code rc;

	*found = false;
	if (!token_hash(token, hash))
		return ERR_NONE;
	rc = sql_calendar_token_find(db, arena,
	    &(struct sql_calendar_token_find_in){
		.hash = {(char *)hash, sizeof(hash)}},
	    found, &row, err);
	if (rc == ERR_NONE && *found)
		*person = row.person;
	return rc;
}
