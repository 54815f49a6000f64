#include "codec/ical.h"

#include <stdlib.h>

#include "codec/ical_back_test.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static size_t
char_at(struct str s)
{
	for (size_t n = 1; n <= 4 && n <= s.len; n++)
		if (str_is_utf8(str_sub(s, 0, n)))
			return n;
	return 0;
}

/* What the header promises of text, said once more. */
static struct str
promised(struct str text, struct arena *arena)
{
	struct buf out;
	struct str all;

	buf_init(&out, 3 * text.len + 1);
	for (size_t i = 0; i < text.len;) {
		size_t n = char_at(str_from_at(text, i));
		unsigned char c = (unsigned char)text.ptr[i];

		if (c == '\r') {
			buf_add_char(&out, '\n');
			if (i + 1 < text.len && text.ptr[i + 1] == '\n')
				i++;
		} else if (n == 0 || c == 0x7f ||
		    (c < ' ' && c != '\t' && c != '\n'))
			buf_add(&out, STR("\xef\xbf\xbd"));
		else
			buf_add(&out, str_sub(text, i, n));
		i += n > 0 ? n : 1;
	}
	all = arena_buf(arena, &out);
	buf_release(&out);
	return all;
}

static void
check(struct str raw, struct str text, struct arena *arena)
{
	if (raw.ptr == NULL ||
	    !str_eq(ical_unescape(raw, arena), promised(text, arena)))
		abort();
}

/* Unfolded and parsed, what was written is what was given. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct ical_entry entry = {.kind = len % 2 ? ICAL_TODO : ICAL_EVENT,
	    .uid = str_sub(text, 0, len / 3),
	    .stamp = 1,
	    .day = 2,
	    .summary = text,
	    .description = str_from_at(text, len / 2),
	    .url = text,
	    .alarm_days = len % 3 ? 1 : 0};
	struct ical_properties back = {0};
	struct ical w = {0};
	struct arena arena;
	struct buf out;

	if (len > 1 << 16)
		return 0;
	arena_init(&arena, 64 << 20);
	buf_init(&out, 16 << 20);
	w.out = &out;
	ical_open(&w, text);
	ical_entry(&w, &entry);
	ical_close(&w);
	if (!ical_lines_ok(buf_view(&out)) ||
	    !ical_back(buf_view(&out), &arena, &back))
		abort();
	check(ical_value(&back, STR("NAME")), text, &arena);
	check(ical_value(&back, STR("UID")), entry.uid, &arena);
	check(ical_value(&back, STR("SUMMARY")), text, &arena);
	if (len > 0 && entry.description.len > 0 && entry.alarm_days == 0)
		check(ical_value(&back, STR("DESCRIPTION")), entry.description,
		    &arena);
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
