#ifndef SCAN_PLACES_H
#define SCAN_PLACES_H

#include "scan/line_hash.h"
#include "scan/scan.h"

/* Byte offsets of one source as lines and columns, its lines' texts and
   hashes. */
struct places {
	struct str source;
	struct ast_lines lines;
	struct line_hashes hashes;
	uint32_t *characters; /* before each stride of the source */
};

enum err_code places_init(struct places *p, struct str source,
    struct arena *arena, struct err *err) MUST_USE;

/* The column in characters, from 1, of a byte on a line. */
uint32_t places_column(const struct places *p, uint32_t line, uint32_t at);
/* Lines, columns and text from start and end; the text is borrowed. */
void places_fill(const struct places *p, struct scan_place *place);
/* The whole lines a place lies on, borrowed, cut at a limit. */
struct str places_lines(const struct places *p, const struct scan_place *place);

#endif
