#include "codec/hex.h"

static const char digits[] = "0123456789abcdef";

void
hex_write(char *out, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[p[i] >> 4];
		*out++ = digits[p[i] & 15];
	}
	*out = '\0';
}

void
hex_encode(struct buf *out, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i++) {
		buf_add_char(out, digits[p[i] >> 4]);
		buf_add_char(out, digits[p[i] & 15]);
	}
}

static int
value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
hex_decode(struct str text, void *out, size_t len)
{
	uint8_t *p = out;

	if (text.len / 2 != len || text.len % 2 != 0)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (value(text.ptr[i]) < 0)
			return false;
	for (size_t i = 0; i < len; i++)
		p[i] = (uint8_t)(value(text.ptr[2 * i]) << 4 |
		    value(text.ptr[2 * i + 1]));
	return true;
}
