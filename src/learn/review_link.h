#ifndef LEARN_REVIEW_LINK_H
#define LEARN_REVIEW_LINK_H

#include "base/arena.h"
#include "base/id.h"

/*
 * A link that opens one question, or stops the mails, without signing in:
 *
 *	<public_url>/review/l/<token>
 *
 *	token = base64url(kind | key version | id | ends | tag)
 *	                  1      4             16   5      32 bytes
 *
 * The tag is a MAC over all before it.  The link says what it is for and
 * until when; it opens nothing else and makes no session.  A second spelling
 * of a token is none.
 */
enum review_link_kind {
	REVIEW_LINK_QUESTION = 1, /* id: the question asked */
	REVIEW_LINK_NO_MAIL,      /* id: the person */
};

struct review_link {
	enum review_link_kind kind;
	struct id id;
	int64_t ends; /* whole seconds, up to the year 2300 */
};

#define REVIEW_LINK_LEN 78

/* The keys, once, before the first of these: <keys_dir>/link.mac, made where
   it is missing. */
enum err_code review_link_open(const char *keys_dir, struct err *err) MUST_USE;

/* ERR_UNSUPPORTED without keys. */
enum err_code review_link_write(const struct review_link *link,
    struct arena *arena, struct str *out, struct err *err) MUST_USE;

/* False for what is no token of ours; whether it is over is the caller's. */
bool review_link_read(struct str token, struct review_link *out);

#endif
