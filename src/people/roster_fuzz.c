#include "people/roster.h"

#include <stdlib.h>

#include "base/zone.h"
#include "people/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static bool
days_ok(const struct roster_line *l)
{
	return (l->last_day == 0 || l->starts <= l->last_day) &&
	    (l->effective == 0 || l->starts <= l->effective);
}

/* A roster without a problem holds an address and a name on every line, no
   address twice, days in their order and lists and zones that facts take. */
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
			    !str_eq(l->email, again) || !days_ok(l) ||
			    (l->duties.len > 0 &&
				words_check(l->duties, "duty", &err)) ||
			    (l->stacks.len > 0 &&
				words_check(l->stacks, "stack", &err)) ||
			    (l->zone.len > 0 && zone_check(l->zone, &err)))
				abort();
			for (size_t j = 0; j < i && i < 50; j++)
				if (str_eq(l->email, r.lines.v[j].email))
					abort();
		}
	arena_release(&arena);
	return 0;
}
