/* The one-shot calls of OpenSSL 3 cost a fetch each; these do not. */
#define OPENSSL_API_COMPAT 0x10100000L
#define OPENSSL_SUPPRESS_DEPRECATED
#include "crypto/hash.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>

static_assert(sizeof(struct sha256) >= sizeof(SHA256_CTX), "room for state");

void
sha256(struct str data, uint8_t out[HASH_SIZE])
{
	struct sha256 h;

	sha256_init(&h);
	sha256_add(&h, data);
	sha256_end(&h, out);
}

void
sha256_init(struct sha256 *h)
{
	SHA256_Init((SHA256_CTX *)(void *)h);
}

void
sha256_add(struct sha256 *h, struct str data)
{
	if (data.len > 0)
		SHA256_Update((SHA256_CTX *)(void *)h, data.ptr, data.len);
}

void
sha256_end(struct sha256 *h, uint8_t out[HASH_SIZE])
{
	SHA256_Final(out, (SHA256_CTX *)(void *)h);
}

#define BLOCK 64

/* RFC 2104 over the above. */
void
hmac_sha256(struct str key, struct str data, uint8_t out[HASH_SIZE])
{
	uint8_t pad[BLOCK] = {0}, inner[HASH_SIZE];
	struct sha256 h;

	if (key.len > BLOCK)
		sha256(key, pad);
	else if (key.len > 0)
		memcpy(pad, key.ptr, key.len);
	for (size_t i = 0; i < BLOCK; i++)
		pad[i] ^= 0x36;
	sha256_init(&h);
	sha256_add(&h, (struct str){(char *)pad, BLOCK});
	sha256_add(&h, data);
	sha256_end(&h, inner);
	for (size_t i = 0; i < BLOCK; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	sha256_init(&h);
	sha256_add(&h, (struct str){(char *)pad, BLOCK});
	sha256_add(&h, (struct str){(char *)inner, HASH_SIZE});
	sha256_end(&h, out);
	crypto_wipe(pad, sizeof(pad));
	crypto_wipe(&h, sizeof(h));
}

bool
crypto_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

void
crypto_wipe(void *p, size_t len)
{
	OPENSSL_cleanse(p, len);
}
