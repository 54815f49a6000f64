#ifndef CODEC_ICAL_BACK_TEST_H
#define CODEC_ICAL_BACK_TEST_H

/*
 * The way back, for tests alone: lines unfolded, names parted from values,
 * text without its escapes.  Takes nothing that RFC 5545 does not allow.
 */
#include "base/arena.h"

struct ical_property {
	struct str name, value; /* name: with its parameters; value: raw */
};

struct ical_properties {
	struct ical_property *v;
	size_t n, cap;
};

/* Whole lines end in CRLF, are of 75 octets at most and of whole characters. */
static inline bool
ical_lines_ok(struct str text)
{
	while (text.len > 0) {
		size_t n = str_find(text, STR("\r\n"));

		if (n == text.len || n > 75 || n == 0 ||
		    !str_is_utf8(str_sub(text, 0, n)))
			return false;
		for (size_t i = 0; i < n; i++)
			if (text.ptr[i] == '\r' || text.ptr[i] == '\n')
				return false;
		text = str_from_at(text, n + 2);
	}
	return true;
}

static inline struct str
ical_unfold(struct str text, struct arena *arena)
{
	struct buf out;
	struct str all;

	buf_init(&out, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		if (str_starts(str_from_at(text, i), STR("\r\n ")))
			i += 2;
		else
			buf_add_char(&out, text.ptr[i]);
	all = arena_buf(arena, &out);
	buf_release(&out);
	return all;
}

/* STR_NONE for what is no escape. */
static inline struct str
ical_unescape(struct str value, struct arena *arena)
{
	struct buf out;
	struct str all;
	bool ok = true;

	buf_init(&out, value.len + 1);
	for (size_t i = 0; i < value.len && ok; i++) {
		char c = value.ptr[i];

		ok = c != ',' && c != ';';
		if (c == '\\') {
			c = ++i < value.len ? value.ptr[i] : '\0';
			ok = c == 'n' || c == '\\' || c == ',' || c == ';';
			c = c == 'n' ? '\n' : c;
		}
		buf_add_char(&out, c);
	}
	all = ok ? arena_buf(arena, &out) : STR_NONE;
	buf_release(&out);
	return all;
}

static inline bool
ical_back(struct str text, struct arena *arena, struct ical_properties *out)
{
	struct str rest = ical_unfold(text, arena);

	while (rest.len > 0) {
		size_t n = str_find(rest, STR("\r\n"));
		struct str line = str_sub(rest, 0, n), name;
		struct ical_property *p = ARENA_PUSH(arena, out);

		if (p == NULL || n == rest.len || !str_cut(&line, ':', &name))
			return false;
		*p = (struct ical_property){name, line};
		rest = str_from_at(rest, n + 2);
	}
	return true;
}

/* The raw value of the first; STR_NONE where there is none. */
static inline struct str
ical_value(const struct ical_properties *all, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return all->v[i].value;
	return STR_NONE;
}

#endif
