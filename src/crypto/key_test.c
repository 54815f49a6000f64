#include "crypto/key.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/test.h"
#include "codec/hex.h"

/* RFC 8032, 7.1, tests 1 to 3. */
static const struct {
	const char *seed, *public, *message, *signature;
} vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
	"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
	"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	"5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	"72",
	"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	"085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
	"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	"af82",
	"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
	"18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

static void
the_vectors_of_rfc_8032_pass(void)
{
	for (size_t i = 0; i < NELEM(vectors); i++) {
		uint8_t seed[KEY_SEED], public[KEY_PUBLIC], message[2];
		uint8_t want[KEY_SIGNATURE], got[KEY_SIGNATURE];
		size_t len = strlen(vectors[i].message) / 2;
		struct str text = {(char *)message, len};
		struct key key;

		CHECK(hex_decode(str_from(vectors[i].seed), seed, 32));
		CHECK(hex_decode(str_from(vectors[i].public), public, 32));
		CHECK(hex_decode(str_from(vectors[i].message), message, len));
		CHECK(hex_decode(str_from(vectors[i].signature), want, 64));
		key_from_seed(&key, seed);
		CHECK(memcmp(key.public, public, sizeof(public)) == 0);
		key_sign(&key, text, got);
		CHECK(memcmp(got, want, sizeof(got)) == 0);
		CHECK(key_verify(public, text, got));
		got[i] ^= 1;
		CHECK(!key_verify(public, text, got));
	}
}

static void
a_key_is_made_once_and_kept_from_others(void)
{
	char dir[] = "/tmp/assay-key-XXXXXX", path[64];
	struct key a, b;
	struct err err;
	struct stat st;

	CHECK(mkdtemp(dir) != NULL);
	snprintf(path, sizeof(path), "%s/k", dir);
	CHECK(key_read(path, &a, &err) == ERR_NOT_FOUND);
	CHECK_OK(key_read_or_make(path, &a, &err), &err);
	CHECK_OK(key_read_or_make(path, &b, &err), &err);
	CHECK(memcmp(&a, &b, sizeof(a)) == 0);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	CHECK(chmod(path, 0640) == 0);
	CHECK(key_read_or_make(path, &b, &err) == ERR_DENIED);
	CHECK(unlink(path) == 0);
	CHECK_OK(file_write(path, STR("c2hvcnQ=\n"), 0600, &err), &err);
	CHECK(key_read_or_make(path, &b, &err) == ERR_CORRUPT);
	CHECK(unlink(path) == 0 && rmdir(dir) == 0);
}

TEST_MAIN(
    T(the_vectors_of_rfc_8032_pass), T(a_key_is_made_once_and_kept_from_others))
