#ifndef PEOPLE_SECOND_H
#define PEOPLE_SECOND_H

#include "store/store.h"

/*
 * The second factor: a code from an app (TOTP, RFC 6238), or one of ten
 * recovery codes.  Being enrolled takes a code that proves the app has the
 * secret.  No code is good twice, nor one older than the last accepted.
 */
#define SECOND_CODES 10

struct second_offer {
	struct str secret; /* base32, for typing */
	struct str url;    /* otpauth://, for a QR code */
};

struct second_codes {
	struct str v[SECOND_CODES]; /* shown once, kept hashed */
};

/* The key that seals the secrets, once, before the first of these; without it
   they are ERR_UNSUPPORTED.  second_open() keeps it in <keys_dir>/second.mac,
   and makes it where it is missing. */
enum err_code second_open(const char *keys_dir, struct err *err) MUST_USE;
void second_set_key(const uint8_t key[32]);

/* Makes a secret that waits for second_confirm; a second offer replaces the
   first.  ERR_CONFLICT where the factor is on already. */
enum err_code second_offer(struct db *db, struct arena *arena, struct id person,
    struct second_offer *out, struct err *err) MUST_USE;

/* ERR_DENIED for a wrong code. */
enum err_code second_confirm(struct db *db, struct arena *arena,
    struct id person, struct str code, struct second_codes *out,
    struct err *err) MUST_USE;

enum err_code second_is_on(
    struct db *db, struct id person, bool *out, struct err *err) MUST_USE;

/* right is false for a wrong or used code.  Inside a write. */
enum err_code second_check(struct db *db, struct id person, struct str code,
    bool *right, struct err *err) MUST_USE;

/* By the person with a code, or by an administrator for somebody. */
enum err_code second_off(
    struct db *db, struct id person, struct err *err) MUST_USE;

#endif
