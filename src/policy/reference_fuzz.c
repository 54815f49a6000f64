#include "policy/reference.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is read: each section is a piece of the text that begins with its
   heading and ends no earlier than those within it, lines rise, and a section
   is found by its own number. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct reference_sections s;
	struct arena arena;
	struct err err;

	arena_init(&arena, (size_t)64 << 20);
	if (reference_read(text, &arena, &s, &err) == ERR_NONE)
		for (size_t i = 0; i < s.n; i++) {
			const struct reference_section *a = &s.v[i];

			if (a->text.ptr < text.ptr || a->text.len == 0 ||
			    a->text.ptr + a->text.len > text.ptr + text.len ||
			    a->level == 0 ||
			    (i > 0 && a->line <= s.v[i - 1].line) ||
			    str_find(a->text, a->title) == a->text.len)
				abort();
			if (a->number.len > 0 &&
			    reference_find(&s, a->number) == NULL)
				abort();
		}
	arena_release(&arena);
	return 0;
}
