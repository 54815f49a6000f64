#include "scan/sarif_read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
clean(struct str s)
{
	return s.len == 0 || (str_is_utf8(s) && !memchr(s.ptr, 0, s.len));
}

static enum err_code
check(const struct sarif_result *r, void *ctx, struct err *err)
{
	size_t *calls = ctx;

	(void)err;
	++*calls;
	if (r->rule.len == 0 || r->run->tool.ptr == NULL ||
	    r->cwe_count > SARIF_CWES_MAX || r->message.len > SARIF_TEXT_MAX)
		abort();
	if (!clean(r->rule) || !clean(r->message) || !clean(r->path) ||
	    !clean(r->snippet) || !clean(r->line_hash) ||
	    !clean(r->fingerprint) || !clean(r->title))
		abort();
	return ERR_NONE;
}

/* What is refused called nobody; what is handed on is clean text. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct sarif_limits limits = {.memory = 1 << 20};
	struct str text = {(const char *)data, len};
	size_t calls = 0;
	struct err err;

	if (sarif_read(text, &limits, check, &calls, NULL, NULL, &err) !=
		ERR_NONE &&
	    calls > 0)
		abort();
	return 0;
}
