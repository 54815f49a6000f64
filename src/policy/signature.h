#ifndef POLICY_SIGNATURE_H
#define POLICY_SIGNATURE_H

#include "policy/engine.h"

/*
 * A person signs the version of the policy that is in force, by their name as
 * they type it.  It becomes the fact policy.acknowledged, which cites the
 * document's hash; name, address and user agent are personal fields.
 *
 * The default that comes with the program is nobody's policy and is not
 * signed.  A version is signed once, and again when an obligation asks for it
 * again.
 */
struct policy_signing {
	unsigned version; /* that was shown */
	struct str name;  /* typed by the person; 1 to 200 bytes */
	struct str ip, user_agent;
};

/* ERR_CONFLICT: another version is in force by now, or it was signed already.
 *fact is the fact's id. */
enum err_code policy_sign(struct engine *engine, struct store *store,
    struct id person, const struct policy_signing *in, struct id *fact,
    struct err *err) MUST_USE;

/* What somebody signed, newest first. */
struct policy_signature {
	struct id fact;
	struct str policy, name;
	unsigned version;
	int64_t at;
};

struct policy_signatures {
	struct policy_signature *v;
	size_t n, cap;
};

enum err_code policy_signatures_own(struct db *db, struct arena *arena,
    struct id person, struct policy_signatures *out, struct err *err) MUST_USE;

/* How many of those who are here signed a version: for an administrator, a
   security lead and an auditor; 0 for others. */
enum err_code policy_signed_count(struct db *db, struct arena *arena,
    struct id viewer, struct str policy, unsigned version, uint64_t *out,
    struct err *err) MUST_USE;

/* Where a person stands with the version in force. */
struct policy_to_sign {
	const struct policy *policy; /* in force */
	bool signable;               /* not the default */
	int64_t signed_at;           /* of this version; 0: not */
	bool asked;                  /* an obligation has it due or overdue */
	struct due due;              /* of that obligation */
};

enum err_code policy_to_sign(struct engine *engine, struct store *store,
    struct id person, int64_t now, struct arena *arena,
    struct policy_to_sign *out, struct err *err) MUST_USE;

#endif
