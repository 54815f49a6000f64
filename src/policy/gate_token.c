#include "policy/gate_token.h"

#include "base/clock.h"
#include "crypto/token.h"
#include "people/person.h"
#include "policy/gate_right.h"
#include "sql/gate_token.h"

#define PREFIX "assay_gate_"

/* as fine as .used needs to be */
static const int64_t used_gap = INT64_C(60) * CLOCK_SECOND;

enum err_code
gate_token_make(struct db *db, struct arena *arena, struct id actor,
    struct str system, struct str label, struct str *token, struct err *err)
{
	char text[TOKEN_LEN + 1];
	uint8_t hash[TOKEN_HASH];
	struct str copy;
	enum err_code rc = gate_administers(db, arena, actor, err);

	if (rc != ERR_NONE)
		return rc;
	if (system.len == 0 || system.len > GATE_TOKEN_SYSTEM)
		return err_set(err, ERR_INVALID,
		    "a system's name is 1 to %d bytes", GATE_TOKEN_SYSTEM);
	token_new(text);
	token_hash(str_from(text), hash);
	copy = arena_strf(arena, PREFIX "%s", text);
	if (copy.ptr == NULL)
		return arena_fail(arena, err);
	rc = sql_gate_token_add(db,
	    &(struct sql_gate_token_add_in){.id = id_new(),
		.system = system,
		.label = label.ptr != NULL ? label : STR(""),
		.hash = {(char *)hash, sizeof(hash)},
		.created = clock_now(),
		.created_by = gate_actor(actor)},
	    NULL, err);
	if (rc == ERR_NONE)
		*token = copy;
	return rc;
}

enum err_code
gate_token_find(struct db *db, struct arena *arena, struct str token,
    bool *found, struct gate_token *out, struct err *err)
{
	struct sql_gate_token_by_hash_row row;
	uint8_t hash[TOKEN_HASH];
	bool there = false;
	enum err_code rc;

	*found = false;
	if (!str_starts(token, STR(PREFIX)) ||
	    !token_hash(str_from_at(token, strlen(PREFIX)), hash))
		return ERR_NONE;
	rc = sql_gate_token_by_hash(db, arena,
	    &(struct sql_gate_token_by_hash_in){
		.hash = {(char *)hash, sizeof(hash)}},
	    &there, &row, err);
	if (rc != ERR_NONE || !there)
		return rc;
	*found = true;
	*out = (struct gate_token){.id = row.id,
	    .system = row.system,
	    .label = row.label,
	    .created = row.created,
	    .used = row.used};
	return ERR_NONE;
}

bool
gate_token_is_noted(const struct gate_token *token, int64_t now)
{
	return token->used.set && now - token->used.v < used_gap;
}

enum err_code
gate_token_note_use(
    struct db *db, struct id token, int64_t now, struct err *err)
{
	return sql_gate_token_used(db,
	    &(struct sql_gate_token_used_in){.id = token, .now = now}, NULL,
	    err);
}

enum err_code
gate_token_list(struct db *db, struct arena *arena, struct id viewer,
    struct gate_tokens *out, struct err *err)
{
	struct sql_gate_token_all_rows rows = {0};
	struct gate_tokens all = {0};
	enum err_code rc = gate_administers(db, arena, viewer, err);

	if (rc == ERR_NONE)
		rc = sql_gate_token_all(db, arena,
		    &(struct sql_gate_token_all_in){.viewer = viewer,
			.program = id_eq(viewer, PERSON_PROGRAM)},
		    &rows, err);
	if (rc != ERR_NONE)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		struct gate_token *t = ARENA_PUSH(arena, &all);

		if (t == NULL)
			return arena_fail(arena, err);
		*t = (struct gate_token){rows.v[i].id, rows.v[i].system,
		    rows.v[i].label, rows.v[i].created, rows.v[i].used,
		    rows.v[i].revoked};
	}
	*out = all;
	return ERR_NONE;
}

enum err_code
gate_token_revoke(struct db *db, struct arena *arena, struct id actor,
    struct id token, struct err *err)
{
	uint64_t changed = 0;
	enum err_code rc = gate_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = sql_gate_token_revoke(db,
		    &(struct sql_gate_token_revoke_in){
			.id = token, .now = clock_now()},
		    &changed, err);
	if (rc == ERR_NONE && changed == 0)
		return err_set(err, ERR_NOT_FOUND,
		    "there is no such token, or it is revoked already");
	return rc;
}
