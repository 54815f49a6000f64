#include "codec/canon.h"
#include "ledger/commit.h"
#include "ledger/ledger.h"
#include "sql/ledger.h"

/* Facts about all of us are in one order too; a row needs an id. */
static const struct id nobody = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/* A fact of that id is there: the same, sent again, or another. */
static enum err_code
check_known(struct db *db, struct arena *arena, const struct ledger_fact *fact,
    struct err *err)
{
	struct sql_ledger_fact_known_row row;
	const char *type = ledger_fact_type(fact->type)->name;
	bool found;
	enum err_code rc;

	rc = sql_ledger_fact_known(db, arena,
	    &(struct sql_ledger_fact_known_in){.id = fact->id}, &found, &row,
	    err);
	if (rc == ERR_NONE &&
	    (!found || !str_eq(row.type, str_from(type)) ||
		!id_eq(row.subject, fact->subject)))
		return err_set(err, ERR_CONFLICT,
		    "%s has the id of a fact that is there already", type);
	return rc;
}

static enum err_code
add_secrets(struct db *db, struct arena *arena, struct id fact,
    const struct commitments *c, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (unsigned i = 0; rc == ERR_NONE && i < c->n; i++) {
		struct sql_ledger_secret_add_in in = {.fact = fact,
		    .person = c->v[i].person,
		    .key = {(const char *)c->v[i].key, COMMIT_KEY}};

		rc = commit_row(&c->v[i], arena, &in.fields, &in.personal, err);
		if (rc == ERR_NONE)
			rc = sql_ledger_secret_add(db, &in, NULL, err);
	}
	return rc;
}

static enum err_code
add_line(struct db *db, struct arena *arena, const struct ledger_fact *fact,
    int64_t ordinal, bool *added, struct err *err)
{
	struct commitments c;
	struct str line;
	uint64_t n = 0;
	enum err_code rc;

	*added = false;
	rc = commit_line(fact, ordinal, arena, &c, &line, err);
	if (rc == ERR_NONE)
		rc = sql_ledger_fact_add(db,
		    &(struct sql_ledger_fact_add_in){.id = fact->id,
			.type = str_from(ledger_fact_type(fact->type)->name),
			.at = fact->at,
			.actor = fact->actor,
			.subject = fact->subject,
			.ordinal = ordinal,
			.line = line},
		    &n, err);
	*added = n > 0;
	if (rc != ERR_NONE)
		return rc;
	return *added ? add_secrets(db, arena, fact->id, &c, err)
		      : check_known(db, arena, fact, err);
}

/* An ordinal that was not used goes back, whatever the caller makes of the
   error: a subject's facts have no gap. */
static enum err_code
add(struct db *db, struct arena *arena, const struct ledger_fact *fact,
    struct id subject, struct err *err)
{
	struct sql_ledger_subject_next_row next;
	struct err other;
	bool added;
	enum err_code rc, back = ERR_NONE;

	rc = sql_ledger_subject_next(db, arena,
	    &(struct sql_ledger_subject_next_in){.id = subject}, &next, err);
	if (rc != ERR_NONE)
		return rc;
	rc = add_line(db, arena, fact, next.last, &added, err);
	if (!added)
		back = sql_ledger_subject_give_back(db,
		    &(struct sql_ledger_subject_give_back_in){.id = subject},
		    NULL, &other);
	if (rc == ERR_NONE && back != ERR_NONE)
		*err = other;
	return rc != ERR_NONE ? rc : back;
}

enum err_code
ledger_append(struct db *db, struct arena *arena,
    const struct ledger_fact *fact, struct err *err)
{
	enum err_code rc = ledger_fact_check(fact, err);

	if (rc != ERR_NONE)
		return rc;
	return add(db, arena, fact,
	    id_is_none(fact->subject) ? nobody : fact->subject, err);
}
