#include "policy/concern_mail_part.h"

static int
digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void
message_base64(struct str text, struct buf *out)
{
	unsigned bits = 0, have = 0;

	for (size_t i = 0; i < text.len && text.ptr[i] != '='; i++) {
		int d = digit64(text.ptr[i]);

		if (d < 0)
			continue;
		bits = (bits << 6 | (unsigned)d) & 0xffffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_add_char(out, (char)(bits >> have & 0xff));
		}
	}
}

static int
digit16(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* How long a soft line break at i is; 0: none. */
static size_t
soft_break(struct str s, size_t i)
{
	size_t k = i + 1;

	while (k < s.len && (s.ptr[k] == ' ' || s.ptr[k] == '\t'))
		k++;
	if (k < s.len && s.ptr[k] == '\r')
		k++;
	return k < s.len && s.ptr[k] == '\n' ? k + 1 - i : 0;
}

void
concern_mail_quoted(struct str s, bool header, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		int high = -1, low = -1;
		size_t soft;

		if (header && s.ptr[i] == '_') {
			buf_add_char(out, ' ');
			continue;
		}
		if (s.ptr[i] != '=') {
			buf_add_char(out, s.ptr[i]);
			continue;
		}
		if (i + 2 < s.len) {
			high = digit16(s.ptr[i + 1]);
			low = digit16(s.ptr[i + 2]);
		}
		soft = header ? 0 : soft_break(s, i);
		if (high >= 0 && low >= 0) {
			buf_add_char(out, (char)(high << 4 | low));
			i += 2;
		} else if (soft > 0) {
			i += soft - 1;
		} else {
			buf_add_char(out, '=');
		}
	}
}

/* --- characters ------------------------------------------------------- */

static void
put_char(unsigned c, struct buf *out)
{
	if (c == '\r' || c == 0x7f || (c < ' ' && c != '\n' && c != '\t'))
		return; /* lines end in LF, and nothing steers a terminal */
	if (c < 0x80) {
		buf_add_char(out, (char)c);
	} else if (c < 0x800) {
		buf_add_char(out, (char)(0xc0 | c >> 6));
		buf_add_char(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_add_char(out, (char)(0xe0 | c >> 12));
		buf_add_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_add_char(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* What Windows has where ISO 8859-1 has controls; 0: nothing. */
static const uint16_t windows[32] = {0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026,
    0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018,
    0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
    0x203a, 0x153, 0, 0x17e, 0x178};

static void
from_latin(struct str bytes, struct buf *out)
{
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned c = (unsigned char)bytes.ptr[i];

		if (c >= 0x80 && c < 0xa0)
			c = windows[c - 0x80] ? windows[c - 0x80] : 0xfffd;
		put_char(c, out);
	}
}

/* The bytes of the UTF-8 character at i; 0: it is none, or C1. */
static size_t
character(struct str s, size_t i)
{
	for (size_t n = 1; n <= 4 && i + n <= s.len; n++)
		if (str_is_utf8(str_sub(s, i, n)))
			return n == 2 && (unsigned char)s.ptr[i] == 0xc2 &&
				(unsigned char)s.ptr[i + 1] < 0xa0
			    ? 0
			    : n;
	return 0;
}

static void
from_utf8(struct str bytes, struct buf *out)
{
	for (size_t i = 0, n; i<bytes.len; i += n> 0 ? n : 1) {
		n = character(bytes, i);
		if (n == 0)
			put_char(0xfffd, out);
		else if (n == 1)
			put_char((unsigned char)bytes.ptr[i], out);
		else
			buf_add(out, str_sub(bytes, i, n));
	}
}

bool
concern_mail_charset(struct str name, struct str bytes, struct buf *out)
{
	static const char *const latin[] = {"iso-8859-1", "iso8859-1", "latin1",
	    "windows-1252", "cp1252", "iso-8859-15"};

	if (name.len == 0 || str_eq_case(name, STR("utf-8")) ||
	    str_eq_case(name, STR("utf8")) ||
	    str_eq_case(name, STR("us-ascii"))) {
		from_utf8(bytes, out);
		return true;
	}
	for (size_t i = 0; i < NELEM(latin); i++)
		if (str_eq_case(name, str_from(latin[i]))) {
			from_latin(bytes, out);
			return true;
		}
	return false;
}

/* --- encoded words ---------------------------------------------------- */

/* "=?utf-8?q?caf=C3=A9?=" at i: its length, and what it says; 0: none. */
static size_t
word_at(struct str s, size_t i, struct buf *out)
{
	struct str rest = str_from_at(s, i + 2), set, how, text;
	struct buf raw;
	size_t end;
	bool known;

	if (i + 1 >= s.len || s.ptr[i] != '=' || s.ptr[i + 1] != '?' ||
	    !str_cut(&rest, '?', &set) || !str_cut(&rest, '?', &how) ||
	    how.len != 1)
		return 0;
	end = str_find(rest, STR("?="));
	if (end == rest.len)
		return 0;
	text = str_sub(rest, 0, end);
	set = str_sub(set, 0, str_find_char(set, '*'));
	buf_init(&raw, text.len + 1);
	if (how.ptr[0] == 'b' || how.ptr[0] == 'B')
		message_base64(text, &raw);
	else if (how.ptr[0] == 'q' || how.ptr[0] == 'Q')
		concern_mail_quoted(text, true, &raw);
	known = raw.len > 0 && concern_mail_charset(set, buf_view(&raw), out);
	buf_release(&raw);
	return known ? (size_t)(text.ptr + text.len + 2 - (s.ptr + i)) : 0;
}

/* What stands before a word: white space between two of them is none. */
static void
flush(struct buf *plain, bool between, struct buf *out)
{
	if (!between || str_trim(buf_view(plain)).len > 0)
		from_utf8(buf_view(plain), out);
	buf_reset(plain);
}

void
concern_mail_words(struct str text, struct buf *out)
{
	struct buf line, plain, word;
	bool was_word = false;

	buf_init(&line, 8 * text.len + 64);
	buf_init(&plain, text.len + 1);
	buf_init(&word, 8 * text.len + 64);
	for (size_t i = 0, n; i < text.len; i += n) {
		n = word_at(text, i, &word);
		if (n == 0) {
			buf_add_char(&plain, text.ptr[i]);
			n = 1;
			continue;
		}
		flush(&plain, was_word, &line);
		buf_add(&line, buf_view(&word));
		buf_reset(&word);
		was_word = true;
	}
	flush(&plain, false, &line);
	for (size_t i = 0; i < line.len; i++)
		buf_add_char(out,
		    strchr("\n\t", line.ptr[i]) && line.ptr[i] ? ' '
							       : line.ptr[i]);
	buf_release(&word);
	buf_release(&plain);
	buf_release(&line);
}
