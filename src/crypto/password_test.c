#include "crypto/password.h"

#include "base/test.h"

static void
a_password_verifies_against_its_hash_only(void)
{
	char hash[PASSWORD_HASH_MAX], again[PASSWORD_HASH_MAX];
	struct str right = STR("a long enough one");
	struct err err;

	CHECK_OK(password_hash(right, hash, &err), &err);
	CHECK(
	    str_starts(str_from(hash), STR("$argon2id$v=19$m=32768,t=3,p=1$")));
	CHECK_OK(password_verify(right, str_from(hash), &err), &err);
	CHECK(password_verify(STR("another"), str_from(hash), &err) ==
	    ERR_DENIED);
	CHECK(password_verify(STR(""), str_from(hash), &err) == ERR_DENIED);
	CHECK(password_verify(right, STR_NONE, &err) == ERR_DENIED);
	CHECK(password_verify(right, STR("$argon2id$"), &err) == ERR_DENIED);
	CHECK_OK(password_hash(right, again, &err), &err);
	CHECK(strcmp(hash, again) != 0);
	CHECK(!password_outdated(str_from(hash)));
	CHECK(password_outdated(
	    STR("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$x")));
}

static void
a_bad_password_is_refused_with_the_reason(void)
{
	static const struct {
		struct str in;
		const char *why;
	} bad[] = {
	    {STR_INIT(""), "the password is shorter than 12 characters"},
	    {STR_INIT("elevenchars"),
		"the password is shorter than 12 characters"},
	    {STR_INIT("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"),
		"the password is shorter than 12 characters"},
	    {STR_INIT("aaaaaaaaaaaaaaaa"),
		"the password is one that everybody tries first"},
	    {STR_INIT("PasswordPassword"),
		"the password is one that everybody tries first"},
	    {STR_INIT("aaaaaaaaaaaaaaaa\xff"),
		"the password is not UTF-8 text"},
	    {STR_INIT("some\0where else"), "the password is not UTF-8 text"},
	};
	struct err err;

	for (size_t i = 0; i < NELEM(bad); i++) {
		CHECK(password_check(bad[i].in, &err) == ERR_INVALID);
		CHECK_STR(str_from(err.text), str_from(bad[i].why));
	}
	CHECK_OK(password_check(STR("twelve chars"), &err), &err);
}

TEST_MAIN(T(a_password_verifies_against_its_hash_only),
    T(a_bad_password_is_refused_with_the_reason))
