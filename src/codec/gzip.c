#include "codec/gzip.h"

#define BLOCK_MAX 65535u

uint32_t
gzip_crc(struct str bytes)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= (unsigned char)bytes.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static void
little(struct buf *out, uint32_t n, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_add_char(out, (char)(n >> (8 * i) & 0xff));
}

/* One bit: the last one; two: stored as it is; then on to the next byte. */
static void
block(struct buf *out, struct str bytes, bool last)
{
	buf_add_char(out, last ? 1 : 0);
	little(out, (uint32_t)bytes.len, 2);
	little(out, ~(uint32_t)bytes.len, 2);
	buf_add(out, bytes);
}

void
gzip_store(struct buf *out, struct str bytes)
{
	struct str rest = bytes;

	/* magic, deflate, no flags, no date, unknown system */
	buf_add(out, STR("\x1f\x8b\x08\0\0\0\0\0\0\xff"));
	do {
		struct str part = str_sub(rest, 0, BLOCK_MAX);

		rest = str_from_at(rest, part.len);
		block(out, part, rest.len == 0);
	} while (rest.len > 0);
	little(out, gzip_crc(bytes), 4);
	little(out, (uint32_t)bytes.len, 4);
}
