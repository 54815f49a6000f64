#include "learn/review_link.h"

#include <stdio.h>

#include "base/clock.h"
#include "codec/base64.h"
#include "crypto/hash.h"
#include "crypto/mac.h"

#define PURPOSE  "review link"
#define SIGNED   26 /* bytes before the tag */
#define BYTES    (SIGNED + MAC_SIZE)
#define ENDS_MAX (INT64_C(10413792000)) /* the year 2300, in seconds */

static struct mac_keys keys;

enum err_code
review_link_open(const char *keys_dir, struct err *err)
{
	struct mac_keys read;
	char path[4096];
	enum err_code rc;

	if (snprintf(path, sizeof(path), "%s/link.mac", keys_dir) >=
	    (int)sizeof(path))
		return err_set(err, ERR_LIMIT, "the keys' path is too long");
	rc = mac_keys_read(path, &read, err);
	if (rc == ERR_NONE)
		keys = read;
	crypto_wipe(&read, sizeof(read));
	return rc;
}

static void
put(uint8_t *to, unsigned bytes, uint64_t n)
{
	for (unsigned i = 0; i < bytes; i++)
		to[i] = (uint8_t)(n >> 8 * (bytes - 1 - i));
}

static uint64_t
get(const uint8_t *from, unsigned bytes)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < bytes; i++)
		n = n << 8 | from[i];
	return n;
}

/* All but the version, which the tag is made with and which it proves. */
static struct str
message(const struct review_link *link, uint8_t room[22])
{
	room[0] = (uint8_t)link->kind;
	memcpy(room + 1, link->id.bytes, ID_SIZE);
	put(room + 17, 5, (uint64_t)(link->ends / CLOCK_SECOND));
	return (struct str){(const char *)room, 22};
}

enum err_code
review_link_write(const struct review_link *link, struct arena *arena,
    struct str *out, struct err *err)
{
	uint8_t b[BYTES], room[22];
	uint32_t version;
	struct buf text;
	struct str made;

	if (keys.n == 0)
		return err_set(
		    err, ERR_UNSUPPORTED, "there is no key to make links with");
	if (link->ends < 0 || link->ends / CLOCK_SECOND > ENDS_MAX)
		return err_set(
		    err, ERR_INVALID, "the link's end is out of range");
	mac_make(&keys, PURPOSE, message(link, room), &version, b + SIGNED);
	b[0] = room[0];
	put(b + 1, 4, version);
	memcpy(b + 5, room + 1, 21);
	buf_init(&text, 256);
	base64url_encode(&text, b, sizeof(b));
	made = arena_buf(arena, &text);
	buf_release(&text);
	if (made.ptr == NULL)
		return arena_fail(arena, err);
	*out = made;
	return ERR_NONE;
}

bool
review_link_read(struct str token, struct review_link *out)
{
	struct review_link link;
	uint8_t b[BYTES], room[22];
	uint64_t ends;

	if (token.len != REVIEW_LINK_LEN ||
	    !base64url_decode(token, b, sizeof(b)))
		return false;
	ends = get(b + 21, 5);
	if ((b[0] != REVIEW_LINK_QUESTION && b[0] != REVIEW_LINK_NO_MAIL) ||
	    ends > ENDS_MAX)
		return false;
	link.kind = (enum review_link_kind)b[0];
	memcpy(link.id.bytes, b + 5, ID_SIZE);
	link.ends = (int64_t)ends * CLOCK_SECOND;
	if (!mac_check(&keys, PURPOSE, message(&link, room),
		(uint32_t)get(b + 1, 4), b + SIGNED))
		return false;
	*out = link;
	return true;
}
