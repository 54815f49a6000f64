#include "codec/canon.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is written back unchanged, and is JSON to a reader
   that shares no code with this one. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct json doc, other;
	struct arena arena;
	struct err err;
	struct buf out;

	arena_init(&arena, 64 << 20);
	buf_init(&out, 64 << 20);
	if (canon_read(text, &arena, &doc, &err) == ERR_NONE) {
		if (canon_write(&out, &doc, &err) != ERR_NONE ||
		    !str_eq(buf_view(&out), text))
			abort();
		if (json_read(text, &arena, &other, &err) != ERR_NONE)
			abort();
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
