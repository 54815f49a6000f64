#include "learn/answer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is written back unchanged. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	char back[ANSWER_TEXT];
	struct answer a;

	if (!answer_read(text, &a))
		return 0;
	answer_write(&a, back);
	if (!str_eq(str_from(back), text))
		abort();
	return 0;
}
