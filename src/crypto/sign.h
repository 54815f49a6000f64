#ifndef CRYPTO_SIGN_H
#define CRYPTO_SIGN_H

#include "base/buf.h"

/*
 * The one port to private keys.  Whoever holds them (the program itself, or
 * the signer with its own user) parses what it is asked to sign:
 *
 *	SIGN_LEDGER	the head of the log, and the proof that it extends the
 *			last head signed; gives back a signed note
 *	SIGN_PACK	SHA256SUMS of an evidence pack; gives back 64 bytes
 *	SIGN_CREDENTIAL	the canonical JSON of one
 *	SIGN_GATE	the canonical JSON of an answer
 *
 * Each purpose has its own key, so that no document passes for another kind.
 */
enum sign_purpose {
	SIGN_LEDGER,
	SIGN_PACK,
	SIGN_CREDENTIAL,
	SIGN_GATE,
	SIGN_PURPOSES
};

struct sign_port {
	/* Appends the signature to out.  proof is for SIGN_LEDGER: the
	   consistency proof as base64 lines, empty for the first head. */
	enum err_code (*sign)(void *ctx, enum sign_purpose purpose,
	    struct str document, struct str proof, struct buf *out,
	    struct err *err);
	/* The size of the last head signed, 0 for none. */
	enum err_code (*last_size)(void *ctx, uint64_t *out, struct err *err);
	/* The public key of a purpose. */
	enum err_code (*public_key)(void *ctx, enum sign_purpose purpose,
	    uint8_t out[32], struct err *err);
	void *ctx;
};

const char *sign_purpose_name(enum sign_purpose purpose); /* "ledger", ... */

#endif
