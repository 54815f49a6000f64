#include "codec/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
same(const struct csv_row *a, const struct csv_row *b)
{
	if (a->n != b->n)
		abort();
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->v[i], b->v[i]))
			abort();
}

/* A record that was read, written and read again is the same record. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct csv_reader r, again;
	struct csv_row row, back;
	struct arena arena;
	struct buf out;
	struct csv_writer w = {&out, false};
	struct err err;

	arena_init(&arena, 64 << 20);
	buf_init(&out, 64 << 20);
	csv_reader_init(&r, (struct str){(const char *)data, len}, &arena);
	while (csv_read(&r, &row, &err) == ERR_NONE && row.n > 0) {
		if (row.n == 1 && row.v[0].len == 0)
			continue; /* "" alone: read as an empty line */
		buf_reset(&out);
		for (size_t i = 0; i < row.n; i++)
			csv_str(&w, row.v[i]);
		csv_end(&w);
		csv_reader_init(&again, buf_view(&out), &arena);
		if (str_starts(buf_view(&out), STR("\xef\xbb\xbf")))
			continue; /* a mark in the middle is text */
		if (csv_read(&again, &back, &err) != ERR_NONE)
			abort();
		same(&row, &back);
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
