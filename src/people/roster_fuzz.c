#include "people/roster.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* A roster without a problem holds an address and a name on every line, and
   no address twice. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len}, again;
	struct roster r;
	struct arena arena;
	struct err err;

	arena_init(&arena, 64 << 20);
	if (roster_read(text, &arena, &r, &err) == ERR_NONE &&
	    r.problems_total == 0)
		for (size_t i = 0; i < r.lines.n; i++) {
			const struct roster_line *l = &r.lines.v[i];

			if (l->name.len == 0 || l->line < 2 ||
			    person_email_read(l->email, &arena, &again, &err) !=
				ERR_NONE ||
			    !str_eq(l->email, again))
				abort();
			for (size_t j = 0; j < i && i < 50; j++)
				if (str_eq(l->email, r.lines.v[j].email))
					abort();
		}
	arena_release(&arena);
	return 0;
}
