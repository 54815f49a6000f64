#include "people/limit.h"

#include <inttypes.h>

#include <arpa/inet.h>
#include <stdio.h>

#include "base/clock.h"
#include "crypto/hash.h"
#include "sql/account.h"

#define MINUTE  (INT64_C(60) * CLOCK_SECOND)
#define KEY_MAX 96

static const struct {
	const char *name;
	int64_t count, window;
} limits[] = {
    [LIMIT_ACCOUNT] = {"account", 10, 15 * MINUTE},
    [LIMIT_ADDRESS] = {"address", 100, 15 * MINUTE},
    [LIMIT_SECOND] = {"second", 10, 15 * MINUTE},
    [LIMIT_RESET] = {"reset", 3, 60 * MINUTE},
    [LIMIT_CONCERN] = {"concern", 20, 60 * MINUTE},
    [LIMIT_UNNAMED] = {"unnamed", 60, 60 * MINUTE},
};

/* Whoever has one IPv6 address has all of its /64. */
static struct str
network(struct str address, char out[INET6_ADDRSTRLEN])
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr six;

	if (address.len >= sizeof(text))
		return address;
	memcpy(text, address.ptr, address.len);
	text[address.len] = '\0';
	if (inet_pton(AF_INET6, text, &six) != 1)
		return address;
	memset(&six.s6_addr[8], 0, 8);
	inet_ntop(AF_INET6, &six, out, INET6_ADDRSTRLEN);
	return str_from(out);
}

/* Of a fixed length, and no list of who was attacked. */
static struct str
key_of(enum limit_kind kind, struct str subject, char out[KEY_MAX])
{
	char six[INET6_ADDRSTRLEN];
	uint8_t hash[HASH_SIZE];
	int n;

	if (kind == LIMIT_ADDRESS)
		subject = network(subject, six);
	sha256(subject, hash);
	n = snprintf(out, KEY_MAX, "%s:", limits[kind].name);
	for (size_t i = 0; i < 16; i++)
		n += snprintf(out + n, KEY_MAX - (size_t)n, "%02x", hash[i]);
	return str_from(out);
}

enum err_code
limit_count(
    struct db *db, enum limit_kind kind, struct str subject, struct err *err)
{
	struct sql_try_add_row row;
	int64_t now = clock_now();
	char key[KEY_MAX];
	enum err_code rc;

	rc = sql_try_add(db, NULL,
	    &(struct sql_try_add_in){.key = key_of(kind, subject, key),
		.now = now,
		.window = now - limits[kind].window},
	    &row, err);
	if (rc == ERR_NONE && row.count > limits[kind].count)
		return err_set(err, ERR_LIMIT,
		    "too many tries: wait %lld minutes",
		    (long long)((row.since + limits[kind].window - now +
				    MINUTE - 1) /
			MINUTE));
	return rc;
}

enum err_code
limit_clear(
    struct db *db, enum limit_kind kind, struct str subject, struct err *err)
{
	char key[KEY_MAX];

	return sql_try_clear(db,
	    &(struct sql_try_clear_in){.key = key_of(kind, subject, key)}, NULL,
	    err);
}
