#include <stdlib.h>

#include "scan/diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What is read has paths, and no more hunks than lines that start them. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len}, line, rest = text;
	struct diff_list list = {0};
	struct arena arena;
	struct err err;
	size_t hunks = 0, given = 0;

	arena_init(&arena, (size_t)64 << 20);
	while (str_cut_line(&rest, &line))
		hunks += str_starts(line, STR("@@ "));
	if (diff_read(text, &arena, &list, &err) == ERR_NONE)
		for (size_t i = 0; i < list.n; i++) {
			given += list.v[i].added.n;
			if (list.v[i].path.len == 0)
				abort();
		}
	if (given > hunks)
		abort();
	arena_release(&arena);
	return 0;
}
