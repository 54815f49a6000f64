#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include "base/err.h"
#include "base/str.h"

/*
 * Argon2id, version 1.3, as libsodium writes it ("$argon2id$v=19$m=..."): 3
 * passes over 32 MiB, one lane.  That is above OWASP's least (2 passes over
 * 19 MiB), takes some 60 ms here, and bounds the memory of hashing, for at
 * most PASSWORD_AT_ONCE run at a time; the others wait their turn.
 */
#define PASSWORD_HASH_MAX 128
#define PASSWORD_AT_ONCE  2
#define PASSWORD_PASSES   3
#define PASSWORD_MEMORY   (32u << 20)
#define PASSWORD_MIN      12   /* characters; no other rule (NIST 800-63B) */
#define PASSWORD_MAX      1024 /* bytes */

/* ERR_INVALID, with the reason in words, for one too short, too long, not
   UTF-8, or known to everybody. */
enum err_code password_check(struct str password, struct err *err) MUST_USE;

enum err_code password_hash(
    struct str password, char out[PASSWORD_HASH_MAX], struct err *err) MUST_USE;

/* ERR_DENIED when it is another.  STR_NONE for a hash takes as long and is
   always denied: whether an account exists is not told by the time. */
enum err_code password_verify(
    struct str password, struct str hash, struct err *err) MUST_USE;

/* The hash was made with other parameters: hash again after a sign-in. */
bool password_outdated(struct str hash);

#endif
