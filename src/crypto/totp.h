#ifndef CRYPTO_TOTP_H
#define CRYPTO_TOTP_H

#include "base/buf.h"

/*
 * RFC 6238 with what every authenticator program takes: HMAC-SHA-1, 30
 * seconds, six digits.
 */
#define TOTP_SECRET      20
#define TOTP_SECRET_TEXT 32 /* in base32 */
#define TOTP_DIGITS      6
#define TOTP_STEP        30

void totp_code(
    const uint8_t *secret, size_t len, int64_t step, char out[TOTP_DIGITS + 1]);

/*
 * The step whose code it is: of now, the one before or the one after.  The
 * caller stores it and gives it as last the next time, for a code is good
 * once.  False for any other code.
 */
bool totp_verify(const uint8_t *secret, size_t len, struct str code,
    int64_t now, int64_t last, int64_t *step);

/* RFC 4648 base32 without padding, for the person who types it. */
void totp_secret_write(
    const uint8_t secret[TOTP_SECRET], char out[TOTP_SECRET_TEXT + 1]);

/* otpauth://totp/... for the QR code; names are percent-encoded. */
void totp_url(struct buf *out, const uint8_t secret[TOTP_SECRET],
    struct str issuer, struct str account);

#endif
