#ifndef CODEC_BASE64_H
#define CODEC_BASE64_H

#include "base/buf.h"

/*
 * RFC 4648.  Both alphabets have one spelling each: base64 with padding,
 * base64url without; no line breaks, and bits past the last byte are zero.
 * The readers refuse everything else.
 *
 *	fo  ->  Zm8=	base64
 *	fo  ->  Zm8	base64url
 */
void base64_encode(struct buf *out, const void *data, size_t len);
void base64url_encode(struct buf *out, const void *data, size_t len);

/* Exactly len bytes into out, which is untouched on false. */
bool base64_decode(struct str text, void *out, size_t len);
bool base64url_decode(struct str text, void *out, size_t len);

/* How many bytes text would give, or SIZE_MAX when its length is no one's. */
size_t base64_size(struct str text);
size_t base64url_size(struct str text);

#endif
