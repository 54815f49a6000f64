#include "base/str.h"

struct str
str_from(const char *text)
{
	return (struct str){text, text != NULL ? strlen(text) : 0};
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static unsigned char
lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool
str_eq_case(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
	    str_eq(str_from_at(s, s.len - suffix.len), suffix);
}

size_t
str_find(struct str s, struct str needle)
{
	const char *at;

	if (needle.len == 0)
		return 0;
	if (s.len == 0)
		return s.len;
	at = memmem(s.ptr, s.len, needle.ptr, needle.len);
	return at != NULL ? (size_t)(at - s.ptr) : s.len;
}

size_t
str_find_char(struct str s, char c)
{
	const char *at = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;

	return at != NULL ? (size_t)(at - s.ptr) : s.len;
}

struct str
str_from_at(struct str s, size_t from)
{
	if (from >= s.len)
		return (struct str){s.ptr != NULL ? s.ptr + s.len : NULL, 0};
	return (struct str){s.ptr + from, s.len - from};
}

struct str
str_sub(struct str s, size_t from, size_t len)
{
	struct str tail = str_from_at(s, from);

	if (tail.len > len)
		tail.len = len;
	return tail;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool
str_cut(struct str *rest, char sep, struct str *head)
{
	size_t at = str_find_char(*rest, sep);

	if (at == rest->len)
		return false;
	*head = str_sub(*rest, 0, at);
	*rest = str_from_at(*rest, at + 1);
	return true;
}

bool
str_cut_line(struct str *rest, struct str *line)
{
	return str_cut(rest, '\n', line);
}

bool
str_next(struct str *rest, char sep, struct str *head)
{
	if (rest->ptr == NULL)
		return false;
	if (str_cut(rest, sep, head))
		return true;
	*head = *rest;
	*rest = STR_NONE;
	return true;
}

bool
str_u64(struct str s, uint64_t *out)
{
	uint64_t n = 0;

	if (s.len == 0 || (s.ptr[0] == '0' && s.len > 1))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned d = (unsigned)(unsigned char)s.ptr[i] - '0';

		if (d > 9 || n > (UINT64_MAX - d) / 10)
			return false;
		n = n * 10 + d;
	}
	*out = n;
	return true;
}

bool
str_i64(struct str s, int64_t *out)
{
	bool minus = s.len > 0 && s.ptr[0] == '-';
	uint64_t n;

	if (!str_u64(minus ? str_from_at(s, 1) : s, &n))
		return false;
	if (n > (uint64_t)INT64_MAX + (minus ? 1 : 0) || (minus && n == 0))
		return false;
	*out = minus ? (int64_t)(0 - n) : (int64_t)n;
	return true;
}

/* Length of the sequence that starts at s[0] with n bytes there, 0 when it
   is none.  The table is RFC 3629, section 4. */
static size_t
utf8_step(const unsigned char *s, size_t n)
{
	size_t len;
	unsigned char lo = 0x80, hi = 0xbf;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (n < len)
		return 0;
	if (s[0] == 0xe0)
		lo = 0xa0;
	else if (s[0] == 0xed)
		hi = 0x9f;
	else if (s[0] == 0xf0)
		lo = 0x90;
	else if (s[0] == 0xf4)
		hi = 0x8f;
	if (s[1] < lo || s[1] > hi)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

bool
str_is_utf8(struct str s)
{
	size_t i = 0, step;

	while (i < s.len) {
		step = utf8_step((const unsigned char *)s.ptr + i, s.len - i);
		if (step == 0)
			return false;
		i += step;
	}
	return true;
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
	return h;
}
