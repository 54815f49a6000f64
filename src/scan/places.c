#include "scan/places.h"

#define STRIDE    1024
#define LINES_MAX 2000

static uint32_t
count_characters(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* Marks along the way, so that a long line is counted once. */
static enum err_code
characters_init(struct places *p, struct arena *arena, struct err *err)
{
	size_t marks = p->source.len / STRIDE + 1;

	p->characters = arena_array(arena, marks, sizeof(uint32_t));
	if (p->characters == NULL)
		return arena_fail(arena, err);
	for (size_t i = 1; i < marks; i++)
		p->characters[i] = p->characters[i - 1] +
		    count_characters(
			str_sub(p->source, (i - 1) * STRIDE, STRIDE));
	return ERR_NONE;
}

enum err_code
places_init(
    struct places *p, struct str source, struct arena *arena, struct err *err)
{
	enum err_code rc;

	*p = (struct places){.source = source};
	rc = ast_lines_init(&p->lines, source, arena, err);
	if (rc == ERR_NONE)
		rc = characters_init(p, arena, err);
	if (rc == ERR_NONE)
		rc = line_hashes_make(source, arena, &p->hashes, err);
	return rc;
}

static uint32_t
characters_before(const struct places *p, uint32_t at)
{
	uint32_t mark = at / STRIDE;

	return p->characters[mark] +
	    count_characters(
		str_sub(p->source, mark * STRIDE, at - mark * STRIDE));
}

/* Bytes that do not continue a character. */
uint32_t
places_column(const struct places *p, uint32_t line, uint32_t at)
{
	return characters_before(p, at) -
	    characters_before(p, p->lines.v[line - 1]) + 1;
}

static struct str
line_text(const struct places *p, uint32_t line)
{
	uint32_t start = p->lines.v[line - 1];
	uint32_t end =
	    line < p->lines.n ? p->lines.v[line] : (uint32_t)p->source.len;

	return str_sub(p->source, start, end - start);
}

void
places_fill(const struct places *p, struct scan_place *place)
{
	place->line = ast_line(&p->lines, place->start);
	place->column = places_column(p, place->line, place->start);
	place->end_line = ast_line(&p->lines, place->end);
	place->end_column = places_column(p, place->end_line, place->end);
	place->text =
	    str_trim(str_sub(line_text(p, place->line), 0, LINES_MAX));
}

struct str
places_lines(const struct places *p, const struct scan_place *place)
{
	uint32_t start = p->lines.v[place->line - 1];
	uint32_t end = place->end_line < p->lines.n
	    ? p->lines.v[place->end_line] - 1
	    : (uint32_t)p->source.len;

	if (end < start)
		end = start;
	return str_sub(p->source, start,
	    end - start > LINES_MAX ? LINES_MAX : end - start);
}
