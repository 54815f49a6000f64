#include "people/access.h"

#include "base/clock.h"
#include "ledger/ledger.h"
#include "people/access_row.h"
#include "people/row.h"
#include "people/words.h"
#include "sql/scope.h"

static enum err_code
key_ok(const struct access_key *key, struct err *err)
{
	enum err_code rc = word_check(key->system, "system", err);

	if (rc == ERR_NONE)
		rc = word_check(key->level, "level", err);
	return rc == ERR_NONE ? word_check(key->source, "source", err) : rc;
}

static enum err_code
append(struct db *db, struct arena *arena, enum ledger_type type,
    struct id actor, struct id person, const struct ledger_field *fields,
    size_t n, struct err *err)
{
	return ledger_append(db, arena,
	    &(struct ledger_fact){.id = id_new(),
		.type = type,
		.at = clock_now(),
		.actor = person_actor(actor),
		.subject = person,
		.fields = fields,
		.n = n},
	    err);
}

enum err_code
access_say_granted(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t from,
    struct str login, struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", key->system),
	    FIELD_TEXT("level", key->level),
	    FIELD_TEXT("source", key->source),
	    FIELD_TIME("from", from),
	    FIELD_TEXT("login", login.len > 0 ? login : STR_NONE),
	};

	return append(db, arena, LEDGER_ACCESS_GRANTED, actor, person, fields,
	    NELEM(fields), err);
}

enum err_code
access_say_revoked(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t until,
    struct err *err)
{
	const struct ledger_field fields[] = {
	    FIELD_TEXT("system", key->system),
	    FIELD_TEXT("level", key->level),
	    FIELD_TEXT("source", key->source),
	    FIELD_TIME("until", until),
	};

	return append(db, arena, LEDGER_ACCESS_REVOKED, actor, person, fields,
	    NELEM(fields), err);
}

/* What there is of it now. */
struct standing {
	bool stands;
	int64_t since;
};

static enum err_code
look(struct db *db, struct arena *arena, struct id actor, struct id person,
    const struct access_key *key, struct standing *out, struct err *err)
{
	struct sql_access_last_row row;
	struct person ignored;
	bool found = false;
	enum err_code rc = person_administers(db, arena, actor, err);

	if (rc == ERR_NONE)
		rc = key_ok(key, err);
	if (rc == ERR_NONE)
		rc = person_get(db, arena, person, &ignored, err);
	if (rc == ERR_NONE)
		rc = sql_access_last(db, arena,
		    &(struct sql_access_last_in){.person = person,
			.system = key->system,
			.level = key->level,
			.source = key->source},
		    &found, &row, err);
	if (rc != ERR_NONE)
		return rc;
	out->stands = found && !row.until.set;
	out->since = found ? row.since : 0;
	return ERR_NONE;
}

static enum err_code
not_ahead(int64_t at, const char *what, struct err *err)
{
	return at <= clock_now() ? ERR_NONE
				 : err_set(err, ERR_INVALID,
				       "%s lies in the future: record it when "
				       "it has happened",
				       what);
}

enum err_code
access_grant(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t from,
    struct str login, bool *done, struct err *err)
{
	struct standing now = {0};
	enum err_code rc = look(db, arena, actor, person, key, &now, err);

	if (rc == ERR_NONE)
		rc = not_ahead(from, "the beginning of the access", err);
	if (rc == ERR_NONE && done != NULL)
		*done = !now.stands;
	if (rc != ERR_NONE || now.stands)
		return rc;
	return access_say_granted(
	    db, arena, actor, person, key, from, login, err);
}

enum err_code
access_revoke(struct db *db, struct arena *arena, struct id actor,
    struct id person, const struct access_key *key, int64_t until, bool *done,
    struct err *err)
{
	struct standing now = {0};
	enum err_code rc = look(db, arena, actor, person, key, &now, err);

	if (rc == ERR_NONE)
		rc = not_ahead(until, "the end of the access", err);
	if (rc == ERR_NONE && now.stands && until != 0 && until < now.since)
		rc = err_set(
		    err, ERR_INVALID, "the access would end before it began");
	if (rc == ERR_NONE && done != NULL)
		*done = now.stands;
	if (rc != ERR_NONE || !now.stands)
		return rc;
	return access_say_revoked(db, arena, actor, person, key, until, err);
}

enum err_code
access_list(struct db *db, struct arena *arena, struct id viewer,
    const struct access_ask *ask, struct accesses *out, struct err *err)
{
	struct sql_access_all_rows rows;
	struct accesses all = {0};
	enum err_code rc;

	rc = sql_access_all(db, arena,
	    &(struct sql_access_all_in){.viewer = viewer,
		.program = id_eq(viewer, PERSON_PROGRAM),
		.person = ask->person,
		.system = ask->system,
		.standing = !ask->with_ended,
		.now = clock_now(),
		.most = ask->most,
		.skip = ask->skip},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		const struct sql_access_all_row *r = &rows.v[i];
		struct access *a = ARENA_PUSH(arena, &all);

		if (a == NULL)
			return arena_fail(arena, err);
		*a = (struct access){r->person, r->name, r->email, r->gone,
		    r->system, r->level, r->source, r->login, r->since,
		    r->since_known, r->until.v, r->until_known.v};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}

enum err_code
access_system_list(struct db *db, struct arena *arena, struct id viewer,
    struct access_systems *out, struct err *err)
{
	struct sql_access_systems_rows rows;
	struct access_systems all = {0};
	enum err_code rc;

	rc = sql_access_systems(db, arena,
	    &(struct sql_access_systems_in){
		.viewer = viewer, .now = clock_now()},
	    &rows, err);
	for (size_t i = 0; rc == ERR_NONE && i < rows.n; i++) {
		struct access_system *s = ARENA_PUSH(arena, &all);

		if (s == NULL)
			return arena_fail(arena, err);
		*s = (struct access_system){rows.v[i].system, rows.v[i].people,
		    rows.v[i].privileged, rows.v[i].gone};
	}
	if (rc == ERR_NONE)
		*out = all;
	return rc;
}
