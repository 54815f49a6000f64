#ifndef HTTP_LIMIT_H
#define HTTP_LIMIT_H

#include "base/err.h"
#include "base/str.h"

/*
 * Who asks too often: a bucket of tokens for each key (an account, an
 * address), filled at a steady rate, emptied by one a try.
 *
 *	limit = http_limit_new(4096, 10, 60);	ten at once, then one a minute
 *	if (!http_limit_take(limit, key, clock_monotonic(), &wait_s))
 *		429, Retry-After: wait_s
 *
 * The table has a fixed size.  When a stranger needs a place, the key of its
 * neighbours that is closest to full (the least to remember) gives way.
 */
struct http_limit;

/* burst tokens at most, one more each every_s seconds; NULL: no memory. */
struct http_limit *http_limit_new(
    size_t keys, unsigned burst, unsigned every_s);
void http_limit_free(struct http_limit *limit); /* NULL is fine */

/* False: none left; *wait_s (may be NULL) until the next.  From any thread. */
bool http_limit_take(struct http_limit *limit, struct str key,
    int64_t monotonic_us, unsigned *wait_s);

/* Gives the tokens back, after a success. */
void http_limit_forget(struct http_limit *limit, struct str key);

#endif
