#include "people/second.h"

#include <stdio.h>

#include "base/clock.h"
#include "crypto/hash.h"
#include "crypto/mac.h"
#include "crypto/secretbox.h"
#include "crypto/totp.h"
#include "people/organisation.h"
#include "sql/account.h"

#define CODE_LEN 14 /* "abcd-efgh-jkmn": 60 bits */

static uint8_t seal_key[SECRETBOX_KEY];
static bool have_key;

void
second_set_key(const uint8_t key[32])
{
	memcpy(seal_key, key, sizeof(seal_key));
	have_key = true;
}

enum err_code
second_open(const char *keys_dir, struct err *err)
{
	struct mac_keys keys;
	uint8_t key[32];
	char path[4096];
	enum err_code rc;

	if (snprintf(path, sizeof(path), "%s/second.mac", keys_dir) >=
	    (int)sizeof(path))
		return err_set(err, ERR_LIMIT, "the keys' path is too long");
	rc = mac_keys_read(path, &keys, err);
	if (rc != ERR_NONE)
		return rc;
	if (!mac_derive(&keys, "second factor", keys.v[0].version, key))
		return err_set(err, ERR_CORRUPT, "'%s' holds no key", path);
	second_set_key(key);
	crypto_wipe(key, sizeof(key));
	crypto_wipe(&keys, sizeof(keys));
	return ERR_NONE;
}

static enum err_code
account(struct db *db, struct arena *arena, struct id person,
    struct sql_account_get_row *out, struct err *err)
{
	bool found = false;
	enum err_code rc;

	if (!have_key)
		return err_set(err, ERR_UNSUPPORTED,
		    "there is no key to seal second factors with");
	rc = sql_account_get(db, arena,
	    &(struct sql_account_get_in){.person = person}, &found, out, err);
	if (rc == ERR_NONE && (!found || out->closed))
		return err_set(err, ERR_NOT_FOUND, "there is no such person");
	return rc;
}

static enum err_code
keep_secret(
    struct db *db, struct id person, const uint8_t *secret, struct err *err)
{
	struct buf box;
	enum err_code rc;

	buf_init(&box, 1024);
	secretbox_seal(
	    &box, seal_key, (struct str){(const char *)secret, TOTP_SECRET});
	rc = buf_finish(&box, err);
	if (rc == ERR_NONE)
		rc = sql_account_totp_offer(db,
		    &(struct sql_account_totp_offer_in){
			.person = person, .totp = buf_view(&box)},
		    NULL, err);
	buf_release(&box);
	return rc;
}

enum err_code
second_offer(struct db *db, struct arena *arena, struct id person,
    struct second_offer *out, struct err *err)
{
	struct organisation org = {.name = STR("assay")};
	struct sql_account_get_row a;
	uint8_t secret[TOTP_SECRET];
	char text[TOTP_SECRET_TEXT + 1];
	struct second_offer made;
	struct buf url;
	bool found;
	enum err_code rc;

	rc = account(db, arena, person, &a, err);
	if (rc == ERR_NONE && a.totp_on)
		return err_set(err, ERR_CONFLICT,
		    "the second factor is on already: switch it off first");
	if (rc == ERR_NONE)
		rc = organisation_get(db, arena, &found, &org, err);
	if (rc != ERR_NONE)
		return rc;
	random_bytes(secret, sizeof(secret));
	rc = keep_secret(db, person, secret, err);
	buf_init(&url, 4096);
	totp_url(&url, secret, org.name, a.email);
	totp_secret_write(secret, text);
	made.secret = arena_str(arena, str_from(text));
	made.url = arena_buf(arena, &url);
	crypto_wipe(secret, sizeof(secret));
	if (rc == ERR_NONE)
		rc = buf_finish(&url, err);
	buf_release(&url);
	if (rc != ERR_NONE)
		return rc;
	if (made.secret.ptr == NULL || made.url.ptr == NULL)
		return arena_fail(arena, err);
	*out = made;
	return ERR_NONE;
}

/* Right at most once: the step is taken in the same statement that looks. */
static enum err_code
check_totp(struct db *db, struct id person, const struct sql_account_get_row *a,
    struct str code, bool *right, struct err *err)
{
	uint8_t secret[TOTP_SECRET];
	uint64_t changed = 0;
	int64_t step;
	bool fits;
	enum err_code rc;

