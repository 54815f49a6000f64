#include "people/upload_token.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "people/row.h"
#include "sql/upload_token.h"

#define PREFIX "assay_"

/* as fine as .used needs to be */
static const int64_t used_gap = INT64_C(60) * CLOCK_SECOND;

static bool
name_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~')
			return false;
	return s.len > 0 && s.len <= REPOSITORY_NAME_MAX;
}

enum err_code
upload_token_make(struct db *db, struct arena *arena, struct id actor,
    struct str repository, struct str label, struct str *token, struct err *err)
{
	char text[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	enum err_code rc;
	struct str copy;

	rc = person_administers(db, arena, actor, err);
	if (rc != ERR_NONE)
		return rc;
	if (!name_ok(repository))
		return err_set(err, ERR_INVALID,
		    "a repository's name is 1 to %d visible ASCII characters",
		    REPOSITORY_NAME_MAX);
	token_new(text);
	token_hash(str_from(text), hash);
	copy = arena_strf(arena, PREFIX "%s", text);
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_upload_token_add(db,
	    &(struct sql_upload_token_add_in){.id = id_new(),
		.repository = repository,
		.label = label.ptr != NULL ? label : STR(""),
		.hash = {(char *)hash, sizeof(hash)},
		.created = clock_now(),
		.created_by = person_actor(actor)},
	    NULL, err);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

enum err_code
upload_token_find(struct db *db, struct arena *arena, struct str token,
    bool *found, struct upload_token *out, struct err *err)
{
	struct sql_upload_token_by_hash_row row;
	uint8_t hash[TOKEN_HASH];
	bool there = false;
	enum err_code rc;

	*found = false;
	if (!str_starts(token, STR(PREFIX)) ||
	    !token_hash(str_from_at(token, strlen(PREFIX)), hash))
		return ERR_NONE;
	rc = sql_upload_token_by_hash(db, arena,
	    &(struct sql_upload_token_by_hash_in){
		.hash = {(char *)hash, sizeof(hash)}},
	    &there, &row, err);
	if (rc != ERR_NONE || !there)
		return rc;
	*found = true;
	*out = (struct upload_token){row.id, row.repository, row.label,
	    row.created, row.used, row.revoked};
	return ERR_NONE;
}

enum err_code
upload_token_note_use(
    struct db *db, const struct upload_token *token, struct err *err)
{
	int64_t now = clock_now();

	if (token->used.set && now - token->used.v < used_gap)
		return ERR_NONE;
	return sql_upload_token_used(db,
	    &(struct sql_upload_token_used_in){.id = token->id, .now = now},
	    NULL, err);
}

enum err_code
upload_token_list(struct db *db, struct arena *arena, struct id viewer,
    struct upload_tokens *out, struct err *err)
{
	struct sql_upload_token_all_rows rows;
	struct upload_tokens all = {0};
	enum err_code rc;

	rc = person_administers(db, arena, viewer, err);
	if (rc == ERR_NONE)
		rc = sql_upload_token_all(db, arena,
		    &(struct sql_upload_token_all_in){.viewer = viewer,
			.program = id_eq(viewer, PERSON_PROGRAM)},
		    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		struct upload_token *t = ARENA_PUSH(arena, &all);

		if (t == NULL)
			return arena_fail(arena, err);
		*t = (struct upload_token){rows.v[i].id, rows.v[i].repository,
		    rows.v[i].label, rows.v[i].created, rows.v[i].used,
		    rows.v[i].revoked};
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
upload_token_revoke(struct db *db, struct arena *arena, struct id actor,
    struct id token, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc;

	rc = person_administers(db, arena, actor, err);
	if (rc == ERR_NONE)
		rc = sql_upload_token_revoke(db,
		    &(struct sql_upload_token_revoke_in){
			.id = token, .now = clock_now()},
		    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no such token, or it is revoked already");
	return rc;
}
