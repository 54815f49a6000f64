#ifndef LEDGER_COMMIT_H
#define LEDGER_COMMIT_H

#include "codec/json_read.h"
#include "ledger/fact.h"

/*
 * From a fact to the line that is hashed and what stays beside it:
 *
 *	{"actor":"<commitment>","at":"...","due":"...","id":"...",
 *	 "module":"a05-injection","ordinal":3,"subject":"<commitment>",
 *	 "type":"assignment.made","why":"..."}
 *
 * A commitment is SHA-256(salt || canonical value) in hex.  Each person of a
 * fact has a random key in ledger_secret; the salt of a field is
 * HMAC-SHA-256(key, its name), so one field can be shown without the others,
 * and dropping the key closes all of that person's.
 */
#define COMMIT_KEY     32
#define COMMIT_TEXT    64
#define COMMIT_PERSONS 8

struct commit_person {
	struct id person;
	uint8_t key[COMMIT_KEY];
	const char *fields[COMMIT_PERSONS]; /* that hold the person's id */
	unsigned n_fields;
	struct json_member personal[LEDGER_FIELDS_MAX]; /* their values */
	size_t n_personal;
};

struct commitments {
	struct commit_person v[COMMIT_PERSONS];
	unsigned n;
};

/* The names that every line has. */
bool commit_reserved(struct str name);

/* fact has passed ledger_fact_check(). */
enum err_code commit_line(const struct ledger_fact *fact, int64_t ordinal,
    struct arena *arena, struct commitments *out, struct str *line,
    struct err *err) MUST_USE;

/* A person's row of ledger_secret: "actor,subject", and an object. */
enum err_code commit_row(const struct commit_person *person,
    struct arena *arena, struct str *fields, struct str *personal,
    struct err *err) MUST_USE;

/* The commitment to a value, in hex; salted for the field's name. */
enum err_code commit_value(const uint8_t key[COMMIT_KEY], struct str name,
    const struct json *value, char out[COMMIT_TEXT + 1],
    struct err *err) MUST_USE;

#endif
