#include "merkle/checkpoint.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is written back unchanged. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct checkpoint cp;
	struct err err;
	struct buf out;

	if (checkpoint_read(text, &cp, &err) != ERR_NONE)
		return 0;
	buf_init(&out, CHECKPOINT_MAX);
	checkpoint_write(&out, &cp);
	if (!str_eq(buf_view(&out), text))
		abort();
	buf_release(&out);
	return 0;
}
