#include "crypto/hash.h"

#include "base/test.h"
#include "codec/hex.h"

static void
check_hex(const uint8_t out[HASH_SIZE], const char *want)
{
	char text[2 * HASH_SIZE + 1];

	hex_write(text, out, HASH_SIZE);
	CHECK_STR(str_from(text), str_from(want));
}

static void
the_vectors_of_fips_180_pass(void)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
	    {"",
		"e3b0c44298fc1c149afbf4c8996fb924"
		"27ae41e4649b934ca495991b7852b855"},
	    {"abc",
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad"},
	    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039"
		"a33ce45964ff2167f6ecedd419db06c1"},
	};
	uint8_t out[HASH_SIZE];

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct str in = str_from(rows[i].in);
		struct sha256 h;

		sha256(in, out);
		check_hex(out, rows[i].out);
		sha256_init(&h);
		for (size_t k = 0; k < in.len; k++)
			sha256_add(&h, str_sub(in, k, 1));
		sha256_end(&h, out);
		check_hex(out, rows[i].out);
	}
}

/* RFC 4231: cases 1, 2 and 6, the last with a key longer than a block. */
static void
the_vectors_of_rfc_4231_pass(void)
{
	char key[131];
	uint8_t out[HASH_SIZE];

	memset(key, 0x0b, 20);
	hmac_sha256((struct str){key, 20}, STR("Hi There"), out);
	check_hex(out,
	    "b0344c61d8db38535ca8afceaf0bf12b"
	    "881dc200c9833da726e9376c2e32cff7");
	hmac_sha256(STR("Jefe"), STR("what do ya want for nothing?"), out);
	check_hex(out,
	    "5bdcc146bf60754e6a042426089575c7"
	    "5a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	hmac_sha256((struct str){key, sizeof(key)},
	    STR("Test Using Larger Than Block-Size Key - Hash Key First"), out);
	check_hex(out,
	    "60e431591ee0b67f0d8a26aacbf5b77f"
	    "8e0bc6213728c5140546040f0ee37f54");
}

static void
comparison_sees_every_bit(void)
{
	uint8_t a[4] = {1, 2, 3, 4}, b[4] = {1, 2, 3, 4};

	CHECK(crypto_equal(a, b, 4));
	for (size_t i = 0; i < 32; i++) {
		b[i / 8] ^= (uint8_t)(1u << (i % 8));
		CHECK(!crypto_equal(a, b, 4));
		b[i / 8] ^= (uint8_t)(1u << (i % 8));
	}
}

TEST_MAIN(T(the_vectors_of_fips_180_pass), T(the_vectors_of_rfc_4231_pass),
    T(comparison_sees_every_bit))
