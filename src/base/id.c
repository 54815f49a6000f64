#include "base/id.h"

#include <assert.h>
#include <errno.h>
#include <sys/random.h>

#include "base/clock.h"

void
random_bytes(void *out, size_t len)
{
	char *p = out;

	while (len > 0) {
		ssize_t n = getrandom(p, len, 0);

		if (n < 0) {
			assert(errno == EINTR);
			continue;
		}
		p += n;
		len -= (size_t)n;
	}
}

/* RFC 9562, 5.7: 48 bits of milliseconds, the version, 12 bits that we fill
   with the part of the millisecond (method 3), the variant, 62 random. */
struct id
id_new(void)
{
	int64_t now = clock_now();
	uint64_t ms = (uint64_t)(now / 1000);
	unsigned sub = (unsigned)((now % 1000) * 4096 / 1000);
	struct id id;

	random_bytes(id.bytes, sizeof(id.bytes));
	for (int i = 0; i < 6; i++)
		id.bytes[i] = (uint8_t)(ms >> (8 * (5 - i)));
	id.bytes[6] = (uint8_t)(0x70 | (sub >> 8));
	id.bytes[7] = (uint8_t)sub;
	id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3f));
	return id;
}

bool
id_is_none(struct id id)
{
	return id_eq(id, (struct id){{0}});
}

bool
id_eq(struct id a, struct id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

static bool
dash_after(size_t byte)
{
	return byte == 3 || byte == 5 || byte == 7 || byte == 9;
}

void
id_write(struct id id, char out[ID_TEXT_LEN + 1])
{
	static const char hex[] = "0123456789abcdef";
	char *p = out;

	for (size_t i = 0; i < ID_SIZE; i++) {
		*p++ = hex[id.bytes[i] >> 4];
		*p++ = hex[id.bytes[i] & 15];
		if (dash_after(i))
			*p++ = '-';
	}
	*p = '\0';
}

static int
nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool
id_read(struct str text, struct id *out)
{
	struct id id;
	const char *p = text.ptr;

	if (text.len != ID_TEXT_LEN)
		return false;
	for (size_t i = 0; i < ID_SIZE; i++) {
		int hi = nibble(*p++), lo = nibble(*p++);

		if (hi < 0 || lo < 0 || (dash_after(i) && *p++ != '-'))
			return false;
		id.bytes[i] = (uint8_t)(hi << 4 | lo);
	}
	*out = id;
	return true;
}
