#ifndef POLICY_GATE_TOKEN_H
#define POLICY_GATE_TOKEN_H

#include "store/store.h"

/*
 * "assay_gate_" and 256 random bits as text: lets a machine ask at the gate
 * of one system, and nothing else.  Shown once, kept as SHA-256.
 */
#define GATE_TOKEN_SYSTEM 100 /* bytes of its name */

struct gate_token {
	struct id id;
	struct str system, label;
	int64_t created;
	struct sql_int used, revoked;
};

struct gate_tokens {
	struct gate_token *v;
	size_t n, cap;
};

/* By an administrator or PERSON_PROGRAM; that the policy has the system is
   the caller's to look at (gate_known). */
enum err_code gate_token_make(struct db *db, struct arena *arena,
    struct id actor, struct str system, struct str label, struct str *token,
    struct err *err) MUST_USE;

/* found is false for one that is unknown or revoked. */
enum err_code gate_token_find(struct db *db, struct arena *arena,
    struct str token, bool *found, struct gate_token *out,
    struct err *err) MUST_USE;

/* When it was last used, as fine as a minute: whether that is known already,
   and inside a write, that it is now. */
bool gate_token_is_noted(const struct gate_token *token, int64_t now);
enum err_code gate_token_note_use(
    struct db *db, struct id token, int64_t now, struct err *err) MUST_USE;

/* For an administrator or PERSON_PROGRAM; ERR_DENIED for others. */
enum err_code gate_token_list(struct db *db, struct arena *arena,
    struct id viewer, struct gate_tokens *out, struct err *err) MUST_USE;
enum err_code gate_token_revoke(struct db *db, struct arena *arena,
    struct id actor, struct id token, struct err *err) MUST_USE;

#endif
