#include "people/personal_token.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "people/row.h"
#include "sql/personal_token.h"

#define PREFIX "assay_my_"

/* as fine as .used needs to be */
static const int64_t used_gap = INT64_C(60) * CLOCK_SECOND;

static bool
label_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return s.len > 0 && s.len <= PERSONAL_TOKEN_LABEL && str_is_utf8(s);
}

enum err_code
personal_token_make(struct db *db, struct arena *arena, struct id person,
    struct str label, struct str *token, struct err *err)
{
	char text[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	int64_t now = clock_now();
	uint64_t changed = 0;
	struct str copy;
	enum err_code rc;

	if (!label_ok(label))
		return err_set(err, ERR_INVALID,
		    "a token's name is 1 to %d printable characters",
		    PERSONAL_TOKEN_LABEL);
	token_new(text);
	token_hash(str_from(text), hash);
	copy = arena_strf(arena, PREFIX "%s", text);
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_personal_token_add(db,
	    &(struct sql_personal_token_add_in){.id = id_new(),
		.person = person,
		.label = label,
		.hash = {(char *)hash, sizeof(hash)},
		.created = now,
		.ends = now + PERSONAL_TOKEN_LIFE,
		.most = PERSONAL_TOKEN_MOST},
	    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_LIMIT,
		    "there are %d tokens already; take one away first",
		    PERSONAL_TOKEN_MOST);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

enum err_code
personal_token_use(struct db *db, struct arena *arena, struct str token,
    bool *found, struct person *out, struct err *err)
{
	struct sql_personal_token_find_row row;
	uint8_t hash[TOKEN_HASH];
	int64_t now = clock_now();
	bool there = false;
	enum err_code rc;

	*found = false;
	if (!str_starts(token, STR(PREFIX)) ||
	    !token_hash(str_from_at(token, strlen(PREFIX)), hash))
		return ERR_NONE;
	rc = sql_personal_token_find(db, arena,
	    &(struct sql_personal_token_find_in){
		.hash = {(char *)hash, sizeof(hash)}, .now = now},
	    &there, &row, err);
	if (rc != ERR_NONE || !there)
		return rc;
	if (!row.used.set || now - row.used.v >= used_gap)
		rc = sql_personal_token_used(db,
		    &(struct sql_personal_token_used_in){
			.id = row.token, .now = now},
		    NULL, err);
	if (rc != ERR_NONE)
		return rc;
	*out = PERSON_OF(&row);
	*found = true;
	return ERR_NONE;
}

enum err_code
personal_token_list(struct db *db, struct arena *arena, struct id person,
    struct personal_tokens *out, struct err *err)
{
	struct sql_personal_token_all_rows rows = {0};
	struct personal_tokens all = {0};
	enum err_code rc = sql_personal_token_all(db, arena,
	    &(struct sql_personal_token_all_in){
		.person = person, .now = clock_now()},
	    &rows, err);

	for (size_t i = 0; i < rows.n && rc == ERR_NONE; i++) {
		const struct sql_personal_token_all_row *row = &rows.v[i];
		struct personal_token *t = ARENA_PUSH(arena, &all);

		if (t == NULL)
			return arena_fail(arena, err);
		*t = (struct personal_token){row->id, row->label, row->created,
		    row->ends, row->used.set ? row->used.v : 0};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
personal_token_drop(
    struct db *db, struct id person, struct id token, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc = sql_personal_token_drop(db,
	    &(struct sql_personal_token_drop_in){.id = token, .person = person},
	    &changed, err);

	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_NOT_FOUND, "no such token of yours");
	return rc;
}
