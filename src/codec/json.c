#include "codec/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

/* Inside an object or list, and not its first; after a name never. */
static void
begin(struct buf *out, const char *name)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '\n';

	if (last != '{' && last != '[' && last != ':' && last != '\n')
		buf_add_char(out, ',');
	if (name != NULL) {
		buf_add_char(out, '"');
		buf_add(out, str_from(name));
		buf_add(out, STR("\":"));
	}
}

void
json_open(struct buf *out)
{
	json_open_in(out, NULL);
}

void
json_open_in(struct buf *out, const char *name)
{
	begin(out, name);
	buf_add_char(out, '{');
}

void
json_close(struct buf *out)
{
	buf_add_char(out, '}');
}

void
json_list(struct buf *out, const char *name)
{
	begin(out, name);
	buf_add_char(out, '[');
}

void
json_list_end(struct buf *out)
{
	buf_add_char(out, ']');
}

static bool
plain(unsigned char c)
{
	return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
}

static void
escape(struct buf *out, unsigned char c)
{
	static const char short_from[] = "\b\t\n\f\r\"\\";
	static const char short_to[] = "btnfr\"\\";
	const char *at = c != '\0' ? strchr(short_from, c) : NULL;

	if (at != NULL) {
		char two[2] = {'\\', short_to[at - short_from]};

		buf_add(out, (struct str){two, 2});
	} else {
		buf_addf(out, "\\u%04x", c);
	}
}

/* The bytes of the character at s[0], 0 when they are none. */
static size_t
character(struct str s)
{
	for (size_t n = 2; n <= 4 && n <= s.len; n++)
		if (str_is_utf8(str_sub(s, 0, n)))
			return n;
	return 0;
}

void
json_quote(struct buf *out, struct str s)
{
	buf_add_char(out, '"');
	while (s.len > 0) {
		size_t n = 0;

		while (n < s.len && plain((unsigned char)s.ptr[n]))
			n++;
		if (n == 0 && (unsigned char)s.ptr[0] >= 0x80)
			n = character(s);
		if (n > 0) {
			buf_add(out, str_sub(s, 0, n));
			s = str_from_at(s, n);
			continue;
		}
		if ((unsigned char)s.ptr[0] >= 0x80)
			buf_add(out, STR("\xef\xbf\xbd"));
		else
			escape(out, (unsigned char)s.ptr[0]);
		s = str_from_at(s, 1);
	}
	buf_add_char(out, '"');
}

void
json_str(struct buf *out, const char *name, struct str text)
{
	begin(out, name);
	if (text.ptr == NULL)
		buf_add(out, STR("null"));
	else
		json_quote(out, text);
}

void
json_u64(struct buf *out, const char *name, uint64_t n)
{
	begin(out, name);
	buf_addf(out, "%" PRIu64, n);
}

void
json_i64(struct buf *out, const char *name, int64_t n)
{
	begin(out, name);
	buf_addf(out, "%" PRId64, n);
}

void
json_flag(struct buf *out, const char *name, bool flag)
{
	begin(out, name);
	buf_add(out, flag ? STR("true") : STR("false"));
}

void
json_none(struct buf *out, const char *name)
{
	begin(out, name);
	buf_add(out, STR("null"));
}

void
json_real(struct buf *out, const char *name, double n)
{
	char text[32];

	if (!isfinite(n)) {
		json_none(out, name);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, n);
		if (strtod(text, NULL) == n)
			break;
	}
	json_raw(out, name, str_from(text));
}

void
json_id(struct buf *out, const char *name, struct id id)
{
	char text[ID_TEXT_LEN + 1];

	id_write(id, text);
	json_str(out, name, id_is_none(id) ? STR_NONE : str_from(text));
}

void
json_time(struct buf *out, const char *name, int64_t at)
{
	char text[CLOCK_TEXT_LEN + 1];

	clock_write(at, text);
	json_str(out, name, at == 0 ? STR_NONE : str_from(text));
}

void
json_raw(struct buf *out, const char *name, struct str json)
{
	begin(out, name);
	buf_add(out, json);
}

void
json_name(struct buf *out, struct str name)
{
	begin(out, NULL);
	json_quote(out, name);
	buf_add_char(out, ':');
}
