#ifndef PEOPLE_UPLOAD_TOKEN_H
#define PEOPLE_UPLOAD_TOKEN_H

#include "store/store.h"

/*
 * "assay_" and 256 random bits as text: lets a pipeline upload the findings
 * of one repository.  Shown once, kept as SHA-256.
 */
struct upload_token {
	struct id id;
	struct str repository, label;
	int64_t created;
	struct sql_int used, revoked;
};

struct upload_tokens {
	struct upload_token *v;
	size_t n, cap;
};

#define REPOSITORY_NAME_MAX 200

/* By an administrator or PERSON_PROGRAM. */
enum err_code upload_token_make(struct db *db, struct arena *arena,
    struct id actor, struct str repository, struct str label, struct str *token,
    struct err *err) MUST_USE;

/* found is false for one that is unknown or revoked. */
enum err_code upload_token_find(struct db *db, struct arena *arena,
    struct str token, bool *found, struct upload_token *out,
    struct err *err) MUST_USE;

/* Inside a write, now and then: when it was last used. */
enum err_code upload_token_note_use(
    struct db *db, const struct upload_token *token, struct err *err) MUST_USE;

/* For an administrator or PERSON_PROGRAM; ERR_DENIED for others. */
enum err_code upload_token_list(struct db *db, struct arena *arena,
    struct id viewer, struct upload_tokens *out, struct err *err) MUST_USE;
enum err_code upload_token_revoke(struct db *db, struct arena *arena,
    struct id actor, struct id token, struct err *err) MUST_USE;

#endif
