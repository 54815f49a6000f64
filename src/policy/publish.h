#ifndef POLICY_PUBLISH_H
#define POLICY_PUBLISH_H

#include "policy/document.h"
#include "store/store.h"

/*
 * A version of the policy becomes the organisation's: its text is stored by
 * hash, and the fact policy.published names it.
 *
 *	1 ──▶ 2 ──▶ 3	whole numbers without a gap, each of one text
 *
 * Only the first may take effect in the past: what an organisation already
 * lived by.
 */
struct policy_publish {
	const struct policy *policy;
	struct str note; /* why; 1 to 1000 bytes */
	struct id actor; /* administrator, security lead or PERSON_PROGRAM */
};

/* Of one version that was published. */
struct policy_published {
	struct str policy;
	unsigned version;
	uint8_t content[CATALOG_HASH];
	int64_t effective, published;
	struct id publisher; /* none: from the terminal */
	struct str by, note; /* the publisher's name, or STR_NONE */
};

struct policy_publishes {
	struct policy_published *v;
	size_t n, cap;
};

/* Earliest first. */
enum err_code policy_published_list(struct db *db, struct arena *arena,
    struct policy_publishes *out, struct err *err) MUST_USE;

/* The text of a version; ERR_NOT_FOUND. */
enum err_code policy_published_text(struct db *db, struct arena *arena,
    unsigned version, struct str *out, struct err *err) MUST_USE;

/* What stands against publishing, one a line: another version than the next,
   another name than before, an approval by the owner or to come, an effective
   day in the past, the text of the last version again. */
enum err_code policy_publish_check(struct db *db, const struct policy *policy,
    const struct catalog *catalog, int64_t now, struct arena *arena,
    struct policy_problems *out, struct err *err) MUST_USE;

/* Inside a write; ledger_wake() after its commit.  ERR_DENIED for an actor
   without the right; ERR_INVALID is the first of policy_check and
   policy_publish_check; ERR_CONFLICT where somebody was faster.  *fact, which
   may be NULL, is the fact's id. */
enum err_code policy_publish(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct policy_publish *in, struct id *fact,
    struct err *err) MUST_USE;

#endif
