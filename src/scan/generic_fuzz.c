#include "scan/generic.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Tokens stand in their order, none within another. */
static void
check_tokens(const struct generic_tokens *tokens, size_t len)
{
	size_t end = 0;

	for (size_t i = 0; i < tokens->n; i++) {
		const struct generic_token *k = &tokens->v[i];

		if (k->start < end || k->end <= k->start || k->end > len)
			abort();
		end = k->end;
	}
}

/* What fits lies among the tokens, its bindings too; and it fits the same way
   however many steps were left over. */
static void
check_fit(const struct generic_try *before, size_t from)
{
	struct generic_try t = *before, again = *before;
	uint64_t steps = 20000, more = 40000;

	t.steps = &steps;
	again.steps = &more;
	if (!generic_fits(&t, from))
		return;
	if (t.end < from || t.end > t.tokens->n)
		abort();
	for (size_t i = 0; i < METAVARS_MAX; i++)
		if (t.bound[i].is &&
		    (t.bound[i].first < from ||
			t.bound[i].first + t.bound[i].count > t.end))
			abort();
	if (!generic_fits(&again, from) || again.end != t.end ||
	    memcmp(again.bound, t.bound, sizeof(t.bound)) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct str rest = {(const char *)data, len}, pattern;
	struct generic_tokens tokens = {0};
	struct metavars metavars = {0};
	struct generic *generic;
	struct arena arena;
	struct err err;

	if (!str_cut(&rest, '\0', &pattern))
		return 0;
	arena_init(&arena, 16 << 20);
	if (generic_read(pattern, &metavars, &arena, &generic, &err) ==
		ERR_NONE &&
	    generic_tokens_read(rest, 0, (uint32_t)rest.len, &arena, &tokens,
		&err) == ERR_NONE) {
		struct generic_try t = {.pattern = generic,
		    .tokens = &tokens,
		    .source = rest,
		    .span = GENERIC_SPAN};

		check_tokens(&tokens, rest.len);
		for (size_t i = 0; i < tokens.n && i < 50; i++)
			check_fit(&t, i);
	}
	arena_release(&arena);
	return 0;
}
