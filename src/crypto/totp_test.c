#include "crypto/totp.h"

#include "base/clock.h"
#include "base/test.h"

static const uint8_t *const secret = (const uint8_t *)"12345678901234567890";

/* RFC 6238, appendix B, the SHA-1 rows; the last six of their eight digits. */
static void
the_vectors_of_rfc_6238_pass(void)
{
	static const struct {
		int64_t seconds;
		const char *code;
	} rows[] = {{59, "287082"}, {1111111109, "081804"},
	    {1111111111, "050471"}, {1234567890, "005924"},
	    {2000000000, "279037"}, {20000000000, "353130"}};

	for (size_t i = 0; i < NELEM(rows); i++) {
		char out[TOTP_DIGITS + 1];
		int64_t step;

		totp_code(secret, 20, rows[i].seconds / TOTP_STEP, out);
		CHECK_STR(str_from(out), str_from(rows[i].code));
		CHECK(totp_verify(secret, 20, str_from(out),
		    rows[i].seconds * CLOCK_SECOND, 0, &step));
		CHECK(step == rows[i].seconds / TOTP_STEP);
	}
}

static void
a_code_is_good_once_and_a_step_around_now(void)
{
	int64_t now = 1111111111 * CLOCK_SECOND, step = 0, again;
	struct str code = STR("050471");

	CHECK(totp_verify(secret, 20, code, now, 0, &step));
	CHECK(!totp_verify(secret, 20, code, now, step, &again));
	CHECK(totp_verify(secret, 20, code, now + 30 * CLOCK_SECOND, 0, &step));
	CHECK(totp_verify(secret, 20, code, now - 30 * CLOCK_SECOND, 0, &step));
	CHECK(
	    !totp_verify(secret, 20, code, now + 60 * CLOCK_SECOND, 0, &step));
	CHECK(
	    !totp_verify(secret, 20, code, now - 61 * CLOCK_SECOND, 0, &step));
	CHECK(!totp_verify(secret, 20, STR("05047"), now, 0, &step));
	CHECK(!totp_verify(secret, 20, STR("050472"), now, 0, &step));
	CHECK(!totp_verify(secret, 20, STR(""), now, 0, &step));
}

static void
the_address_for_the_qr_code_is_escaped(void)
{
	struct buf b;

	buf_init(&b, 512);
	totp_url(&b, secret, STR("A & B"), STR("x@y.z"));
	CHECK_STR(buf_view(&b),
	    STR("otpauth://totp/A%20%26%20B:x%40y.z"
		"?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20%26%20B"));
	buf_release(&b);
}

TEST_MAIN(T(the_vectors_of_rfc_6238_pass),
    T(a_code_is_good_once_and_a_step_around_now),
    T(the_address_for_the_qr_code_is_escaped))
