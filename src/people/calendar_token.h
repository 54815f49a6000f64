#ifndef PEOPLE_CALENDAR_TOKEN_H
#define PEOPLE_CALENDAR_TOKEN_H

#include "store/store.h"

/*
 * The secret in the address of somebody's calendar, which a calendar program
 * asks for without signing in: 256 random bits, shown once, kept as SHA-256.
 * One a person; a new one, its owner's word or their leaving ends it.  It
 * opens the dates of what is owed and nothing else.
 */
enum err_code calendar_token_make(struct db *db, struct arena *arena,
    struct id person, struct str *token, struct err *err) MUST_USE;
enum err_code calendar_token_drop(
    struct db *db, struct id person, struct err *err) MUST_USE;

/* Since when there is one; 0: there is none. */
enum err_code calendar_token_made(struct db *db, struct arena *arena,
    struct id person, int64_t *out, struct err *err) MUST_USE;

/* Whose it is; found is false for one that is unknown or over. */
enum err_code calendar_token_use(struct db *db, struct arena *arena,
    struct str token, bool *found, struct id *person, struct err *err) MUST_USE;

#endif
