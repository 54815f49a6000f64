#include "crypto/token.h"

#include "base/id.h"
#include "codec/base64.h"
#include "crypto/hash.h"

void
token_new(char out[TOKEN_LEN + 1])
{
	static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789-_";
	uint8_t b[33] = {0};

	random_bytes(b, 32);
	for (size_t i = 0; i < TOKEN_LEN; i++) {
		size_t bit = i * 6, byte = bit / 8;
		unsigned two = (unsigned)b[byte] << 8 | b[byte + 1];

		out[i] = abc[two >> (10 - bit % 8) & 63];
	}
	out[TOKEN_LEN] = '\0';
	crypto_wipe(b, sizeof(b));
}

bool
token_hash(struct str token, uint8_t out[TOKEN_HASH])
{
	uint8_t bytes[32];

	if (!base64url_decode(token, bytes, sizeof(bytes)))
		return false;
	sha256(token, out);
	return true;
}
