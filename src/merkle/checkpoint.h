#ifndef MERKLE_CHECKPOINT_H
#define MERKLE_CHECKPOINT_H

#include "base/buf.h"

/*
 * The head of the evidence log, as the text that gets signed:
 *
 *	example.org/evidence
 *	0
 *	47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
 *
 * Who keeps the log, how many entries it holds, the root over them.
 *
 * The reader accepts only what the writer would have written.  Equal
 * heads are therefore equal bytes, and a signature over the text is a
 * signature over the meaning.
 */
#define CHECKPOINT_MAX  512
#define CHECKPOINT_ROOT 32

struct checkpoint {
	struct str origin; /* borrowed from the text that was read */
	uint64_t size;
	uint8_t root[CHECKPOINT_ROOT];
};

/* *out is untouched unless ERR_NONE is returned. */
enum err_code checkpoint_read(
    struct str text, struct checkpoint *out, struct err *err) MUST_USE;

/* Appends to out; the caller checks buf_finish(). */
void checkpoint_write(struct buf *out, const struct checkpoint *cp);

#endif
