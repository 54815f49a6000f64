#include "http/hook.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "codec/hex.h"
#include "crypto/hash.h"
#include "http/client.h"

#define MEMORY     ((size_t)256 << 10)
#define ANSWER_MAX ((size_t)64 << 10)
#define PATIENCE_S 15
#define URL_MAX    2000
#define SECRET_MIN 16

/* http://127.0.0.1:9000/x: whatever is there is on this machine. */
static bool
is_loopback(struct str rest)
{
	static const struct str hosts[] = {
	    STR_INIT("127.0.0.1"), STR_INIT("localhost"), STR_INIT("[::1]")};

	for (size_t i = 0; i < NELEM(hosts); i++) {
		struct str after = str_from_at(rest, hosts[i].len);

		if (str_starts(rest, hosts[i]) &&
		    (after.len == 0 || after.ptr[0] == ':' ||
			after.ptr[0] == '/'))
			return true;
	}
	return false;
}

/* No user or password: what comes before an @ is easily taken for the host. */
static bool
url_ok(struct str url)
{
	struct str rest = url, host;

	if (url.len == 0 || url.len > URL_MAX)
		return false;
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] <= ' ' || url.ptr[i] > '~' ||
		    strchr("\\\"<>^`{|}", url.ptr[i]))
			return false;
	if (str_starts(url, STR("https://")))
		rest = str_from_at(url, 8);
	else if (str_starts(url, STR("http://")) &&
	    is_loopback(str_from_at(url, 7)))
		rest = str_from_at(url, 7);
	else
		return false;
	host = rest;
	for (size_t i = 0; i < rest.len; i++)
		if (strchr("/?#", rest.ptr[i])) {
			host = str_sub(rest, 0, i);
			break;
		}
	return host.len > 0 && str_find_char(host, '@') == host.len;
}

enum err_code
hook_read(struct str url, struct str secret, struct arena *arena,
    struct hook *out, struct err *err)
{
	struct hook hook = {0};

	if (!url_ok(url))
		return err_set(err, ERR_INVALID,
		    "the address is not https://host/path, nor http:// of "
		    "this machine itself");
	if (secret.len > 0 && secret.len < SECRET_MIN)
		return err_set(err, ERR_INVALID,
		    "the secret is shorter than %d characters", SECRET_MIN);
	hook.url = arena_cstr(arena, url);
	hook.secret = secret.len > 0 ? arena_str(arena, secret) : STR_NONE;
	if (hook.url == NULL || (secret.len > 0 && hook.secret.ptr == NULL))
		return arena_fail(arena, err);
	*out = hook;
	return ERR_NONE;
}

static struct str
signature(const struct hook *hook, struct str json, struct str stamp,
    struct arena *arena)
{
	struct str text =
	    arena_strf(arena, "%.*s.%.*s", STR_FMT(stamp), STR_FMT(json));
	uint8_t mac[HASH_SIZE];
	char hex[2 * HASH_SIZE + 1];

	if (text.ptr == NULL)
		return STR_NONE;
	hmac_sha256(hook->secret, text, mac);
	hex_write(hex, mac, sizeof(mac));
	return arena_strf(arena, "X-Assay-Signature: sha256=%s", hex);
}

static enum err_code
judge(unsigned status, struct err *err)
{
	bool later =
	    status == 408 || status == 425 || status == 429 || status >= 500;

	if (status >= 200 && status < 300)
		return ERR_NONE;
	return err_set(err, later ? ERR_IO : ERR_INVALID,
	    "the other side answered %u", status);
}

static enum err_code
post(const struct hook *hook, struct str json, int64_t now, struct arena *arena,
    struct err *err)
{
	struct str stamp = arena_strf(arena, "%" PRId64, now / CLOCK_SECOND);
	struct str stamp_line =
	    arena_strf(arena, "X-Assay-Timestamp: %.*s", STR_FMT(stamp));
	struct str signed_line = hook->secret.len > 0
	    ? signature(hook, json, stamp, arena)
	    : STR_NONE;
	const char *headers[] = {"Content-Type: application/json",
	    stamp_line.ptr, signed_line.ptr, NULL};
	struct http_call call = {.url = hook->url,
	    .headers = headers,
	    .body_fd = -1,
	    .body = json,
	    .body_size = json.len,
	    .patience_s = PATIENCE_S,
	    .answer_max = ANSWER_MAX};
	struct http_answer answer;
	enum err_code rc;

	if (stamp_line.ptr == NULL ||
	    (hook->secret.len > 0 && signed_line.ptr == NULL))
		return arena_fail(arena, err);
	rc = http_client_post(&call, arena, &answer, err);
	/* the text would name the address, which often is the secret */
	if (rc == ERR_IO)
		return err_set(err, ERR_IO, "the other side cannot be reached");
	return rc == ERR_NONE ? judge(answer.status, err) : rc;
}

enum err_code
hook_post(
    const struct hook *hook, struct str json, int64_t now, struct err *err)
{
	struct arena arena;
	enum err_code rc;

	arena_init(&arena, MEMORY);
	rc = post(hook, json, now, &arena, err);
	arena_release(&arena);
	return rc;
}
