#ifndef MERKLE_NOTE_H
#define MERKLE_NOTE_H

#include "base/buf.h"

/*
 * A signed note, C2SP signed-note v1.0.0 with Ed25519: text, an empty line,
 * a line for each signature.
 *
 *	example.org/evidence
 *	0
 *	47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
 *
 *	— example.org/evidence hI2DJ3...
 *
 * The base64 holds the key's id (4 bytes) and the signature (64).  The id is
 * the start of SHA-256(name || "\n" || 0x01 || public key), so it names the
 * key; it proves nothing.
 */
#define NOTE_MAX        (64u << 10)
#define NOTE_SIGNATURES 16

struct note_key {
	struct str name; /* borrowed; no white space, no '+' */
	uint8_t public[32];
};

bool note_name_ok(struct str name);
void note_key_id(const struct note_key *key, uint8_t out[4]);

/* "name+c74f20a3+ARpc2QcU...": how a key is handed on. */
void note_key_write(struct buf *out, const struct note_key *key);
bool note_key_read(struct str text, struct note_key *out);

/* The note with one signature over text, which ends in a line feed. */
void note_write(struct buf *out, struct str text, const struct note_key *key,
    const uint8_t signature[64]);

struct note_signature {
	struct str name;
	uint8_t id[4];
	struct str bytes; /* base64 of id and signature, as it stands */
};

struct note {
	struct str text; /* with its last line feed */
	struct note_signature v[NOTE_SIGNATURES];
	unsigned n;
};

/* Takes it apart, and checks no signature. */
enum err_code note_read(
    struct str text, struct note *out, struct err *err) MUST_USE;

/* A signature of key is there and holds; ERR_DENIED otherwise.  One by
   another key is no one's business; two by this one are refused. */
enum err_code note_verify(const struct note *note, const struct note_key *key,
    struct err *err) MUST_USE;

#endif
