#ifndef PEOPLE_LINK_H
#define PEOPLE_LINK_H

#include "store/store.h"

/*
 * A link for one person and one use: the URL holds 256 random bits, the
 * database their SHA-256.
 *
 *	<public_url>/signin/link/<token>	LINK_SIGNIN, LINK_INVITE
 *	<public_url>/reset/<token>		LINK_RESET
 */
enum link_purpose { LINK_SIGNIN, LINK_INVITE, LINK_RESET };

#define LINK_SIGNIN_LIFE (INT64_C(15) * 60 * 1000000)
#define LINK_INVITE_LIFE (INT64_C(7) * 86400 * 1000000)
#define LINK_RESET_LIFE  (INT64_C(60) * 60 * 1000000)

/* life 0: as above.  Inside a write. */
enum err_code link_make(struct db *db, struct arena *arena, struct id person,
    enum link_purpose purpose, int64_t life, struct str *token,
    struct err *err) MUST_USE;

/* Whose it is, without using it up: for the page that asks "is this you?". */
enum err_code link_peek(struct db *db, struct str token, bool *found,
    struct id *person, enum link_purpose *purpose, struct err *err) MUST_USE;

/* Uses it up; found is false for one that is used, over or unknown. */
enum err_code link_use(struct db *db, struct str token, bool *found,
    struct id *person, enum link_purpose *purpose, struct err *err) MUST_USE;

/* The URL as text. */
struct str link_url(struct arena *arena, struct str public_url,
    enum link_purpose purpose, struct str token);

/* A link for somebody, with the mail that carries it in the outbox. */
enum err_code link_invite(struct db *db, struct arena *arena, struct id person,
    struct err *err) MUST_USE;

#endif
