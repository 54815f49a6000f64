#include "codec/base64.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void
check(struct str text, size_t size, bool is_url)
{
	struct buf back;
	void *out;

	if (size == SIZE_MAX)
		return;
	out = malloc(size + 1);
	if (out == NULL)
		return;
	buf_init(&back, text.len + 4);
	if (is_url ? base64url_decode(text, out, size)
		   : base64_decode(text, out, size)) {
		(is_url ? base64url_encode : base64_encode)(&back, out, size);
		if (!str_eq(buf_view(&back), text))
			abort();
	}
	buf_release(&back);
	free(out);
}

/* Whatever is accepted is written back unchanged. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};

	check(text, base64_size(text), false);
	check(text, base64url_size(text), true);
	return 0;
}
