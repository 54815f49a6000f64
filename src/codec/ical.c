#include "codec/ical.h"

#include <stdio.h>

#include "base/clock.h"

/* One character, or what cannot be one, on this line or the next. */
static void
put_char(struct ical *w, struct str c)
{
	if (w->column + c.len > ICAL_LINE) {
		buf_add(w->out, STR("\r\n "));
		w->column = 1;
	}
	buf_add(w->out, c);
	w->column += c.len;
}

/* Of ASCII alone. */
static void
put(struct ical *w, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		put_char(w, str_sub(s, i, 1));
}

static void
end(struct ical *w)
{
	buf_add(w->out, STR("\r\n"));
	w->column = 0;
}

static void
line(struct ical *w, struct str text)
{
	put(w, text);
	end(w);
}

/* How long the character at the start of s is; 0 for what is none. */
static size_t
char_len(struct str s)
{
	for (size_t n = 1; n <= 4 && n <= s.len; n++)
		if (str_is_utf8(str_sub(s, 0, n)))
			return n;
	return 0;
}

static void
put_text(struct ical *w, struct str text)
{
	while (text.len > 0) {
		size_t n = char_len(text);
		unsigned char c = (unsigned char)text.ptr[0];

		if (c == '\r' && text.len > 1 && text.ptr[1] == '\n')
			; /* the LF says it */
		else if (c == '\n' || c == '\r')
			put(w, STR("\\n"));
		else if (n == 0 || (c < ' ' && c != '\t') || c == 0x7f)
			put_char(w, STR("\xef\xbf\xbd"));
		else if (c == '\\' || c == ';' || c == ',') {
			put_char(w, STR("\\"));
			put_char(w, str_sub(text, 0, 1));
		} else
			put_char(w, str_sub(text, 0, n));
		text = str_from_at(text, n > 0 ? n : 1);
	}
}

static void
text_line(struct ical *w, struct str name, struct str text)
{
	put(w, name);
	put_text(w, text);
	end(w);
}

/* An address holds no white space, control character or foreign letter. */
static void
put_url(struct ical *w, struct str url)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];
		const char coded[] = {'%', hex[c >> 4], hex[c & 15]};

		if (c > ' ' && c < 0x7f)
			put_char(w, str_sub(url, i, 1));
		else
			put(w, (struct str){coded, sizeof(coded)});
	}
}

/* "20261121", from "2026-11-21" */
static void
put_date(struct ical *w, int64_t day)
{
	char text[CLOCK_DATE_LEN + 1];

	clock_write_date(day, text);
	put(w, (struct str){text, 4});
	put(w, (struct str){text + 5, 2});
	put(w, (struct str){text + 8, 2});
}

static void
date_line(struct ical *w, struct str name, int64_t day)
{
	put(w, name);
	put_date(w, day);
	end(w);
}

/* "DTSTAMP:20261121T052700Z" */
static void
stamp_line(struct ical *w, int64_t at)
{
	char text[CLOCK_TEXT_LEN + 1];

	clock_write(at, text);
	put(w, STR("DTSTAMP:"));
	put_date(w, at);
	put(w, STR("T"));
	put(w, (struct str){text + 11, 2});
	put(w, (struct str){text + 14, 2});
	put(w, (struct str){text + 17, 2});
	line(w, STR("Z"));
}

static void
alarm(struct ical *w, const struct ical_entry *entry)
{
	char trigger[40];

	/* of a task without a start, the end is what it is before */
	snprintf(trigger, sizeof(trigger), "TRIGGER%s:-P%uD",
	    entry->kind == ICAL_TODO ? ";RELATED=END" : "", entry->alarm_days);
	line(w, STR("BEGIN:VALARM"));
	line(w, STR("ACTION:DISPLAY"));
	text_line(w, STR("DESCRIPTION:"), entry->summary);
	line(w, str_from(trigger));
	line(w, STR("END:VALARM"));
}

void
ical_open(struct ical *w, struct str name)
{
	line(w, STR("BEGIN:VCALENDAR"));
	line(w, STR("VERSION:2.0"));
	line(w, STR("PRODID:-//assay//assay//EN"));
	line(w, STR("CALSCALE:GREGORIAN"));
	/* NAME is RFC 7986; the other is what older programs read */
	text_line(w, STR("NAME:"), name);
	text_line(w, STR("X-WR-CALNAME:"), name);
	line(w, STR("REFRESH-INTERVAL;VALUE=DURATION:PT6H"));
	line(w, STR("X-PUBLISHED-TTL:PT6H"));
}

void
ical_entry(struct ical *w, const struct ical_entry *entry)
{
	bool todo = entry->kind == ICAL_TODO;

	line(w, todo ? STR("BEGIN:VTODO") : STR("BEGIN:VEVENT"));
	text_line(w, STR("UID:"), entry->uid);
	stamp_line(w, entry->stamp);
	if (todo)
		date_line(w, STR("DUE;VALUE=DATE:"), entry->day);
	else {
		date_line(w, STR("DTSTART;VALUE=DATE:"), entry->day);
		date_line(w, STR("DTEND;VALUE=DATE:"), entry->day + CLOCK_DAY);
		line(w, STR("TRANSP:TRANSPARENT")); /* the day stays free */
	}
	text_line(w, STR("SUMMARY:"), entry->summary);
	if (entry->description.len > 0)
		text_line(w, STR("DESCRIPTION:"), entry->description);
	if (entry->category.len > 0)
		text_line(w, STR("CATEGORIES:"), entry->category);
	if (entry->url.len > 0) {
		put(w, STR("URL:"));
		put_url(w, entry->url);
		end(w);
	}
	if (entry->alarm_days > 0)
		alarm(w, entry);
	line(w, todo ? STR("END:VTODO") : STR("END:VEVENT"));
}

void
ical_close(struct ical *w)
{
	line(w, STR("END:VCALENDAR"));
}
