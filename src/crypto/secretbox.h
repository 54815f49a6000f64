#ifndef CRYPTO_SECRETBOX_H
#define CRYPTO_SECRETBOX_H

#include "base/buf.h"

/*
 * What must be read again and not by whoever has the database alone (TOTP
 * secrets): XSalsa20-Poly1305 of libsodium under a key from state/keys/.
 *
 *	nonce (24) || mac (16) || text
 */
#define SECRETBOX_KEY   32
#define SECRETBOX_EXTRA 40

void secretbox_seal(
    struct buf *out, const uint8_t key[SECRETBOX_KEY], struct str plain);

/* plain has room for box.len - SECRETBOX_EXTRA bytes; false, and plain is
   untouched, for what was not sealed under key. */
bool secretbox_open(
    const uint8_t key[SECRETBOX_KEY], struct str box, void *plain);

#endif
