#include "crypto/mac.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/id.h"
#include "codec/base64.h"
#include "crypto/hash.h"

static enum err_code
write_keys(const char *path, const struct mac_keys *keys, struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, 4096);
	for (size_t i = 0; i < keys->n; i++) {
		buf_addf(&text, "%" PRIu32 " ", keys->v[i].version);
		base64_encode(&text, keys->v[i].key, 32);
		buf_add_char(&text, '\n');
	}
	rc = buf_finish(&text, err);
	if (rc == ERR_NONE)
		rc = file_write(path, buf_view(&text), 0600, err);
	if (text.ptr != NULL)
		crypto_wipe(text.ptr, text.cap);
	buf_release(&text);
	return rc;
}

static bool
parse(struct str text, struct mac_keys *out)
{
	struct str line, version;
	uint64_t n;

	out->n = 0;
	while (str_cut_line(&text, &line)) {
		if (out->n == MAC_KEYS_MAX || !str_cut(&line, ' ', &version) ||
		    !str_u64(version, &n) || n != out->n + 1 ||
		    !base64_decode(line, out->v[out->n].key, 32))
			return false;
		out->v[out->n++].version = (uint32_t)n;
	}
	return text.len == 0 && out->n > 0;
}

static enum err_code
read_keys(const char *path, struct mac_keys *out, struct err *err)
{
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
	rc = file_read(path, 4096, &arena, &text, err);
	if (rc == ERR_NONE) {
		if (!parse(text, out))
			rc = err_set(err, ERR_CORRUPT,
			    "'%s' is not a list of keys", path);
		crypto_wipe((void *)(uintptr_t)text.ptr, text.len);
	}
	arena_release(&arena);
	return rc;
}

enum err_code
mac_keys_rotate(const char *path, struct mac_keys *keys, struct err *err)
{
	struct mac_keys more = *keys;
	enum err_code rc;

	if (more.n == MAC_KEYS_MAX)
		return err_set(err, ERR_LIMIT, "'%s' holds %d keys already",
		    path, MAC_KEYS_MAX);
	more.v[more.n].version = (uint32_t)more.n + 1;
	random_bytes(more.v[more.n].key, 32);
	more.n++;
	rc = write_keys(path, &more, err);
	if (rc == ERR_NONE)
		*keys = more;
	return rc;
}

enum err_code
mac_keys_read(const char *path, struct mac_keys *out, struct err *err)
{
	enum err_code rc = read_keys(path, out, err);

	if (rc != ERR_NOT_FOUND)
		return rc;
	out->n = 0;
	return mac_keys_rotate(path, out, err);
}

static const uint8_t *
find(const struct mac_keys *keys, uint32_t version)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].version == version)
			return keys->v[i].key;
	return NULL;
}

/* A key of its own for each purpose. */
bool
mac_derive(const struct mac_keys *keys, const char *purpose, uint32_t version,
    uint8_t out[32])
{
	const uint8_t *key = find(keys, version);

	if (key == NULL)
		return false;
	hmac_sha256(
	    (struct str){(const char *)key, 32}, str_from(purpose), out);
	return true;
}

static bool
tag(const struct mac_keys *keys, const char *purpose, struct str message,
    uint32_t version, uint8_t out[MAC_SIZE])
{
	uint8_t key[32];

	if (!mac_derive(keys, purpose, version, key))
		return false;
	hmac_sha256((struct str){(char *)key, sizeof(key)}, message, out);
	crypto_wipe(key, sizeof(key));
	return true;
}

void
mac_make(const struct mac_keys *keys, const char *purpose, struct str message,
    uint32_t *version, uint8_t out[MAC_SIZE])
{
	*version = keys->v[keys->n - 1].version;
	tag(keys, purpose, message, *version, out);
}

bool
mac_check(const struct mac_keys *keys, const char *purpose, struct str message,
    uint32_t version, const uint8_t given[MAC_SIZE])
{
	uint8_t want[MAC_SIZE];

	return tag(keys, purpose, message, version, want) &&
	    crypto_equal(want, given, MAC_SIZE);
}
