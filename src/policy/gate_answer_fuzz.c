#include "policy/gate_answer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Whatever is accepted says the same once written and read again, and its
   words and its verdict never part. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct gate_answer a, b;
	struct arena arena;
	struct buf one, two;
	struct err err;

	arena_init(&arena, 1 << 20);
	buf_init(&one, 1 << 20);
	buf_init(&two, 1 << 20);
	if (gate_answer_read(text, NULL, &arena, &a, &err) == ERR_NONE) {
		if (a.allow != gate_state_passes(a.state) || a.until < a.issued)
			abort();
		buf_add(&one, STR("{\"answer\":"));
		gate_answer_canon(&a, &one);
		buf_add(&two, buf_view(&one));
		buf_addf(
		    &two, ",\"key\":\"\",\"signature\":\"%085d%s\"}", 0, "A==");
		if (gate_answer_read(buf_view(&two), NULL, &arena, &b, &err) !=
		    ERR_NONE)
			abort();
		buf_reset(&two);
		buf_add(&two, STR("{\"answer\":"));
		gate_answer_canon(&b, &two);
		if (!str_eq(buf_view(&one), buf_view(&two)))
			abort();
	}
	buf_release(&one);
	buf_release(&two);
	arena_release(&arena);
	return 0;
}
