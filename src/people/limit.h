#ifndef PEOPLE_LIMIT_H
#define PEOPLE_LIMIT_H

#include "store/store.h"

/*
 * How often something may be tried: by account, so that a password is not
 * guessed, and by address, so that not every account is tried once.
 * Stored, so that a restart or a second server forgets nothing.
 */
enum limit_kind {
	LIMIT_ACCOUNT, /* 10 within 15 minutes for an e-mail address */
	LIMIT_ADDRESS, /* 100 within 15 minutes for an address or its /64 */
	LIMIT_SECOND,  /* 10 within 15 minutes for a second factor */
	LIMIT_RESET,   /* 3 within an hour for an e-mail address */
	LIMIT_CONCERN, /* 20 within an hour for a person or an address */
	LIMIT_UNNAMED, /* 60 within an hour for all who give no name */
};

/* Counts a try; ERR_LIMIT, with the wait in words, past the limit.  Inside a
   write that commits whatever comes of the try. */
enum err_code limit_count(struct db *db, enum limit_kind kind,
    struct str subject, struct err *err) MUST_USE;

/* It was the right person. */
enum err_code limit_clear(struct db *db, enum limit_kind kind,
    struct str subject, struct err *err) MUST_USE;

#endif
