#include "crypto/token.h"

#include "base/test.h"
#include "crypto/secretbox.h"

static void
tokens_differ_and_hash_to_the_same(void)
{
	char a[TOKEN_LEN + 1], b[TOKEN_LEN + 1];
	uint8_t x[TOKEN_HASH], y[TOKEN_HASH];

	for (int i = 0; i < 100; i++) {
		token_new(a);
		token_new(b);
		CHECK(strlen(a) == TOKEN_LEN && strcmp(a, b) != 0);
		CHECK(token_hash(str_from(a), x));
		CHECK(token_hash(str_from(a), y));
		CHECK(memcmp(x, y, sizeof(x)) == 0);
	}
}

static void
what_cannot_be_a_token_is_not_looked_up(void)
{
	static const char *const bad[] = {
	    "", "short",
	    "0123456789012345678901234567890123456789012",  /* loose bits */
	    "012345678901234567890123456789012345678901+",  /* other alphabet */
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", /* one more */
	};
	uint8_t out[TOKEN_HASH];

	for (size_t i = 0; i < NELEM(bad); i++)
		CHECK(!token_hash(str_from(bad[i]), out));
}

static void
a_box_opens_with_its_key_only(void)
{
	uint8_t key[SECRETBOX_KEY] = {1}, other[SECRETBOX_KEY] = {2};
	char plain[8] = "kept";
	struct buf box;

	buf_init(&box, 256);
	secretbox_seal(&box, key, STR("secret"));
	CHECK(box.len == 6 + SECRETBOX_EXTRA);
	CHECK(!secretbox_open(other, buf_view(&box), plain));
	CHECK(!secretbox_open(key, str_sub(buf_view(&box), 0, 39), plain));
	CHECK_STR(str_from(plain), STR("kept"));
	CHECK(secretbox_open(key, buf_view(&box), plain));
	CHECK(memcmp(plain, "secret", 6) == 0);
	box.ptr[box.len - 1] ^= 1;
	CHECK(!secretbox_open(key, buf_view(&box), plain));
	buf_release(&box);
}

TEST_MAIN(T(tokens_differ_and_hash_to_the_same),
    T(what_cannot_be_a_token_is_not_looked_up),
    T(a_box_opens_with_its_key_only))
