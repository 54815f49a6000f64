#include "codec/hex.h"

#include "base/test.h"

static void
bytes_come_back(void)
{
	uint8_t in[256], out[256];
	struct buf b;

	for (unsigned i = 0; i < 256; i++)
		in[i] = (uint8_t)i;
	buf_init(&b, 512);
	hex_encode(&b, in, sizeof(in));
	CHECK_STR(str_sub(buf_view(&b), 254 * 2, 4), STR("feff"));
	CHECK(hex_decode(buf_view(&b), out, sizeof(out)));
	CHECK(memcmp(in, out, sizeof(in)) == 0);
	buf_release(&b);
}

static void
upper_case_odd_lengths_and_other_characters_are_refused(void)
{
	static const char *const bad[] = {
	    "", "0", "0g", "0G", "AB", "abc", "0x", " a", "abcd"};
	uint8_t out = 42;

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!hex_decode(str_from(bad[i]), &out, 1));
	CHECK(out == 42);
}

TEST_MAIN(T(bytes_come_back),
    T(upper_case_odd_lengths_and_other_characters_are_refused))
