#ifndef MERKLE_TLOG_PROOF_H
#define MERKLE_TLOG_PROOF_H

#include "merkle/merkle.h"
#include "merkle/note.h"

/*
 * That an entry is in the log, in one text that needs no server (C2SP
 * tlog-proof v1):
 *
 *	c2sp.org/tlog-proof@v1
 *	index 73894
 *	gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *	...					the path, from the leaf up
 *
 *	example.com/log				the signed head
 *	109482
 *	sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 *	— example.com/log hI2DJw...
 *
 * An "extra" line may stand before the index; we write none and read past it.
 */
#define TLOG_PROOF_MAX (128u << 10)

struct tlog_proof {
	struct str extra; /* base64, or STR_NONE; proves nothing */
	uint64_t index;
	struct merkle_proof path;
	struct str note; /* borrowed */
};

void tlog_proof_write(struct buf *out, const struct tlog_proof *proof);
enum err_code tlog_proof_read(
    struct str text, struct tlog_proof *out, struct err *err) MUST_USE;

/* The head is signed by key, is that log's (the key's name), and entry is
   under it at the index. */
enum err_code tlog_proof_verify(const struct tlog_proof *proof,
    struct str entry, const struct note_key *key, struct err *err) MUST_USE;

#endif
