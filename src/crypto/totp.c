#include "crypto/totp.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>

#include "base/clock.h"
#include "crypto/hash.h"

/* RFC 4226, 5.3 */
void
totp_code(
    const uint8_t *secret, size_t len, int64_t step, char out[TOTP_DIGITS + 1])
{
	uint8_t counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned n = 0, at;
	uint32_t v;

	for (int i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (8 * (7 - i)));
	if (HMAC(EVP_sha1(), secret, (int)len, counter, 8, mac, &n) == NULL)
		n = 0;
	assert(n == 20);
	at = mac[19] & 15;
	v = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
	    (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	snprintf(out, TOTP_DIGITS + 1, "%06u", v % 1000000u);
}

bool
totp_verify(const uint8_t *secret, size_t len, struct str code, int64_t now,
    int64_t last, int64_t *step)
{
	int64_t at = now / CLOCK_SECOND / TOTP_STEP;
	int64_t found = -1;
	char want[TOTP_DIGITS + 1];

	if (code.len != TOTP_DIGITS)
		return false;
	for (int64_t s = at - 1; s <= at + 1; s++) {
		totp_code(secret, len, s, want);
		if (s > last && crypto_equal(want, code.ptr, TOTP_DIGITS))
			found = s;
	}
	if (found < 0)
		return false;
	*step = found;
	return true;
}

void
totp_secret_write(
    const uint8_t secret[TOTP_SECRET], char out[TOTP_SECRET_TEXT + 1])
{
	static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (size_t i = 0; i < TOTP_SECRET_TEXT; i++) {
		size_t bit = i * 5, byte = bit / 8;
		unsigned two = (unsigned)secret[byte] << 8 |
		    (byte + 1 < TOTP_SECRET ? secret[byte + 1] : 0);

		out[i] = abc[two >> (11 - bit % 8) & 31];
	}
	out[TOTP_SECRET_TEXT] = '\0';
}

static void
percent(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';

		if (plain)
			buf_add_char(out, (char)c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

void
totp_url(struct buf *out, const uint8_t secret[TOTP_SECRET], struct str issuer,
    struct str account)
{
	char text[TOTP_SECRET_TEXT + 1];

	totp_secret_write(secret, text);
	buf_add(out, STR("otpauth://totp/"));
	percent(out, issuer);
	buf_add(out, STR(":"));
	percent(out, account);
	buf_addf(out, "?secret=%s&issuer=", text);
	percent(out, issuer);
	crypto_wipe(text, sizeof(text));
}
