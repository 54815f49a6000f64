#include "crypto/secretbox.h"

#include <assert.h>
#include <sodium.h>

#include "base/id.h"

static_assert(SECRETBOX_KEY == crypto_secretbox_KEYBYTES, "key");
static_assert(
    SECRETBOX_EXTRA == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
    "layout");

#define NONCE crypto_secretbox_NONCEBYTES

void
secretbox_seal(
    struct buf *out, const uint8_t key[SECRETBOX_KEY], struct str plain)
{
	uint8_t *p = (uint8_t *)buf_room(out, plain.len + SECRETBOX_EXTRA);

	if (p == NULL)
		return; /* buf_finish() will say */
	random_bytes(p, NONCE);
	crypto_secretbox_easy(
	    p + NONCE, (const uint8_t *)plain.ptr, plain.len, p, key);
	buf_grown(out, plain.len + SECRETBOX_EXTRA);
}

bool
secretbox_open(const uint8_t key[SECRETBOX_KEY], struct str box, void *plain)
{
	const uint8_t *p = (const uint8_t *)box.ptr;

	return box.len >= SECRETBOX_EXTRA &&
	    crypto_secretbox_open_easy(
		plain, p + NONCE, box.len - NONCE, p, key) == 0;
}