	*right = false;
	if (a->totp.len != TOTP_SECRET + SECRETBOX_EXTRA)
		return ERR_NONE;
	if (!secretbox_open(seal_key, a->totp, secret))
		return err_set(err, ERR_CORRUPT,
		    "a second factor was sealed with another key");
	fits = totp_verify(
	    secret, sizeof(secret), code, clock_now(), a->totp_last, &step);
	crypto_wipe(secret, sizeof(secret));
	if (!fits)
		return ERR_NONE;
	rc = sql_account_totp_used(db,
	    &(struct sql_account_totp_used_in){.person = person, .step = step},
	    &changed, err);
	*right = rc == ERR_NONE && changed == 1;
	return rc;
}

static void
new_code(char out[CODE_LEN + 1])
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789a";
	uint8_t random[CODE_LEN];

	random_bytes(random, sizeof(random));
	for (size_t i = 0; i < CODE_LEN; i++)
		out[i] = i % 5 == 4 ? '-' : letters[random[i] & 31];
	out[CODE_LEN] = '\0';
}

static enum err_code
make_codes(struct db *db, struct arena *arena, struct id person,
    struct second_codes *out, struct err *err)
{
	enum err_code rc;

	rc = sql_recovery_clear(
	    db, &(struct sql_recovery_clear_in){.person = person}, NULL, err);
	for (size_t i = 0; rc == ERR_NONE && i < SECOND_CODES; i++) {
		char text[CODE_LEN + 1];
		uint8_t hash[HASH_SIZE];

		new_code(text);
		sha256(str_from(text), hash);
		out->v[i] = arena_str(arena, str_from(text));
		if (out->v[i].ptr == NULL)
			return arena_fail(arena, err);
		rc = sql_recovery_add(db,
		    &(struct sql_recovery_add_in){
			.person = person, .hash = {(char *)hash, HASH_SIZE}},
		    NULL, err);
	}
	return rc;
}

enum err_code
second_confirm(struct db *db, struct arena *arena, struct id person,
    struct str code, struct second_codes *out, struct err *err)
{
	struct sql_account_get_row a;
	struct second_codes made;
	bool right = false;
	enum err_code rc;

	rc = account(db, arena, person, &a, err);
	if (rc == ERR_NONE && a.totp_on)
		return err_set(
		    err, ERR_CONFLICT, "the second factor is on already");
	if (rc == ERR_NONE)
		rc = check_totp(db, person, &a, str_trim(code), &right, err);
	if (rc == ERR_NONE && !right)
		return err_set(err, ERR_DENIED,
		    "that code does not fit: is the clock of the phone right?");
	if (rc == ERR_NONE)
		rc = sql_account_totp_on(db,
		    &(struct sql_account_totp_on_in){.person = person}, NULL,
		    err);
	if (rc == ERR_NONE)
		rc = make_codes(db, arena, person, &made, err);
	if (rc == ERR_NONE)
		*out = made;
	return rc;
}

enum err_code
second_is_on(struct db *db, struct id person, bool *out, struct err *err)
{
	struct sql_account_get_row a;
	struct arena arena;
	bool found = false;
	enum err_code rc;

	arena_init(&arena, 64 << 10);
	rc = sql_account_get(db, &arena,
	    &(struct sql_account_get_in){.person = person}, &found, &a, err);
	if (rc == ERR_NONE)
		*out = found && a.totp_on;
	arena_release(&arena);
	return rc;
}

static enum err_code
check_recovery(struct db *db, struct id person, struct str code, bool *right,
    struct err *err)
{
	uint8_t hash[HASH_SIZE];
	uint64_t changed = 0;
	enum err_code rc;

	sha256(code, hash);
	rc = sql_recovery_use(db,
	    &(struct sql_recovery_use_in){.person = person,
		.hash = {(char *)hash, HASH_SIZE},
		.now = clock_now()},
	    &changed, err);
	*right = rc == ERR_NONE && changed == 1;
	return rc;
}

enum err_code
second_check(struct db *db, struct id person, struct str code, bool *right,
    struct err *err)
{
	struct str plain = str_trim(code);
	struct sql_account_get_row a;
	struct arena arena;
	enum err_code rc;

	*right = false;
	arena_init(&arena, 64 << 10);
	rc = account(db, &arena, person, &a, err);
	if (rc == ERR_NONE && a.totp_on && plain.len == CODE_LEN)
		rc = check_recovery(db, person, plain, right, err);
	else if (rc == ERR_NONE && a.totp_on)
		rc = check_totp(db, person, &a, plain, right, err);
	arena_release(&arena);
	return rc;
}

enum err_code
second_off(struct db *db, struct id person, struct err *err)
{
	enum err_code rc;

	rc = sql_account_totp_off(
	    db, &(struct sql_account_totp_off_in){.person = person}, NULL, err);
	if (rc == ERR_NONE)
		rc = sql_recovery_clear(db,
		    &(struct sql_recovery_clear_in){.person = person}, NULL,
		    err);
	return rc;
}
