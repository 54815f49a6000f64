#ifndef CODEC_HEX_H
#define CODEC_HEX_H

#include "base/buf.h"

/* Lower case, two digits a byte; the reader takes nothing else. */
void hex_encode(struct buf *out, const void *data, size_t len);

/* 2 * len digits and a NUL. */
void hex_write(char *out, const void *data, size_t len);

/* Exactly len bytes; out is untouched on false. */
bool hex_decode(struct str text, void *out, size_t len);

#endif
