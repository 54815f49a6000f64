#ifndef CRYPTO_TOKEN_H
#define CRYPTO_TOKEN_H

#include "base/str.h"

/*
 * 256 random bits as base64url: session cookies, one-time links, repository
 * tokens.  Only the SHA-256 of the text is stored; who reads the database
 * signs in nowhere.
 */
#define TOKEN_LEN  43
#define TOKEN_HASH 32

void token_new(char out[TOKEN_LEN + 1]);

/* False for what cannot be a token: no need to look it up. */
bool token_hash(struct str token, uint8_t out[TOKEN_HASH]);

#endif
