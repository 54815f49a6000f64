#ifndef HTTP_HOOK_H
#define HTTP_HOOK_H

#include "base/arena.h"

/*
 * One address of the organisation's that is told things, by POST of JSON,
 * and can tell that it was us:
 *
 *	X-Assay-Timestamp: 1780000000
 *	X-Assay-Signature: sha256=<hex of HMAC-SHA-256>
 *
 * The HMAC's key is the shared secret, its text the timestamp, a full stop and
 * the body; whoever checks it refuses old timestamps.  Nothing but the address
 * configured is called: https, or http on this machine itself, and an answer
 * that points elsewhere is not followed.
 */
struct hook {
	const char *url;   /* NULL: none */
	struct str secret; /* STR_NONE: unsigned */
};

/* ERR_INVALID says what is accepted, and not the address, which may be a
   secret itself. */
enum err_code hook_read(struct str url, struct str secret, struct arena *arena,
    struct hook *out, struct err *err) MUST_USE;

/* ERR_IO where nobody answers or says "later" (408, 425, 429, 5xx),
   ERR_INVALID for any other answer but 2xx. */
enum err_code hook_post(const struct hook *hook, struct str json, int64_t now,
    struct err *err) MUST_USE;

#endif
