#include "crypto/key.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/id.h"
#include "codec/base64.h"
#include "crypto/hash.h"

static_assert(crypto_sign_SECRETKEYBYTES == 64, "libsodium's layout");

void
key_from_seed(struct key *key, const uint8_t seed[KEY_SEED])
{
	crypto_sign_seed_keypair(key->public, key->secret, seed);
}

void
key_wipe(struct key *key)
{
	if (key != NULL)
		crypto_wipe(key, sizeof(*key));
}

void
key_sign(const struct key *key, struct str message, uint8_t out[KEY_SIGNATURE])
{
	crypto_sign_detached(
	    out, NULL, (const uint8_t *)message.ptr, message.len, key->secret);
}

bool
key_verify(const uint8_t public[KEY_PUBLIC], struct str message,
    const uint8_t signature[KEY_SIGNATURE])
{
	return crypto_sign_verify_detached(signature,
		   (const uint8_t *)message.ptr, message.len, public) == 0;
}

static enum err_code
parse(const char *path, struct str text, struct key *out, struct err *err)
{
	uint8_t seed[KEY_SEED];
	struct str line;

	if (!str_cut_line(&text, &line) || text.len > 0 ||
	    !base64_decode(line, seed, sizeof(seed)))
		return err_set(
		    err, ERR_CORRUPT, "'%s' is not the seed of a key", path);
	key_from_seed(out, seed);
	crypto_wipe(seed, sizeof(seed));
	return ERR_NONE;
}

enum err_code
key_read(const char *path, struct key *out, struct err *err)
{
	char room[128];
	struct arena arena;
	struct str text;
	struct stat st;
	enum err_code rc;

	if (stat(path, &st) != 0)
		return err_sys(err, errno, "could not open '%s'", path);
	if ((st.st_mode & 077) != 0)
		return err_set(err, ERR_DENIED,
		    "'%s' can be read by others; its mode must be 0600", path);
	arena_init(&arena, 64 << 10);
	rc = file_read(path, sizeof(room), &arena, &text, err);
	if (rc == ERR_NONE) {
		rc = parse(path, text, out, err);
		crypto_wipe((void *)(uintptr_t)text.ptr, text.len);
	}
	arena_release(&arena);
	return rc;
}

static enum err_code
make(const char *path, struct err *err)
{
	uint8_t seed[KEY_SEED];
	struct buf text;
	enum err_code rc;

	random_bytes(seed, sizeof(seed));
	buf_init(&text, 64);
	base64_encode(&text, seed, sizeof(seed));
	buf_add_char(&text, '\n');
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE)
		rc = file_write(path, buf_view(&text), 0600, err);
	if (text.ptr != NULL)
		crypto_wipe(text.ptr, text.cap);
	crypto_wipe(seed, sizeof(seed));
	buf_release(&text);
	return rc;
}

enum err_code
key_read_or_make(const char *path, struct key *out, struct err *err)
{
	enum err_code rc = key_read(path, out, err);

	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = make(path, err);
	return rc == ERR_NONE ? key_read(path, out, err) : rc;
}
