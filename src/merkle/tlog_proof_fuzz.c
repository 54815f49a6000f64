#include "merkle/tlog_proof.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted is written back unchanged. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct tlog_proof proof;
	struct err err;
	struct buf out;

	if (tlog_proof_read(text, &proof, &err) != ERR_NONE)
		return 0;
	buf_init(&out, TLOG_PROOF_MAX);
	tlog_proof_write(&out, &proof);
	if (!str_eq(buf_view(&out), text))
		abort();
	buf_release(&out);
	return 0;
}
