#ifndef CRYPTO_MAC_H
#define CRYPTO_MAC_H

#include "base/arena.h"

/*
 * Keys for links, sessions and lab seeds: not signatures, for nobody else
 * checks them.  A file holds a line a version, the last one makes new tags,
 * all of them check:
 *
 *	1 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
 *	2 ...
 *
 * A tag says for what it was made, so that one kind never passes for another.
 */
#define MAC_KEYS_MAX 16
#define MAC_SIZE     32

struct mac_keys {
	struct {
		uint32_t version;
		uint8_t key[32];
	} v[MAC_KEYS_MAX];
	size_t n;
};

/* Makes the file with version 1 where there is none. */
enum err_code mac_keys_read(
    const char *path, struct mac_keys *out, struct err *err) MUST_USE;

/* Adds a version to the file and to keys. */
enum err_code mac_keys_rotate(
    const char *path, struct mac_keys *keys, struct err *err) MUST_USE;

/* purpose is ours, a word; *version goes with the tag. */
void mac_make(const struct mac_keys *keys, const char *purpose,
    struct str message, uint32_t *version, uint8_t out[MAC_SIZE]);
bool mac_check(const struct mac_keys *keys, const char *purpose,
    struct str message, uint32_t version, const uint8_t tag[MAC_SIZE]);

/* 32 bytes from the key of a version, for secretbox and seeds. */
bool mac_derive(const struct mac_keys *keys, const char *purpose,
    uint32_t version, uint8_t out[32]);

#endif
