#ifndef CODEC_GZIP_H
#define CODEC_GZIP_H

#include "base/buf.h"

/*
 * RFC 1952 around bytes as they are: for readers who insist on .tar.gz.
 * Nothing is made smaller (deflate's stored blocks), nothing but the bytes is
 * told (no name, no date), so equal bytes give equal files.
 */
void gzip_store(struct buf *out, struct str bytes);

/* Of RFC 1952, over bytes. */
uint32_t gzip_crc(struct str bytes);

#endif
