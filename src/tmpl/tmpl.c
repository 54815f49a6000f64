#include "tmpl/tmpl.h"

#include <inttypes.h>

#include "base/clock.h"

struct html
html_trusted(struct str text)
{
	return (struct html){text};
}

/* Length of the UTF-8 sequence at s, 0 when it is none. */
static size_t
sequence(struct str s)
{
	size_t most = s.len < 4 ? s.len : 4;

	for (size_t n = 1; n <= most; n++)
		if (str_is_utf8(str_sub(s, 0, n)))
			return n;
	return 0;
}

static struct str
entity(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '"':
		return STR("&quot;");
	case '\'':
		return STR("&#39;");
	default:
		return STR_NONE;
	}
}

/* Bytes that go out as they are: the common case, taken in one piece. */
static const bool is_plain[256] = {
    ['\t'] = true,
    ['\n'] = true,
    ['\r'] = true,
    [' '] = true,
    ['!'] = true,
    ['#' ... '%'] = true,
    ['(' ... ';'] = true,
    ['='] = true,
    ['?' ... '~'] = true,
};

static size_t
plain(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_plain[(unsigned char)s.ptr[n]])
		n++;
	return n;
}

void
tmpl_text(struct buf *out, struct str text)
{
	while (text.len > 0) {
		size_t n = plain(text);
		struct str e;

		if (n > 0) {
			buf_add(out, str_sub(text, 0, n));
			text = str_from_at(text, n);
			continue;
		}
		e = entity(text.ptr[0]);
		n = sequence(text);
		if (e.ptr)
			buf_add(out, e);
		else if (n == 0)
			buf_add(out, STR("\xef\xbf\xbd"));
		else if (n > 1)
			buf_add(out, str_sub(text, 0, n));
		text = str_from_at(text, n ? n : 1);
	}
}

void
tmpl_html(struct buf *out, struct html html)
{
	buf_add(out, html.text);
}

void
tmpl_url(struct buf *out, struct url url)
{
	tmpl_text(out, url.text);
}

void
tmpl_int(struct buf *out, int64_t n)
{
	buf_addf(out, "%" PRId64, n);
}

void
tmpl_date(struct buf *out, int64_t at)
{
	char text[CLOCK_DATE_LEN + 1];

	clock_write_date(at, text);
	buf_add(out, str_from(text));
}

void
tmpl_time(struct buf *out, int64_t at)
{
	char text[CLOCK_TEXT_LEN + 1];

	clock_write(at, text);
	text[10] = ' ';
	buf_add(out, (struct str){text, 16});
	buf_add(out, STR(" UTC"));
}

void
tmpl_instant(struct buf *out, int64_t at)
{
	char text[CLOCK_TEXT_LEN + 1];

	clock_write(at, text);
	buf_add(out, (struct str){text, 19});
	buf_add_char(out, 'Z');
}
