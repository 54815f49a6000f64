#ifndef CRYPTO_KEY_H
#define CRYPTO_KEY_H

#include "base/err.h"
#include "base/str.h"

/*
 * Ed25519 (libsodium).  A private key is a file of its 32-byte seed in
 * base64 and a line feed, readable by its owner alone.
 */
#define KEY_SEED      32
#define KEY_PUBLIC    32
#define KEY_SIGNATURE 64

struct key {
	uint8_t secret[64]; /* as the library wants it: seed, public */
	uint8_t public[KEY_PUBLIC];
};

void key_from_seed(struct key *key, const uint8_t seed[KEY_SEED]);
void key_wipe(struct key *key);

void key_sign(
    const struct key *key, struct str message, uint8_t out[KEY_SIGNATURE]);
bool key_verify(const uint8_t public[KEY_PUBLIC], struct str message,
    const uint8_t signature[KEY_SIGNATURE]);

/* ERR_NOT_FOUND without the file; ERR_DENIED where others may read it;
   ERR_CORRUPT for anything but a seed. */
enum err_code key_read(
    const char *path, struct key *out, struct err *err) MUST_USE;

/* As key_read; makes a new one where there is no file. */
enum err_code key_read_or_make(
    const char *path, struct key *out, struct err *err) MUST_USE;

#endif
