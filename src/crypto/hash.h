#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "base/str.h"

/* SHA-256 and HMAC-SHA-256 (OpenSSL). */
#define HASH_SIZE 32

void sha256(struct str data, uint8_t out[HASH_SIZE]);

/*
 *	struct sha256 h;
 *
 *	sha256_init(&h);
 *	sha256_add(&h, STR("a"));
 *	sha256_end(&h, out);		h may be given to _init again
 */
struct sha256 {
	uint64_t state[16]; /* room for the library's own */
};
void sha256_init(struct sha256 *h);
void sha256_add(struct sha256 *h, struct str data);
void sha256_end(struct sha256 *h, uint8_t out[HASH_SIZE]);

void hmac_sha256(struct str key, struct str data, uint8_t out[HASH_SIZE]);

/* In a time that does not tell where they differ. */
bool crypto_equal(const void *a, const void *b, size_t len);

/* What the compiler may not leave out. */
void crypto_wipe(void *p, size_t len);

#endif
