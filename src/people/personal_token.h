#ifndef PEOPLE_PERSONAL_TOKEN_H
#define PEOPLE_PERSONAL_TOKEN_H

#include "people/person.h"

/*
 * "assay_my_" and 256 random bits as text: a person's own terminal acts as
 * them with it, through the API alone.  Made on the account page, shown once,
 * kept as SHA-256; over after a year, by its owner's word, or with their
 * leaving.
 */
#define PERSONAL_TOKEN_LIFE  (INT64_C(365) * 86400 * 1000000)
#define PERSONAL_TOKEN_MOST  10
#define PERSONAL_TOKEN_LABEL 60 /* bytes */

struct personal_token {
	struct id id;
	struct str label;
	int64_t created, ends;
	int64_t used; /* 0: never; as fine as a minute */
};

struct personal_tokens {
	struct personal_token *v;
	size_t n, cap;
};

/* ERR_INVALID for a label that is empty, long or not printable; ERR_LIMIT for
   one too many. */
enum err_code personal_token_make(struct db *db, struct arena *arena,
    struct id person, struct str label, struct str *token,
    struct err *err) MUST_USE;

/* Whose it is; notes the use, so inside a write.  found is false for one that
   is unknown, over, or of somebody who left. */
enum err_code personal_token_use(struct db *db, struct arena *arena,
    struct str token, bool *found, struct person *out,
    struct err *err) MUST_USE;

enum err_code personal_token_list(struct db *db, struct arena *arena,
    struct id person, struct personal_tokens *out, struct err *err) MUST_USE;

/* ERR_NOT_FOUND also for somebody else's. */
enum err_code personal_token_drop(
    struct db *db, struct id person, struct id token, struct err *err) MUST_USE;

#endif
