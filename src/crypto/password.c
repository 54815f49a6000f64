#include "crypto/password.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>

#include "base/arena.h"

static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "room for it");

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static unsigned running;

static void
take_turn(void)
{
	pthread_mutex_lock(&lock);
	while (running == PASSWORD_AT_ONCE)
		pthread_cond_wait(&freed, &lock);
	running++;
	pthread_mutex_unlock(&lock);
}

static void
end_turn(void)
{
	pthread_mutex_lock(&lock);
	running--;
	pthread_cond_signal(&freed);
	pthread_mutex_unlock(&lock);
}

static size_t
characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* The few of at least twelve characters that every list begins with; a run
   of one character is as well known. */
static bool
is_common(struct str s)
{
	static const char *const common[] = {"123456789012", "1234567890123",
	    "password1234", "passwordpassword", "qwertyuiop[]", "qwertyuiop123",
	    "administrator", "letmeinletmein", "1q2w3e4r5t6y",
	    "iloveyouiloveyou", "correcthorsebatterystaple",
	    "correct horse battery staple"};
	size_t i;

	for (i = 0; i < NELEM(common); i++)
		if (str_eq_case(s, str_from(common[i])))
			return true;
	for (i = 1; i < s.len && s.ptr[i] == s.ptr[0]; i++)
		;
	return i == s.len;
}

enum err_code
password_check(struct str password, struct err *err)
{
	if (password.len > PASSWORD_MAX)
		return err_set(err, ERR_INVALID,
		    "the password is longer than %d bytes", PASSWORD_MAX);
	if (!str_is_utf8(password) ||
	    str_find_char(password, '\0') != password.len)
		return err_set(
		    err, ERR_INVALID, "the password is not UTF-8 text");
	if (characters(password) < PASSWORD_MIN)
		return err_set(err, ERR_INVALID,
		    "the password is shorter than %d characters", PASSWORD_MIN);
	if (is_common(password))
		return err_set(err, ERR_INVALID,
		    "the password is one that everybody tries first");
	return ERR_NONE;
}

enum err_code
password_hash(struct str password, char out[PASSWORD_HASH_MAX], struct err *err)
{
	int rc;

	take_turn();
	rc = crypto_pwhash_str_alg(out, password.ptr, password.len,
	    PASSWORD_PASSES, PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
	end_turn();
	return rc == 0 ? ERR_NONE : err_nomem(err);
}

/* Of no password: 32 random bytes, hashed once with the parameters above. */
static const char nobody[] =
    "$argon2id$v=19$m=32768,t=3,p=1$AAECAwQFBgcICQoLDA0ODw$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum err_code
password_verify(struct str password, struct str hash, struct err *err)
{
	char text[PASSWORD_HASH_MAX];
	bool real = hash.ptr != NULL && hash.len > 0 &&
	    hash.len < sizeof(text) && password.len <= PASSWORD_MAX;
	int rc;

	memset(text, 0, sizeof(text));
	if (real)
		memcpy(text, hash.ptr, hash.len);
	else
		memcpy(text, nobody, sizeof(nobody));
	take_turn();
	rc = crypto_pwhash_str_verify(text, password.ptr,
	    password.len <= PASSWORD_MAX ? password.len : PASSWORD_MAX);
	end_turn();
	return rc == 0 && real
	    ? ERR_NONE
	    : err_set(err, ERR_DENIED, "the password is another");
}

bool
password_outdated(struct str hash)
{
	char text[PASSWORD_HASH_MAX] = {0};

	if (hash.len >= sizeof(text))
		return true;
	if (hash.len > 0)
		memcpy(text, hash.ptr, hash.len);
	return crypto_pwhash_str_needs_rehash(
		   text, PASSWORD_PASSES, PASSWORD_MEMORY) != 0;
}
