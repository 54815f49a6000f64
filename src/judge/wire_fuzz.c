#include "judge/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is within the ceilings and, written, read again as the
   same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct wire_header h, again;
	struct arena arena;
	struct err err;
	struct buf out;

	arena_init(&arena, 1 << 20);
	buf_init(&out, 2 * WIRE_LINE_MAX);
	if (wire_header_read((struct str){(const char *)data, len}, &arena, &h,
		&err) == ERR_NONE) {
		if (h.files > WIRE_FILES_MAX || h.lab > WIRE_LAB_MAX)
			abort();
		wire_header_write(&out, &h);
		if (wire_header_read(buf_view(&out), &arena, &again, &err) !=
			ERR_NONE ||
		    again.hello != h.hello || again.mode != h.mode ||
		    again.files != h.files || again.lab != h.lab ||
		    memcmp(again.seed, h.seed, sizeof(h.seed)) != 0)
			abort();
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
