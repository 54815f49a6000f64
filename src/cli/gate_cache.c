#include "cli/gate_cache.h"

#include "base/file.h"
#include "codec/hex.h"
#include "crypto/hash.h"

#define KEY_FILE_MAX 256

static enum err_code
key_path(
    const char *dir, struct arena *arena, const char **out, struct err *err)
{
	struct str path = arena_strf(arena, "%s/key", dir);

	*out = path.ptr;
	return path.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
gate_cache_key(
    const char *dir, struct arena *arena, uint8_t out[32], struct err *err)
{
	const char *path;
	struct str text;
	enum err_code rc = key_path(dir, arena, &path, err);

	if (rc == ERR_NONE)
		rc = file_read(path, KEY_FILE_MAX, arena, &text, err);
	if (rc == ERR_NONE && !gate_key_read(text, out))
		rc = err_set(err, ERR_INVALID,
		    "'%s' is not a key: base64 of 32 bytes in one line", path);
	return rc;
}

enum err_code
gate_cache_pin(const char *dir, const uint8_t key[32], struct err *err)
{
	struct arena arena;
	const char *path;
	struct buf text;
	enum err_code rc;

	arena_init(&arena, 16 << 10);
	buf_init(&text, 64);
	gate_key_write(&text, key);
	buf_add_char(&text, '\n');
	rc = file_make_dir(dir, 0700, err);
	if (rc == ERR_NONE)
		rc = key_path(dir, &arena, &path, err);
	if (rc == ERR_NONE)
		rc = file_write(path, buf_view(&text), 0600, err);
	buf_release(&text);
	arena_release(&arena);
	return rc;
}

/* Addresses are one whatever their case. */
static enum err_code
answer_path(const char *dir, struct str person, struct str system,
    struct arena *arena, const char **out, struct err *err)
{
	char digits[2 * HASH_SIZE + 1];
	uint8_t hash[HASH_SIZE];
	char *lower = arena_cstr(arena, person);
	struct sha256 h;
	struct str path;

	if (lower == NULL)
		return arena_fail(arena, err);
	for (size_t i = 0; i < person.len; i++)
		if (lower[i] >= 'A' && lower[i] <= 'Z')
			lower[i] = (char)(lower[i] - 'A' + 'a');
	sha256_init(&h);
	sha256_add(&h, (struct str){lower, person.len});
	sha256_add(&h, STR("\n"));
	sha256_add(&h, system);
	sha256_end(&h, hash);
	hex_write(digits, hash, sizeof(hash));
	path = arena_strf(arena, "%s/%s.json", dir, digits);
	*out = path.ptr;
	return path.ptr != NULL ? ERR_NONE : arena_fail(arena, err);
}

enum err_code
gate_cache_fits(const struct gate_answer *answer, struct str person,
    struct str system, struct err *err)
{
	if (str_eq_case(answer->person, person) &&
	    str_eq(answer->system, system))
		return ERR_NONE;
	return err_set(err, ERR_INVALID,
	    "the answer is about %.*s and %.*s, which is not what was asked",
	    STR_FMT(str_sub(answer->person, 0, 100)),
	    STR_FMT(str_sub(answer->system, 0, 100)));
}

enum err_code
gate_cache_get(const char *dir, const uint8_t key[32], struct str person,
    struct str system, struct arena *arena, struct gate_answer *out,
    struct err *err)
{
	struct gate_answer answer;
	const char *path;
	struct str text;
	enum err_code rc = answer_path(dir, person, system, arena, &path, err);

	if (rc == ERR_NONE)
		rc = file_read(path, GATE_ANSWER_MAX, arena, &text, err);
	if (rc != ERR_NONE)
		return rc;
	rc = gate_answer_read(text, key, arena, &answer, err);
	if (rc == ERR_NONE)
		rc = gate_cache_fits(&answer, person, system, err);
	if (rc != ERR_NONE)
		return err_prefix(err, "the answer kept in '%s'", path);
	*out = answer;
	return ERR_NONE;
}

enum err_code
gate_cache_put(const char *dir, struct str person, struct str system,
    struct str text, struct arena *arena, struct err *err)
{
	const char *path;
	enum err_code rc = file_make_dir(dir, 0700, err);

	if (rc == ERR_NONE)
		rc = answer_path(dir, person, system, arena, &path, err);
	return rc == ERR_NONE ? file_write(path, text, 0600, err) : rc;
}
