#include <stdlib.h>

#include "scan/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Every rule of a text is loaded or refused with its place, and reading the
   text again adds none: each is there already, or refused again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str text = {(const char *)data, len};
	struct rules rules;
	struct arena arena;
	struct err err;
	size_t loaded, refused;

	arena_init(&arena, (size_t)256 << 20);
	rules_init(&rules, &arena);
	if (rules_read_text(&rules, "fuzz.yaml", text, &err) == ERR_NONE) {
		loaded = rules.n;
		refused = rules.refused.n;
		for (size_t i = 0; i < refused; i++)
			if (!str_starts(rules.refused.v[i], STR("fuzz.yaml:")))
				abort();
		if (rules_read_text(&rules, "fuzz.yaml", text, &err) ==
			ERR_NONE &&
		    (rules.n != loaded ||
			rules.refused.n != 2 * refused + loaded))
			abort();
	}
	rules_release(&rules);
	arena_release(&arena);
	return 0;
}
