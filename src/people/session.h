#ifndef PEOPLE_SESSION_H
#define PEOPLE_SESSION_H

#include "people/person.h"

/*
 * Who is asking.  The cookie holds 256 random bits as text; the database
 * their SHA-256 alone.
 *
 *	password or link ──▶ session ──▶ every page
 *	        │ second factor is on
 *	        └──▶ session.waiting ──code──▶ session (a new token)
 *
 * Every sign-in makes a new token.  A session ends after SESSION_IDLE without
 * a request, after SESSION_LIFE anyhow, and all of a person's end with a new
 * password or with their leaving.
 */
#define SESSION_IDLE      (INT64_C(12) * 3600 * 1000000)
#define SESSION_LIFE      (INT64_C(7) * 86400 * 1000000)
#define SESSION_WAITING   (INT64_C(10) * 60 * 1000000)
#define SESSION_TOUCH     (INT64_C(60) * 1000000)
#define SESSION_TOKEN_LEN 43 /* base64url of 32 bytes */

struct session {
	struct person person;
	struct str csrf; /* for every form of this session */
	bool waiting;    /* for the second factor: opens that page alone */
	bool stale;      /* ask session_touch() to note the request */
	int64_t created;
};

/* Where a request came from; goes into the record of the session. */
struct visitor {
	struct str address, agent;
};

enum err_code session_open(struct db *db, struct arena *arena, struct id person,
    const struct visitor *visitor, bool waiting, struct str *token,
    struct err *err) MUST_USE;

/* found is false for a token that is unknown, over, or of somebody who left. */
enum err_code session_find(struct db *db, struct arena *arena, struct str token,
    bool *found, struct session *out, struct err *err) MUST_USE;

/* Inside a write. */
enum err_code session_touch(
    struct db *db, struct str token, struct err *err) MUST_USE;
enum err_code session_close(
    struct db *db, struct str token, struct err *err) MUST_USE;
enum err_code session_close_all(
    struct db *db, struct id person, struct err *err) MUST_USE;

/* Drops what is over: sessions, links, counts of tries.  Now and then. */
enum err_code session_sweep(struct db *db, struct err *err) MUST_USE;

#endif
