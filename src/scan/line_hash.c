#include "scan/line_hash.h"

#include <inttypes.h>
#include <stdio.h>

#define WINDOW   100
#define FACTOR   UINT64_C(37)
#define EOF_UNIT 65535

/* The last WINDOW units, and for each the line that starts with it. */
struct roller {
	struct line_hashes *out;
	uint16_t window[WINDOW];
	int64_t line_at[WINDOW]; /* -1: no line starts here */
	unsigned index;
	uint64_t hash, first_factor; /* FACTOR to the power of WINDOW */
	int64_t line;                /* the present one, from 0 */
	bool line_start, cr;
	uint64_t *seen; /* a table of hashes and how often each came */
	uint32_t *seen_n;
	size_t slots;
};

static uint32_t
count_hash(struct roller *r, uint64_t hash)
{
	size_t mask = r->slots - 1, i = (size_t)(hash ^ hash >> 29) & mask;

	while (r->seen_n[i] != 0 && r->seen[i] != hash)
		i = (i + 1) & mask;
	r->seen[i] = hash;
	return ++r->seen_n[i];
}

/* The line that starts at the window's oldest unit is complete. */
static void
output(struct roller *r)
{
	int64_t line = r->line_at[r->index];

	if (line >= 0 && (size_t)line < r->out->n)
		snprintf(r->out->v[line], LINE_HASH_MAX, "%" PRIx64 ":%" PRIu32,
		    r->hash, count_hash(r, r->hash));
	r->line_at[r->index] = -1;
}

static void
update(struct roller *r, uint16_t unit)
{
	uint16_t oldest = r->window[r->index];

	r->window[r->index] = unit;
	r->hash = FACTOR * r->hash + unit - r->first_factor * oldest;
	r->index = (r->index + 1) % WINDOW;
}

static void
process(struct roller *r, uint16_t unit)
{
	if (unit == ' ' || unit == '\t' || (r->cr && unit == '\n')) {
		r->cr = false;
		return;
	}
	r->cr = unit == '\r';
	if (r->cr)
		unit = '\n';
	if (r->line_at[r->index] >= 0)
		output(r);
	if (r->line_start) {
		r->line_start = false;
		r->line++;
		r->line_at[r->index] = r->line;
	}
	if (unit == '\n')
		r->line_start = true;
	update(r, unit);
}

/* One character of UTF-8, or one byte that is none. */
static uint32_t
character(struct str text, size_t *at)
{
	static const uint8_t lengths[16] = {
	    1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};
	unsigned char c = (unsigned char)text.ptr[*at];
	unsigned n = lengths[c >> 4];
	uint32_t code = n == 1 ? c : c & (0x7fu >> n);

	if (n == 0 || *at + n > text.len) {
		*at += 1;
		return 0xfffd;
	}
	for (unsigned i = 1; i < n; i++)
		code = code << 6 | ((unsigned char)text.ptr[*at + i] & 0x3f);
	*at += n;
	return code > 0x10ffff ? 0xfffd : code;
}

static void
roll(struct roller *r, struct str text)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t code = character(text, &at);

		if (code >= 0x10000) {
			process(r, (uint16_t)(0xd7c0 + (code >> 10)));
			code = 0xdc00 + (code & 0x3ff);
		}
		process(r, (uint16_t)code);
	}
	process(r, EOF_UNIT);
	for (unsigned i = 0; i < WINDOW; i++) {
		if (r->line_at[r->index] >= 0)
			output(r);
		update(r, 0);
	}
}

static size_t
count_lines(struct str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n' ||
		    (text.ptr[i] == '\r' &&
			(i + 1 == text.len || text.ptr[i + 1] != '\n'));
	return n;
}

enum err_code
line_hashes_make(struct str text, struct arena *arena, struct line_hashes *out,
    struct err *err)
{
	struct roller r = {
	    .out = out, .line = -1, .line_start = true, .slots = 64};

	out->n = count_lines(text);
	while (r.slots < out->n * 2)
		r.slots *= 2;
	out->v = arena_zalloc(arena, out->n * sizeof(*out->v));
	r.seen = ARENA_ARRAY(arena, r.slots, uint64_t);
	r.seen_n = ARENA_ARRAY(arena, r.slots, uint32_t);
	if (out->v == NULL || r.seen == NULL || r.seen_n == NULL)
		return arena_fail(arena, err);
	r.first_factor = 1;
	for (unsigned i = 0; i < WINDOW; i++) {
		r.first_factor *= FACTOR;
		r.line_at[i] = -1;
	}
	roll(&r, text);
	return ERR_NONE;
}
