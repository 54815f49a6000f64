#include "codec/base64.h"

#include <stdlib.h>

static const char plain[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void
encode(struct buf *out, const uint8_t *p, size_t len, const char *abc, bool pad)
{
	for (; len >= 3; len -= 3, p += 3) {
		unsigned v = (unsigned)p[0] << 16 | (unsigned)p[1] << 8 | p[2];
		char four[4] = {abc[v >> 18], abc[v >> 12 & 63],
		    abc[v >> 6 & 63], abc[v & 63]};

		buf_add(out, (struct str){four, 4});
	}
	if (len > 0) {
		unsigned v =
		    (unsigned)p[0] << 16 | (len == 2 ? (unsigned)p[1] << 8 : 0);
		char four[4] = {abc[v >> 18], abc[v >> 12 & 63],
		    len == 2 ? abc[v >> 6 & 63] : '=', '='};

		buf_add(out, (struct str){four, pad ? 4 : len + 1});
	}
}

void
base64_encode(struct buf *out, const void *data, size_t len)
{
	encode(out, data, len, plain, true);
}

void
base64url_encode(struct buf *out, const void *data, size_t len)
{
	encode(out, data, len, url, false);
}

/* -1 for a character that is in neither alphabet, or in the other one. */
static int
value(char c, const char *abc)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == abc[62] ? 62 : c == abc[63] ? 63 : -1;
}

/* The text without its padding; writes to out only when that is not NULL,
   so that the first pass decides and the second cannot fail. */
static bool
decode(struct str text, uint8_t *out, const char *abc)
{
	uint32_t bits = 0;
	unsigned held = 0;

	for (size_t i = 0; i < text.len; i++) {
		int v = value(text.ptr[i], abc);

		if (v < 0)
			return false;
		bits = bits << 6 | (uint32_t)v;
		held += 6;
		if (held >= 8) {
			held -= 8;
			if (out != NULL)
				*out++ = (uint8_t)(bits >> held);
			bits &= (1u << held) - 1;
		}
	}
	return bits == 0;
}

static bool
without_padding(struct str *text)
{
	if (text->len % 4 != 0)
		return false;
	for (int i = 0; i < 2; i++)
		if (text->len > 0 && text->ptr[text->len - 1] == '=')
			text->len--;
	return true;
}

static size_t
size_of(size_t len)
{
	return len % 4 == 1 ? SIZE_MAX : len / 4 * 3 + len % 4 * 3 / 4;
}

size_t
base64_size(struct str text)
{
	return without_padding(&text) ? size_of(text.len) : SIZE_MAX;
}

size_t
base64url_size(struct str text)
{
	return size_of(text.len);
}

bool
base64url_decode(struct str text, void *out, size_t len)
{
	return size_of(text.len) == len && decode(text, NULL, url) &&
	    decode(text, out, url);
}

bool
base64_decode(struct str text, void *out, size_t len)
{
	return without_padding(&text) && size_of(text.len) == len &&
	    decode(text, NULL, plain) && decode(text, out, plain);
}
