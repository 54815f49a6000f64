#ifndef POLICY_GATE_ANSWER_H
#define POLICY_GATE_ANSWER_H

#include "crypto/sign.h"
#include "policy/gate.h"

/*
 * An answer as it travels, signed:
 *
 *	{"answer":{"allow":true,"fail_open":false,
 *	    "issued":"2026-11-28T09:00:00.000000Z","person":"ada@acme.example",
 *	    "policy":4,"reason":"...",
 *	    "stands_in_until":"2026-11-29T09:00:00.000000Z",
 *	    "state":"current","system":"production","type":"gate-answer",
 *	    "valid_until":"2026-11-29T08:59:59.999999Z"},
 *	 "key":"c74f20a3","signature":"base64 of 64 bytes"}
 *
 * The signature (Ed25519, the key of purpose gate) is over the canonical JSON
 * of answer, codec/canon.h, so a reader may have spaced or sorted the whole
 * anew.  key is the start of SHA-256 over the public key: it names the key
 * and proves nothing.
 *
 * What accesses are revoked and restored by is signed with the same key and
 * has another type; neither passes for the other.
 */
#define GATE_ANSWER_MAX  ((size_t)16 << 10)
#define GATE_KEY_ID_LEN  8
#define GATE_TYPE        "gate-answer"
#define GATE_ACTION_TYPE "access-hook"

void gate_key_id(const uint8_t key[32], char out[GATE_KEY_ID_LEN + 1]);

/* Base64 of 32 bytes in one line: how the key is handed on. */
void gate_key_write(struct buf *out, const uint8_t key[32]);
bool gate_key_read(struct str text, uint8_t out[32]);

/* The key's name, and the signature over a canonical object in base64. */
enum err_code gate_signature(const struct sign_port *port, struct str canonical,
    char id[GATE_KEY_ID_LEN + 1], struct buf *out, struct err *err) MUST_USE;

/* The canonical JSON alone. */
void gate_answer_canon(const struct gate_answer *answer, struct buf *out);

enum err_code gate_answer_write(const struct sign_port *port,
    const struct gate_answer *answer, struct buf *out,
    struct err *err) MUST_USE;

/*
 * key NULL: the signature is not looked at.  ERR_SYNTAX, ERR_INVALID for what
 * is no such answer, ERR_DENIED for one that this key did not sign.  who is
 * not in it and stays none.
 */
enum err_code gate_answer_read(struct str text, const uint8_t *key,
    struct arena *arena, struct gate_answer *out, struct err *err) MUST_USE;

#endif
